package io.brine.api;

import io.brine.data.DataException;
import io.brine.data.Json;
import io.brine.data.Trees;
import io.brine.data.Yaml;
import io.brine.functions.PublishedArguments;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Request bodies by their Content-Type. Source: 3006.0 netapi/rest_cherrypy/app.py hypermedia_in, lowdata_fmt. */
final class Bodies {
    private static final int MOST_FIELDS = 10_000;
    private static final int MOST_NODES = 500_000;

    private Bodies() {}

    /**
     * The body as a tree; null for an empty one.
     *
     * @throws HttpRefusal 400 if it is not what its type says, 406 for a type that is not known
     */
    static Object tree(ApiRequest request) {
        if (request.body().length == 0) {
            return null;
        }
        String type = request.header("Content-Type").orElse("application/x-www-form-urlencoded");
        return bounded(read(type, request.bodyText()));
    }

    private static Object read(String type, String text) {
        return switch (type.split(";")[0].strip().toLowerCase(Locale.ROOT)) {
            case "application/json" -> json(text);
            case "application/x-yaml", "text/yaml", "application/yaml" -> yaml(text);
            case "application/x-www-form-urlencoded" -> form(text);
            case "text/plain" -> jsonOrText(text);
            default -> throw new HttpRefusal(406, "Content type not supported");
        };
    }

    /** Aliases of YAML may stand for far more than was sent. @throws HttpRefusal 400 */
    private static Object bounded(Object tree) {
        if (nodes(tree, MOST_NODES) < 0) {
            throw new HttpRefusal(400, "The document is too large");
        }
        return tree;
    }

    /** How many of {@code left} are not used up; negative if they do not suffice. */
    private static int nodes(Object tree, int left) {
        int rest = left - 1;
        if (tree instanceof Map<?, ?> map) {
            for (Object value : map.values()) {
                rest = rest < 0 ? rest : nodes(value, rest - 1);
            }
        } else if (tree instanceof List<?> list) {
            for (Object value : list) {
                rest = rest < 0 ? rest : nodes(value, rest);
            }
        }
        return rest;
    }

    /** The chunks to run: a map alone is a list of one. @throws HttpRefusal 400 */
    static List<Map<String, Object>> lowstate(ApiRequest request) {
        Object tree = tree(request);
        List<Map<String, Object>> chunks = new ArrayList<>();
        if (tree instanceof Map<?, ?> map && !map.isEmpty()) {
            chunks.add(chunk(map));
        } else if (tree instanceof List<?> list) {
            for (Object item : list) {
                if (!(item instanceof Map<?, ?> map)) {
                    throw new HttpRefusal(400, "Each lowstate must be a map");
                }
                chunks.add(chunk(map));
            }
        } else {
            throw new HttpRefusal(400, "Lowstates must be a list");
        }
        return chunks;
    }

    private static Map<String, Object> chunk(Map<?, ?> map) {
        Map<String, Object> chunk;
        try {
            chunk = new LinkedHashMap<>(Trees.fields(map));
        } catch (DataException keys) {
            throw new HttpRefusal(400, "Names in a lowstate must be text");
        }
        if (chunk.containsKey("arg") && !(chunk.get("arg") instanceof List<?>)) {
            List<Object> one = new ArrayList<>();
            one.add(chunk.get("arg"));
            chunk.put("arg", one);
        }
        return chunk;
    }

    private static Object json(String text) {
        try {
            return Json.parse(text);
        } catch (DataException wrong) {
            throw new HttpRefusal(400, "Invalid JSON document");
        }
    }

    private static Object yaml(String text) {
        try {
            return Yaml.load(text, "<request body>");
        } catch (DataException wrong) {
            throw new HttpRefusal(400, "Invalid YAML document");
        }
    }

    private static Object jsonOrText(String text) {
        try {
            return Json.parse(text);
        } catch (DataException plain) {
            return text;
        }
    }

    /** {@code arg} and {@code kwarg} are read as on the command line; a name given several times is a list. */
    private static Object form(String text) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        String[] pairs = text.split("&", MOST_FIELDS + 2);
        if (pairs.length > MOST_FIELDS) {
            throw new HttpRefusal(400, "Too many form fields");
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            // as Python's parse_qsl: what has no value is not there
            if (equals >= 0 && equals < pair.length() - 1) {
                fields.computeIfAbsent(decoded(pair.substring(0, equals)), name -> new ArrayList<>())
                        .add(decoded(pair.substring(equals + 1)));
            }
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        fields.forEach((name, values) -> tree.put(name, value(name, values)));
        return tree;
    }

    private static Object value(String name, List<String> values) {
        if (name.equals("arg")) {
            List<Object> typed = new ArrayList<>();
            values.forEach(value -> typed.add(PublishedArguments.readWord(value)));
            return typed;
        }
        if (values.size() > 1) {
            return List.copyOf(values);
        }
        return name.equals("kwarg") ? PublishedArguments.readWord(values.get(0)) : values.get(0);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrong) {
            throw new HttpRefusal(400, "Invalid form data");
        }
    }
}
