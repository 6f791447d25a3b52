package io.brine.cli.output;

import io.brine.data.OrderedDict;
import io.brine.data.PyText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The default: keys, indented values, {@code |_} where a list holds a list or a map. Source: 3006.0 salt/output/nested.py. */
final class NestedOutputter implements Outputter {
    @Override
    public String format(Object data, OutputSettings settings) {
        Lines lines = new Lines(settings);
        lines.show(data, settings.nestedIndent(), "");
        return String.join("\n", lines.out);
    }

    /** The lines so far. Values of a kind that Salt does not know here (sets, dates, binary) leave no line. */
    private static final class Lines {
        private final List<String> out = new ArrayList<>();
        private final OutputSettings settings;
        private final Color keyColor;
        private final Color listColor;

        Lines(OutputSettings settings) {
            this.settings = settings;
            this.keyColor = settings.retcode() == 0 ? Color.CYAN : Color.RED;
            this.listColor = settings.retcode() == 0 ? Color.GREEN : Color.RED;
        }

        void show(Object value, int indent, String prefix) {
            Object shown = value instanceof byte[] bytes
                    ? PyText.decoded(bytes).<Object>map(text -> text).orElse(bytes)
                    : value;
            if (shown == null || shown instanceof Boolean || shown instanceof Number) {
                line(indent, Color.LIGHT_YELLOW, prefix + PyText.repr(shown), "");
            } else if (shown instanceof String text) {
                text(text, indent, prefix);
            } else if (shown instanceof List<?> list) {
                list(list, indent);
            } else if (shown instanceof Map<?, ?> map) {
                map(map, indent, prefix);
            }
        }

        private void text(String text, int indent, String prefix) {
            String before = prefix;
            for (String part : TextLines.split(text)) {
                line(indent, Color.GREEN, before + settings.shown(part), "");
                before = " ".repeat(prefix.length());
            }
        }

        private void list(List<?> list, int indent) {
            for (Object item : list) {
                if (item instanceof Map) {
                    line(indent, listColor, "|_", "");
                    show(item, indent + 2, "");
                } else if (item instanceof List) {
                    line(indent, listColor, "|_", "");
                    show(item, indent + 2, "- ");
                } else {
                    show(item, indent, "- ");
                }
            }
        }

        private void map(Map<?, ?> map, int indent, String prefix) {
            if (indent != 0) {
                line(indent, keyColor, "----------", "");
            }
            inOrder(map).forEach((key, value) -> {
                line(indent, keyColor, prefix + PyText.str(key), ":");
                show(value, indent + 4, "");
            });
        }

        private void line(int indent, Color color, String text, String suffix) {
            out.add(" ".repeat(indent) + settings.palette().paint(color, text) + suffix);
        }

        /** Keys sorted; keys of different kinds all become text first. */
        private static Map<?, ?> inOrder(Map<?, ?> map) {
            if (map instanceof OrderedDict) {
                return map;
            }
            Map<Object, Object> ordered = new LinkedHashMap<>();
            try {
                ValueOrder.sorted(map.keySet()).forEach(key -> ordered.put(key, map.get(key)));
                return ordered;
            } catch (UnfitDataException mixedKeys) {
                Map<String, Object> named = new LinkedHashMap<>();
                map.forEach((key, value) -> named.put(PyText.str(key), value));
                ValueOrder.sorted(named.keySet()).forEach(key -> ordered.put(key, named.get(key)));
                return ordered;
            }
        }
    }
}
