package io.brine.cli.output;

import io.brine.data.PyText;
import io.brine.data.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One minion's part of a state run: its name in the colour of the worst result, its states, the summary.
 * Source: 3006.0 salt/output/highstate.py _format_host.
 *
 * @param text the lines
 * @param changed whether any state changed anything
 */
record HighstateHost(String text, boolean changed) {
    private static final String NO_ORDER = "The State execution failed to record the order in which all states were"
            + " executed. The state return missing data is:";

    static HighstateHost of(String host, Object data, OutputSettings settings, int level) {
        Builder builder = new Builder(host, settings, level);
        if (data instanceof Boolean || data instanceof Long || data instanceof Integer) {
            builder.answer(List.of(PyText.str(data)));
        } else if (data instanceof String text) {
            builder.answer(TextLines.split(text));
        } else if (data instanceof List<?> errors) {
            builder.errors(errors);
        } else if (data instanceof Map<?, ?> states) {
            builder.states(states);
        }
        return builder.build();
    }

    private static final class Builder {
        private final String host;
        private final OutputSettings settings;
        private final int level;
        private final Palette palette;
        private final List<String> lines = new ArrayList<>();
        private final StateSummary summary = new StateSummary();
        private Color hostColor = Color.GREEN;
        private boolean changed;

        Builder(String host, OutputSettings settings, int level) {
            this.host = host;
            this.settings = settings;
            this.level = level;
            this.palette = settings.palette();
        }

        /** What a function other than a state run said; an orchestration counts it as a change. */
        void answer(List<String> text) {
            text.forEach(line -> lines.add(palette.start(Color.GREEN) + "    " + line + palette.end()));
            hostColor = Color.CYAN;
            changed = true;
        }

        void errors(List<?> errors) {
            hostColor = Color.LIGHT_RED;
            lines.add("    " + palette.paint(hostColor, "Data failed to compile:"));
            for (Object error : errors) {
                String shown = settings.shown(PyText.str(error));
                lines.add(palette.start(hostColor) + "----------\n    " + shown + palette.end());
            }
        }

        void states(Map<?, ?> all) {
            List<StateRow> rows = new ArrayList<>();
            all.forEach((tag, state) -> {
                if (state instanceof Map<?, ?> result) {
                    complainIfUnordered(tag, result);
                    if (result.containsKey("result")) {
                        rows.add(new StateRow(Shape.text(tag), result));
                    }
                }
            });
            rows.sort(StateRow.ORDER);
            rows.forEach(this::state);
            lines.addAll(summary.lines(host, settings));
            changed = summary.changes() > 0;
        }

        private void complainIfUnordered(Object tag, Map<?, ?> result) {
            if (!"changes".equals(tag) && !result.isEmpty() && !result.containsKey("__run_num__")) {
                lines.add(0, PrettyText.format(result));
                lines.add(0, NO_ORDER);
            }
        }

        private void state(StateRow row) {
            summary.count(row, settings.flag("state_compress_ids"));
            StateChanges changes = StateChanges.of(row, settings, level);
            summary.addChanges(row, changes, settings.flag("state_compress_ids"));
            if (isHidden(row, changes)) {
                return;
            }
            Color color = changes.changed() ? Color.CYAN : Color.GREEN;
            if (row.failed()) {
                hostColor = Color.RED;
                color = Color.RED;
            } else if (row.result() == null) {
                hostColor = Color.LIGHT_YELLOW;
                color = Color.LIGHT_YELLOW;
            }
            StateBlock block = new StateBlock(row, changes, color, settings);
            block.lines().forEach(lines::add);
            if (block.isFull() && row.state().containsKey("warnings")) {
                summary.warn();
            }
        }

        /** Successes without changes are left out by {@code state_verbose: False} and {@code state_output_diff: True}. */
        private boolean isHidden(StateRow row, StateChanges changes) {
            boolean quiet = settings.flag("state_output_diff") || !settings.flag("state_verbose");
            return quiet && Trees.isTruthy(row.result()) && !changes.changed();
        }

        HighstateHost build() {
            lines.add(0, palette.paint(hostColor, settings.shown(host) + ":"));
            return new HighstateHost(String.join("\n", lines), changed);
        }
    }
}
