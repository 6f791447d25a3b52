package io.brine.functions;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as Python would print them, since Salt's messages and comparisons are made of {@code str()} and {@code repr()}. */
public final class PythonText {
    private PythonText() {}

    /** {@code str(value)}. */
    public static String str(Object value) {
        return value instanceof String text ? text : repr(value);
    }

    /** {@code repr(value)} of a tree. */
    public static String repr(Object value) {
        if (value == null) {
            return "None";
        }
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof Double number) {
            return number(number);
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(PythonText::repr).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof byte[] bytes) {
            return "b" + quoted(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        return value.toString();
    }

    /** {@code type(value).__name__} of a tree. */
    public static String typeName(Object value) {
        if (value == null) {
            return "NoneType";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof String) {
            return "str";
        }
        if (value instanceof Double || value instanceof Float) {
            return "float";
        }
        if (value instanceof Number) {
            return "int";
        }
        if (value instanceof Map) {
            return "dict";
        }
        if (value instanceof List) {
            return "list";
        }
        return value instanceof byte[] ? "bytes" : "datetime";
    }

    /** Python's truth: nil, false, zero and everything empty are false. */
    public static boolean isTrue(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        return value != null && !(value instanceof byte[] bytes && bytes.length == 0);
    }

    /** A Python literal as a tree; what is none is text as it stands. */
    static Object literal(String source) {
        switch (source) {
            case "None":
                return null;
            case "True":
                return true;
            case "False":
                return false;
            case "[]", "()":
                return List.of();
            case "{}":
                return Map.of();
            default:
                break;
        }
        if (source.matches("-?\\d+")) {
            return Long.valueOf(source);
        }
        if (source.matches("-?\\d+\\.\\d+")) {
            return Double.valueOf(source);
        }
        boolean isQuoted = source.length() >= 2 && source.matches("(?s)'.*'|\".*\"");
        return isQuoted ? source.substring(1, source.length() - 1) : source;
    }

    private static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder out = new StringBuilder().append(quote);
        text.codePoints().forEach(each -> out.append(escaped(each, quote)));
        return out.append(quote).toString();
    }

    private static String escaped(int codePoint, char quote) {
        switch (codePoint) {
            case '\\':
                return "\\\\";
            case '\n':
                return "\\n";
            case '\r':
                return "\\r";
            case '\t':
                return "\\t";
            default:
                break;
        }
        if (codePoint == quote) {
            return "\\" + quote;
        }
        if (codePoint < 0x20 || codePoint >= 0x7f && codePoint < 0xa0) {
            return String.format("\\x%02x", codePoint);
        }
        return Character.toString(codePoint);
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        double magnitude = Math.abs(value);
        if (value != 0 && (magnitude >= 1e16 || magnitude < 1e-4)) {
            String text = Double.toString(value).replace(".0E", "E");
            int at = text.indexOf('E');
            int exponent = Integer.parseInt(text.substring(at + 1));
            return text.substring(0, at) + (exponent < 0 ? "e-" : "e+") + String.format("%02d", Math.abs(exponent));
        }
        String plain = new java.math.BigDecimal(Double.toString(value)).toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }
}
