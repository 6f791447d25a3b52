package io.brine.vectors;

import io.brine.data.Constant;
import io.brine.data.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The typed notation of the recorded cases: JSON in which an object with one key that starts with {@code $} says a value JSON
 * has no word for, such as {@code {"$b": "base64"}}. Read into trees as {@code io.brine.data} has them.
 */
public final class TypedJson {
    private TypedJson() {}

    /** {@code $ext}: a MessagePack extension nobody knows. */
    public record Extension(int code, byte[] payload) {}

    /** {@code $r}: a Python object no notation can say. */
    public record Foreign(String text) {}

    /** {@code $t} is a tuple; everywhere but in {@code repr} it is a list. */
    public static final class Tuple extends ArrayList<Object> {
        private static final long serialVersionUID = 1L;
    }

    /** The file as plain JSON, tags untouched: for the frame of a corpus file. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> file(Path file) throws IOException {
        return (Map<String, Object>) Json.parse(Files.readString(file));
    }

    /** Tagged values of parsed JSON become what they stand for. */
    public static Object value(Object json) {
        if (json instanceof List<?> items) {
            List<Object> list = new ArrayList<>(items.size());
            items.forEach(item -> list.add(value(item)));
            return list;
        }
        if (!(json instanceof Map<?, ?> map)) {
            return json;
        }
        if (map.size() == 1 && map.keySet().iterator().next() instanceof String tag && tag.startsWith("$")) {
            return tagged(tag, map.get(tag));
        }
        Map<Object, Object> values = new LinkedHashMap<>();
        map.forEach((key, item) -> values.put(key, value(item)));
        return values;
    }

    private static Object tagged(String tag, Object content) {
        return switch (tag) {
            case "$f" -> floating((String) content);
            case "$i" -> integer((String) content);
            case "$b" -> base64(content);
            case "$s" -> surrogates(base64(content));
            case "$m" -> mapping((List<?>) content);
            case "$t" -> tuple((List<?>) content);
            case "$set" -> new LinkedHashSet<>((List<?>) value(content));
            case "$dt" -> time((String) content);
            case "$d" -> LocalDate.parse((String) content);
            case "$ext" -> extension((List<?>) content);
            case "$const" -> new Constant((String) ((List<?>) content).get(0), value(((List<?>) content).get(1)));
            case "$r" -> new Foreign((String) content);
            default -> throw new IllegalArgumentException("unknown tag " + tag);
        };
    }

    /** Standard base64, as every corpus writes bytes. */
    public static byte[] base64(Object text) {
        return Base64.getDecoder().decode((String) text);
    }

    private static Double floating(String repr) {
        return switch (repr) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> Double.valueOf(repr);
        };
    }

    private static Number integer(String digits) {
        BigInteger value = new BigInteger(digits);
        if (value.bitLength() < 64) {
            return value.longValue();
        }
        return value;
    }

    private static Map<Object, Object> mapping(List<?> pairs) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (Object pair : pairs) {
            map.put(value(((List<?>) pair).get(0)), value(((List<?>) pair).get(1)));
        }
        return map;
    }

    private static Tuple tuple(List<?> items) {
        Tuple tuple = new Tuple();
        items.forEach(item -> tuple.add(value(item)));
        return tuple;
    }

    private static Extension extension(List<?> parts) {
        return new Extension(((Long) parts.get(0)).intValue(), base64(parts.get(1)));
    }

    private static Object time(String text) {
        return text.length() > 26 ? OffsetDateTime.parse(text) : LocalDateTime.parse(text);
    }

    /** UTF-8 in which lone surrogates are written as three bytes, which Java's decoder would replace. */
    private static String surrogates(byte[] utf8) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < utf8.length; ) {
            int lead = utf8[i] & 0xff;
            int length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
            if (lead == 0xed && (utf8[i + 1] & 0xff) >= 0xa0) {
                text.append((char) (0xd000 | (utf8[i + 1] & 0x3f) << 6 | utf8[i + 2] & 0x3f));
            } else {
                text.append(new String(utf8, i, length, StandardCharsets.UTF_8));
            }
            i += length;
        }
        return text.toString();
    }
}
