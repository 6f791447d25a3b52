package io.brine.wire;

import io.brine.data.MsgPack;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes events fit: values larger than half of the limit are replaced, then those larger than 40 % of it, and so on. Sizes
 * are what Python's memory would hold, so that the same values go. Source: 3006.0 utils/dicttrim.py trim_dict.
 */
final class EventTrim {
    private static final String REPLACEMENT = "VALUE_TRIMMED";
    /** Python's object header and length of a bytes object. */
    private static final int BYTES_OVERHEAD = 33;

    private EventTrim() {}

    static byte[] trimmed(Map<String, Object> data, byte[] packed, int limit) {
        byte[] smaller = packed;
        Map<Object, Object> rest = new LinkedHashMap<>(data);
        for (int percent = 50; percent > 0 && smaller.length + BYTES_OVERHEAD > limit; percent -= 10) {
            rest = replaced(rest, limit * (percent / 100.0));
            smaller = MsgPack.packLocal(rest);
        }
        return smaller;
    }

    private static Map<Object, Object> replaced(Map<?, ?> map, double largest) {
        Map<Object, Object> kept = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner) {
                kept.put(key, replaced(inner, largest));
            } else {
                kept.put(key, pythonSize(value) > largest ? REPLACEMENT : value);
            }
        });
        return kept;
    }

    private static long pythonSize(Object value) {
        if (value instanceof String text) {
            return textSize(text);
        }
        if (value instanceof byte[] bytes) {
            return BYTES_OVERHEAD + (long) bytes.length;
        }
        if (value instanceof Collection<?> items) {
            return 56 + 8L * items.size();
        }
        return value instanceof Number ? 28 : 24;
    }

    private static long textSize(String text) {
        int widest = text.codePoints().max().orElse(0);
        long characters = text.codePointCount(0, text.length());
        if (widest < 0x80) {
            return 49 + characters;
        }
        if (widest < 0x100) {
            return 73 + characters;
        }
        return widest < 0x10000 ? 74 + 2 * characters : 76 + 4 * characters;
    }
}
