package io.brine.cli.output;

import io.brine.data.PyText;
import io.brine.data.Trees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One state on one line, plain, tabular or in the user's own format. Source: 3006.0 salt/output/highstate.py _format_terse. */
final class TerseState {
    private final StateRow row;
    private final String[] parts;
    private final Color color;
    private final OutputSettings settings;

    TerseState(StateRow row, String[] parts, Color color, OutputSettings settings) {
        this.row = row;
        this.parts = parts;
        this.color = color;
        this.settings = settings;
    }

    String text() {
        Object tabular = settings.value("state_tabular");
        if (Boolean.TRUE.equals(tabular)) {
            return warnings("\n") + tabularLine();
        }
        return tabular instanceof String format ? custom(format) : warnings("") + plainLine();
    }

    private String warnings(String after) {
        if (!row.state().containsKey("warnings")) {
            return "";
        }
        List<String> said = new ArrayList<>();
        Shape.list(row.state().get("warnings")).forEach(warning -> said.add(Shape.text(warning)));
        return settings.palette().paint(Color.LIGHT_RED, "Warnings:\n" + String.join("\n", said)) + after;
    }

    private String plainLine() {
        String times = profiled() ? " - Started: " + start() + " - Duration: " + duration() + " ms" : "";
        String line = " Name: " + parts[2] + " - Function: " + parts[0] + "." + parts[parts.length - 1] + " - Result: "
                + outcome() + times;
        return " " + settings.palette().paint(color, line);
    }

    private String tabularLine() {
        String times = profiled() ? start() + " [" + TextLines.right(duration(), 7) + " ms] " : "";
        String function = TextLines.right(parts[0], 10) + "." + TextLines.left(parts[parts.length - 1], 10);
        String line = times + function + " " + TextLines.left(outcome(), 7) + "   Name: " + parts[2];
        return settings.palette().paint(color, line);
    }

    private String custom(String format) {
        return PyFormat.format(
                format,
                Arrays.asList(
                        settings.palette().start(color),
                        parts[2],
                        parts[0],
                        parts[parts.length - 1],
                        outcome(),
                        settings.palette().end(),
                        row.state()));
    }

    private boolean profiled() {
        return settings.flag("state_output_profile") && row.state().containsKey("start_time");
    }

    private String start() {
        return PyText.str(row.state().get("start_time"));
    }

    private String duration() {
        return PyText.str(Shape.required(row.state(), "duration"));
    }

    private String outcome() {
        if (row.failed()) {
            return "Failed";
        }
        if (row.result() == null) {
            return "Differs";
        }
        return Trees.isTruthy(row.changes()) ? "Changed" : "Clean";
    }
}
