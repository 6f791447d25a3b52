package io.brine.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Writes one tree as {@code json.dumps} does. One use. */
final class JsonWriter {
    private static final int MAX_DEPTH = 900;

    private final Json.Style style;
    private final String itemSeparator;
    private final String keySeparator;
    private final StringBuilder out = new StringBuilder();

    JsonWriter(Json.Style style) {
        this.style = style;
        this.itemSeparator = style.indent() >= 0 || style.compact() ? "," : ", ";
        this.keySeparator = style.compact() ? ":" : ": ";
    }

    String write(Object tree) {
        value(tree, 0);
        return out.toString();
    }

    private void value(Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new DataException("maximum recursion depth exceeded");
        }
        if (value instanceof String text) {
            quoted(text);
        } else if (value instanceof Map<?, ?> map) {
            object(map, depth + 1);
        } else if (value instanceof Collection<?> items) {
            array(items, depth + 1);
        } else if (value == null || value instanceof Boolean || value instanceof Number) {
            out.append(scalar(value));
        } else {
            throw new DataException("Object of type " + pythonType(value) + " is not JSON serializable");
        }
    }

    private void object(Map<?, ?> map, int depth) {
        String before = "{";
        for (Map.Entry<?, ?> entry : entries(map)) {
            out.append(before);
            newLine(depth);
            quoted(key(entry.getKey()));
            out.append(keySeparator);
            value(entry.getValue(), depth);
            before = itemSeparator;
        }
        close(map.isEmpty(), "{", "}", depth);
    }

    private void array(Collection<?> items, int depth) {
        String before = "[";
        for (Object item : items) {
            out.append(before);
            newLine(depth);
            value(item, depth);
            before = itemSeparator;
        }
        close(items.isEmpty(), "[", "]", depth);
    }

    private void close(boolean empty, String open, String close, int depth) {
        if (empty) {
            out.append(open);
        } else {
            newLine(depth - 1);
        }
        out.append(close);
    }

    private void newLine(int depth) {
        if (style.indent() >= 0) {
            out.append('\n').append(" ".repeat(style.indent() * depth));
        }
    }

    private List<Map.Entry<?, ?>> entries(Map<?, ?> map) {
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        if (style.sortKeys()) {
            entries.sort(Comparator.comparing(Map.Entry::getKey, JsonWriter::compareKeys));
        }
        return entries;
    }

    /** Python's order of text is by code point; keys of different types have none. */
    private static int compareKeys(Object a, Object b) {
        if (a instanceof String left && b instanceof String right) {
            return PyOrder.compareText(left, right);
        }
        if (a instanceof Number left && b instanceof Number right) {
            return Double.compare(left.doubleValue(), right.doubleValue());
        }
        throw new DataException(
                "'<' not supported between instances of '" + pythonType(a) + "' and '" + pythonType(b) + "'");
    }

    private static String key(Object key) {
        if (key instanceof String text) {
            return text;
        }
        if (key == null || key instanceof Boolean || key instanceof Number) {
            return scalar(key);
        }
        throw new DataException("keys must be str, int, float, bool or None, not " + pythonType(key));
    }

    private static String scalar(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (Double.isNaN(number)) {
                return "NaN";
            }
            return Double.isInfinite(number) ? (number > 0 ? "Infinity" : "-Infinity") : PyText.repr(number);
        }
        return value.toString();
    }

    private static String pythonType(Object value) {
        return PyOrder.typeName(value);
    }

    private void quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\f' -> out.append("\\f");
                case '\b' -> out.append("\\b");
                default -> {
                    if (c < 0x20 || c > 0x7e && style.ensureAscii()) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
