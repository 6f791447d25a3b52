package io.brine.cli.output;

import io.brine.data.Trees;
import java.util.List;
import java.util.Map;

/** Reading trees the way an outputter does: what is not of the expected shape makes the outputter unfit. */
final class Shape {
    private Shape() {}

    static Map<?, ?> map(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new UnfitDataException("expected a map, got " + Trees.kind(value));
    }

    static List<?> list(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new UnfitDataException("expected a list, got " + Trees.kind(value));
    }

    static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new UnfitDataException("expected text, got " + Trees.kind(value));
    }

    /** {@code float(value)}: a number, or text that says one. */
    static double number(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        try {
            return Double.parseDouble(text(value).trim());
        } catch (NumberFormatException notANumber) {
            throw new UnfitDataException("not a number: " + value);
        }
    }

    /** The value of a key that must be there. */
    static Object required(Map<?, ?> map, String key) {
        if (map.containsKey(key)) {
            return map.get(key);
        }
        throw new UnfitDataException("no key " + key);
    }
}
