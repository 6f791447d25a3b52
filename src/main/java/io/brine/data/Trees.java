package io.brine.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reading plain trees without casts that can fail. */
public final class Trees {
    private Trees() {}

    /** The tree as a map with text keys, in its order. @throws DataException if it is not a map or a key is not text */
    public static Map<String, Object> fields(Object tree) {
        if (!(tree instanceof Map<?, ?> map)) {
            throw new DataException("expected a map, got " + kind(tree));
        }
        Map<String, Object> fields = new LinkedHashMap<>(map.size() * 2);
        map.forEach((key, value) -> fields.put(text(key), value));
        return fields;
    }

    /** The scalar as text: text as it is, bytes as UTF-8. @throws DataException for anything else */
    public static String text(Object scalar) {
        if (scalar instanceof String text) {
            return text;
        }
        if (scalar instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        throw new DataException("expected text, got " + kind(scalar));
    }

    /**
     * The bytes of a raw that may have turned into text on its way, which happens to any bytes that are valid UTF-8
     * (PROTOCOL 2.2). @throws DataException for anything else
     */
    public static byte[] bytes(Object raw) {
        if (raw instanceof byte[] bytes) {
            return bytes;
        }
        if (raw instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw new DataException("expected bytes, got " + kind(raw));
    }

    /** What a person would call the type of this value: map, list, text, bytes, nil, or the Java name. */
    public static String kind(Object value) {
        if (value == null) {
            return "nil";
        }
        if (value instanceof Map) {
            return "a map";
        }
        if (value instanceof List) {
            return "a list";
        }
        if (value instanceof String) {
            return "text";
        }
        if (value instanceof byte[]) {
            return "bytes";
        }
        return value.getClass().getSimpleName();
    }

    /** What Python's {@code bool()} says: nil, false, zero and everything empty is false. */
    public static boolean isTruthy(Object value) {
        if (value == null) {
            return false;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof byte[] bytes) {
            return bytes.length > 0;
        }
        if (value instanceof Collection<?> items) {
            return !items.isEmpty();
        }
        return !(value instanceof Map<?, ?> map) || !map.isEmpty();
    }

    /** What Python's {@code ==} says of two trees: numbers by value (true is 1), maps in any order, bytes by content. */
    public static boolean same(Object a, Object b) {
        return TreeEquality.same(a, b);
    }

    /** A copy whose maps and lists can be changed without touching the original; scalars are shared. */
    public static Object copy(Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>(map.size() * 2);
            map.forEach((key, value) -> copy.put(key, copy(value)));
            return copy;
        }
        if (tree instanceof List<?> items) {
            List<Object> copy = new ArrayList<>(items.size());
            items.forEach(item -> copy.add(copy(item)));
            return copy;
        }
        return tree;
    }

    /** Follows a path such as {@code network:ports:0} with the usual colon; see {@link #traverse(Object, String, String, Object)}. */
    public static Object traverse(Object tree, String path, Object missing) {
        return traverse(tree, path, ":", missing);
    }

    /**
     * Follows a path into maps and lists. In a list a number is an index (negative ones count from the end), unless a map in
     * the list has it as key; a word is looked for in the maps of the list. A key that is not there as text is tried as what
     * YAML makes of it, so {@code 80} finds the number.
     *
     * @param missing what to return if the path leads nowhere
     * Source: 3006.0 utils/data.py traverse_dict_and_list
     */
    public static Object traverse(Object tree, String path, String delimiter, Object missing) {
        Object here = tree;
        for (String step : split(path, delimiter)) {
            here = TreePath.step(here, step);
            if (here == TreePath.NOWHERE) {
                return missing;
            }
        }
        return here;
    }

    /** Python's {@code split}: keeps empty parts; an empty delimiter gives the whole. */
    private static List<String> split(String path, String delimiter) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int at = delimiter.isEmpty() ? -1 : path.indexOf(delimiter);
                at >= 0;
                at = path.indexOf(delimiter, start)) {
            parts.add(path.substring(start, at));
            start = at + delimiter.length();
        }
        parts.add(path.substring(start));
        return parts;
    }
}
