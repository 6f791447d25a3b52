package io.brine.cli.output;

import io.brine.data.PyText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts and times of one minion's run and the lines that say them. Source: 3006.0 salt/output/highstate.py _format_host. */
final class StateSummary {
    private static final int LABEL = "Succeeded".length();

    private final Map<Object, Integer> results = new LinkedHashMap<>();
    private int warnings;
    private int changes;
    private double serialMillis;
    private double longestParallelMillis;

    void count(StateRow row, boolean compressed) {
        results.merge(
                row.result() == null ? "None" : row.result(), compressed ? row.compressedCount() : 1, Integer::sum);
        Object duration = row.state().containsKey("duration") ? row.state().get("duration") : Long.valueOf(0);
        if (row.state().containsKey("__parallel__")) {
            longestParallelMillis = Math.max(longestParallelMillis, millis(duration));
        } else {
            serialMillis += millis(duration);
        }
    }

    /** A duration is a number or text with or without its unit; text that says no number counts as nothing. */
    private static double millis(Object duration) {
        if (!(duration instanceof String text)) {
            return Shape.number(duration);
        }
        try {
            return Double.parseDouble(text.split(" ms", 2)[0].trim());
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }

    void addChanges(StateRow row, StateChanges made, boolean compressed) {
        if (!made.changed()) {
            return;
        }
        int each = 1;
        if (compressed
                && row.compressedCount() > 1
                && row.changes() instanceof Map<?, ?> map
                && map.get("compressed changes") instanceof Map<?, ?> byName) {
            each = Math.max(1, byName.size());
        }
        changes += each;
    }

    void warn() {
        warnings++;
    }

    int changes() {
        return changes;
    }

    List<String> lines(String host, OutputSettings settings) {
        return new Lines(host, settings).all();
    }

    private int total() {
        return results.values().stream().mapToInt(Integer::intValue).sum();
    }

    private int ofResult(Object result) {
        return results.getOrDefault(result, 0);
    }

    private final class Lines {
        private final List<String> lines = new ArrayList<>();
        private final String host;
        private final OutputSettings settings;
        private final Palette palette;
        private final int width;
        private final int succeeded = ofResult(Boolean.TRUE) + ofResult("None");
        private final int failed = ofResult(Boolean.FALSE);

        Lines(String host, OutputSettings settings) {
            this.host = host;
            this.settings = settings;
            this.palette = settings.palette();
            int digits = results.values().stream()
                    .mapToInt(n -> n.toString().length())
                    .max()
                    .orElse(0);
            if (warnings > 0) {
                digits = Math.max(digits, Integer.toString(warnings).length());
            }
            this.width = LABEL + digits + 2;
        }

        List<String> all() {
            String rule = "-".repeat(width);
            add(Color.CYAN, "\nSummary for " + host + "\n" + rule);
            lines.add(palette.paint(Color.GREEN, counted("Succeeded", Integer.toString(succeeded))) + changeCounts());
            add(failureColor(), counted("Failed", Integer.toString(failed)));
            if (settings.flag("state_output_pct") && total() > 0) {
                add(Color.GREEN, counted("Success %", percentage(succeeded)));
                add(failureColor(), counted("Failure %", percentage(failed)));
            }
            if (warnings > 0) {
                add(Color.LIGHT_RED, counted("Warnings", Integer.toString(warnings)));
            }
            String total = TextLines.right(Integer.toString(total()), width - 7);
            add(Color.CYAN, rule + "\nTotal states run: " + total);
            if (settings.flag("state_output_profile")) {
                add(Color.CYAN, "Total run time: " + runTime());
            }
            return lines;
        }

        private void add(Color color, String text) {
            lines.add(palette.paint(color, text));
        }

        private Color failureColor() {
            return failed > 0 ? Color.RED : Color.CYAN;
        }

        private String counted(String label, String count) {
            return label + ": " + TextLines.right(count, width - label.length() - 2);
        }

        private String changeCounts() {
            List<String> counts = new ArrayList<>();
            if (ofResult("None") > 0) {
                counts.add(palette.paint(Color.LIGHT_YELLOW, "unchanged=" + ofResult("None")));
            }
            if (changes > 0) {
                counts.add(palette.paint(Color.GREEN, "changed=" + changes));
            }
            return counts.isEmpty() ? "" : " (" + String.join(", ", counts) + ")";
        }

        private String percentage(int part) {
            return PyText.repr(Decimals.round((double) part / total() * 100, 2));
        }

        private String runTime() {
            double millis = serialMillis + longestParallelMillis;
            boolean seconds = millis > 999;
            String time = Decimals.fixed(seconds ? millis / 1000 : millis, 3);
            return TextLines.right(time, width - 5) + (seconds ? " s" : " ms");
        }
    }
}
