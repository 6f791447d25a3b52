package io.brine.master;

import io.brine.data.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reading fields of loads that came from a stranger. What is missing or of the wrong kind is an {@link IllegalArgumentException}. */
final class Loads {
    private Loads() {}

    static String text(Map<String, Object> load, String key) {
        if (load.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(key + " must be text");
    }

    static String text(Map<String, Object> load, String key, String otherwise) {
        return load.get(key) instanceof String text ? text : otherwise;
    }

    static Object value(Map<String, Object> load, String key) {
        if (!load.containsKey(key)) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return load.get(key);
    }

    static long number(Map<String, Object> load, String key, long otherwise) {
        return load.get(key) instanceof Number number ? number.longValue() : otherwise;
    }

    /** Empty if there is none, or it is no map. */
    static Map<String, Object> map(Map<String, Object> load, String key) {
        return load.get(key) instanceof Map<?, ?> map ? Trees.fields(map) : new LinkedHashMap<>();
    }

    /** Empty if there is none, or it is no list. */
    static List<Object> list(Map<String, Object> load, String key) {
        return load.get(key) instanceof List<?> list ? new ArrayList<>(list) : List.of();
    }

    /** A text, or a list of texts. */
    static List<String> texts(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Trees::text).toList();
        }
        return List.of(Trees.text(value));
    }

    static boolean flag(Map<String, Object> load, String key) {
        return Boolean.TRUE.equals(load.get(key));
    }
}
