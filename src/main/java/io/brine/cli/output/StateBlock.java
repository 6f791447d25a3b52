package io.brine.cli.output;

import io.brine.data.PyText;
import io.brine.data.Trees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One state as {@code state_output} asks: the full block, one terse line, or nothing.
 * Source: 3006.0 salt/output/highstate.py _format_host, the loop over states.
 */
final class StateBlock {
    private enum Form {
        FULL,
        TERSE,
        NONE
    }

    private static final String CONTINUED = "\n" + " ".repeat(14);

    private final StateRow row;
    private final StateChanges changes;
    private final Color color;
    private final OutputSettings settings;
    private final String[] parts;
    private final Form form;

    StateBlock(StateRow row, StateChanges changes, Color color, OutputSettings settings) {
        this.row = row;
        this.changes = changes;
        this.color = color;
        this.settings = settings;
        this.parts = row.parts();
        String mode = mode(settings);
        if (mode.endsWith("_id")) {
            parts[2] = parts[1];
        }
        this.form = form(mode);
    }

    private static String mode(OutputSettings settings) {
        Object mode = settings.has("state_output") ? settings.value("state_output") : "full";
        return Shape.text(mode).toLowerCase(Locale.ROOT);
    }

    private Form form(String mode) {
        if (mode.startsWith("filter")) {
            return filtered();
        }
        boolean terse = mode.startsWith("terse")
                || (mode.startsWith("mixed") && !row.failed())
                || (mode.startsWith("changes") && Trees.isTruthy(row.result()) && !changes.changed());
        return terse ? Form.TERSE : Form.FULL;
    }

    /** {@code exclude=} and {@code terse=} hold results by name: True, False, None. */
    private Form filtered() {
        String result = PyText.str(row.result());
        if (filter("terse").contains(result)) {
            return Form.TERSE;
        }
        return filter("exclude").contains(result) ? Form.NONE : Form.FULL;
    }

    /** From the keyword arguments of the function called, else {@code state_output_exclude} or {@code state_output_terse}. */
    private List<?> filter(String name) {
        Object wanted = settings.has("state_output_" + name) ? settings.value("state_output_" + name) : List.of();
        Object arguments = settings.has("arg") ? settings.value("arg") : List.of();
        Object given = null;
        for (Object argument : Shape.list(arguments)) {
            if (argument instanceof Map<?, ?> kwargs && kwargs.containsKey("__kwarg__")) {
                given = kwargs.containsKey(name) ? kwargs.get(name) : null;
                wanted = kwargs.containsKey(name) ? given : wanted;
            }
        }
        return wanted instanceof String text ? Arrays.asList(text.split(",", -1)) : Shape.list(wanted);
    }

    boolean isFull() {
        return form == Form.FULL;
    }

    List<String> lines() {
        return switch (form) {
            case NONE -> List.of();
            case TERSE -> List.of(new TerseState(row, parts, color, settings).text());
            case FULL -> full();
        };
    }

    private List<String> full() {
        Palette palette = settings.palette();
        List<String> lines = new ArrayList<>();
        lines.add(palette.paint(color, "----------"));
        lines.add(field("      ID: " + parts[1]));
        lines.add(field("Function: " + parts[0] + "." + parts[3]));
        if (!parts[1].equals(parts[2])) {
            lines.add(field("    Name: " + parts[2]));
        }
        lines.add(field("  Result: " + PyText.str(row.result())));
        lines.add(field(" Comment: " + comment()));
        if (settings.flag("state_output_profile") && row.state().containsKey("start_time")) {
            lines.add(field(" Started: " + PyText.str(row.state().get("start_time"))));
            lines.add(field("Duration: " + duration()));
        }
        lines.add(palette.paint(color, "     Changes:   " + changes.text()));
        if (row.state().containsKey("warnings")) {
            lines.add("   " + palette.paint(Color.LIGHT_RED, " Warnings: " + warnings()));
        }
        return lines;
    }

    private String field(String text) {
        return "    " + settings.palette().paint(color, text);
    }

    private String duration() {
        Object duration = row.state().containsKey("duration") ? row.state().get("duration") : "";
        return "".equals(duration) ? "" : PyText.str(duration) + " ms";
    }

    private String comment() {
        String said = PyText.str(Shape.required(row.state(), "comment"));
        StringBuilder comment = new StringBuilder(TextLines.trim(said).replace("\n", CONTINUED));
        Object data = row.state().get("data");
        if (data instanceof List<?> items) {
            items.forEach(item -> comment.append(' ').append(PyText.str(item)));
        } else if (data instanceof Map<?, ?> map) {
            map.forEach((key, value) -> comment.append("\n\t\t")
                    .append(PyText.str(key))
                    .append(": ")
                    .append(PyText.str(value)));
        } else if (row.state().containsKey("data")) {
            comment.append(' ').append(PyText.str(data));
        }
        return comment.toString();
    }

    private String warnings() {
        List<String> said = new ArrayList<>();
        Shape.list(row.state().get("warnings")).forEach(warning -> said.add(Shape.text(warning)));
        return TextLines.trimStart(TextWrap.fill(String.join("\n", said), 80, 14));
    }
}
