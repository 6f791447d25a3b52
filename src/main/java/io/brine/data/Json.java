package io.brine.data;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** JSON written byte for byte as Python's {@code json.dumps} writes it, and read as {@code json.loads} reads it. */
public final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private Json() {}

    /**
     * How it is written.
     *
     * @param indent spaces per level, or -1 for everything on one line
     * @param ensureAscii everything outside ASCII becomes {@code \\uXXXX}
     * @param compact no space after comma and colon
     */
    public record Style(int indent, boolean ensureAscii, boolean sortKeys, boolean compact) {
        /** {@code json.dumps(tree)} */
        public static final Style DEFAULT = new Style(-1, true, false, false);

        public static Style indented(int indent) {
            return new Style(indent, true, false, false);
        }

        public Style unicode() {
            return new Style(indent, false, sortKeys, compact);
        }

        public Style sorted() {
            return new Style(indent, ensureAscii, true, compact);
        }
    }

    /** {@code json.dumps(tree)}. @throws DataException for bytes and other values JSON cannot say, in Python's words */
    public static String dump(Object tree) {
        return dump(tree, Style.DEFAULT);
    }

    /** @throws DataException for bytes and other values JSON cannot say, in Python's words */
    public static String dump(Object tree, Style style) {
        return new JsonWriter(style).write(tree);
    }

    /** One JSON value; the last of several equal keys wins. @throws DataException */
    public static Object parse(String json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() == null) {
                throw new DataException("no JSON value");
            }
            Object tree = read(parser);
            if (parser.nextToken() != null) {
                throw new DataException("more than one JSON value");
            }
            return tree;
        } catch (JacksonException wrong) {
            throw new DataException("not JSON: " + wrong.getOriginalMessage(), wrong);
        }
    }

    private static Object read(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> whole(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw new DataException("not JSON: " + token);
        };
    }

    private static Object whole(BigInteger value) {
        if (value.bitLength() < 64) {
            return value.longValue();
        }
        return value;
    }

    private static Map<Object, Object> object(JsonParser parser) {
        Map<Object, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            map.put(key, read(parser));
        }
        return map;
    }

    private static List<Object> array(JsonParser parser) {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(read(parser));
        }
        return items;
    }
}
