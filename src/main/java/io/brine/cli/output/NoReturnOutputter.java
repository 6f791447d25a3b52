package io.brine.cli.output;

import io.brine.data.PyText;
import java.util.Map;

/** {@code minion:} and what became of it in red, for minions that did not return. Source: 3006.0 salt/output/no_return.py. */
final class NoReturnOutputter implements Outputter {
    @Override
    public String format(Object data, OutputSettings settings) {
        StringBuilder out = new StringBuilder();
        show(data, 0, settings.palette(), out);
        return out.toString();
    }

    private static void show(Object value, int indent, Palette palette, StringBuilder out) {
        String blanks = " ".repeat(indent);
        if (value instanceof String text) {
            for (String line : text.split("\n", -1)) {
                out.append(palette.paint(Color.RED, blanks + line)).append('\n');
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Object key : ValueOrder.sorted(map.keySet())) {
                out.append(palette.paint(Color.CYAN, blanks + PyText.str(key))).append(":\n");
                show(map.get(key), indent + 4, palette, out);
            }
        }
    }
}
