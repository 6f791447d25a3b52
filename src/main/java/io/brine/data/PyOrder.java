package io.brine.data;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Python's order of text and its names of types. */
public final class PyOrder {
    private PyOrder() {}

    /** By code point, where Java's own order is by UTF-16 unit. */
    public static int compareText(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                boolean highLeft = Character.isSurrogate(left);
                boolean highRight = Character.isSurrogate(right);
                return highLeft == highRight ? left - right : highLeft ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }

    /** {@code type(value).__name__} */
    public static String typeName(Object value) {
        if (value == null) {
            return "NoneType";
        }
        if (value instanceof String) {
            return "str";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof Double || value instanceof Float) {
            return "float";
        }
        if (value instanceof Long || value instanceof Integer || value instanceof BigInteger) {
            return "int";
        }
        if (value instanceof byte[]) {
            return "bytes";
        }
        if (value instanceof Map) {
            return value instanceof OrderedDict ? "OrderedDict" : "dict";
        }
        if (value instanceof List) {
            return value instanceof Tuple ? "tuple" : "list";
        }
        if (value instanceof Set) {
            return "set";
        }
        if (value instanceof LocalDate) {
            return "date";
        }
        return value instanceof LocalDateTime || value instanceof OffsetDateTime
                ? "datetime"
                : value.getClass().getSimpleName();
    }
}
