package io.brine.data;

import java.nio.charset.StandardCharsets;
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
}
