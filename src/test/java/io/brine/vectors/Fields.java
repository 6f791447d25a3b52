package io.brine.vectors;

import java.util.List;
import java.util.Map;

/** Reading the fields of one recorded object without a cast at every line. */
public record Fields(Map<?, ?> map) {
    public Fields(Object json) {
        this((Map<?, ?>) json);
    }

    public boolean has(String field) {
        return map.get(field) != null;
    }

    public Object get(String field) {
        return map.get(field);
    }

    /** @throws IllegalArgumentException if it is not there */
    public String text(String field) {
        if (map.get(field) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("no text " + field + " in " + map.keySet());
    }

    public String textOrNull(String field) {
        return (String) map.get(field);
    }

    /** Base64. */
    public byte[] bytes(String field) {
        return TypedJson.base64(text(field));
    }

    public Fields fields(String field) {
        if (map.get(field) instanceof Map<?, ?> inner) {
            return new Fields(inner);
        }
        throw new IllegalArgumentException("no object " + field + " in " + map.keySet());
    }

    /** Empty if it is not there. */
    public List<?> list(String field) {
        return map.get(field) instanceof List<?> items ? items : List.of();
    }
}
