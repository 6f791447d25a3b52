package io.brine.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A map among the options, read by name and kind as {@link Options} are; names are told with their path:
 * {@code mon:metrics:port}.
 */
final class OptionBlock {
    private final Options options;
    private final String root;
    private final String path;
    private final Map<String, Object> values;

    private OptionBlock(Options options, String root, String path, Map<String, Object> values) {
        this.options = options;
        this.root = root;
        this.path = path;
        this.values = values;
    }

    /** @throws ConfigException if the option is set and no map */
    static OptionBlock of(Options options, String name) {
        return new OptionBlock(options, name, name, options.map(name));
    }

    /** A block within this one; empty if it is not set. */
    OptionBlock block(String name) {
        Object value = values.get(name);
        Map<String, Object> inner = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> inner.put(String.valueOf(key), item));
        } else if (value != null) {
            throw refused(name, "must be a map, is " + value);
        }
        return new OptionBlock(options, root, path + ":" + name, inner);
    }

    /** @throws ConfigException naming a name that is none of these, and the nearest of them */
    OptionBlock only(String... names) {
        Set<String> known = Set.of(names);
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                String hint = KnownOptions.nearest(name, known)
                        .map(near -> ", did you mean '" + near + "'?")
                        .orElse("");
                throw refused(name, "is unknown" + hint);
            }
        }
        return this;
    }

    boolean isSet(String name) {
        return values.get(name) != null;
    }

    boolean flag(String name, boolean otherwise) {
        Object value = values.get(name);
        if (value == null || value instanceof Boolean) {
            return value == null ? otherwise : (Boolean) value;
        }
        throw refused(name, "must be true or false, is " + value);
    }

    String text(String name, String otherwise) {
        Object value = values.get(name);
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value == null ? otherwise : value.toString();
        }
        throw refused(name, "must be text, is " + value);
    }

    /** @throws ConfigException also if it is less or more than that */
    double number(String name, double otherwise, double least, double most) {
        Object value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!(value instanceof Number number)) {
            throw refused(name, "must be a number, is " + value);
        }
        double given = number.doubleValue();
        if (!(given >= least && given <= most)) {
            throw refused(name, "must be between " + shown(least) + " and " + shown(most) + ", is " + value);
        }
        return given;
    }

    int integer(String name, int otherwise, int least, int most) {
        return (int) number(name, otherwise, least, most);
    }

    /** One text stands for a list of one. */
    List<String> texts(String name, List<String> otherwise) {
        Object value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        List<String> texts = new ArrayList<>();
        (value instanceof List<?> list ? list : List.of(value)).forEach(item -> texts.add(String.valueOf(item)));
        return List.copyOf(texts);
    }

    /** Whatever stands in a list; one thing stands for a list of one. */
    List<Object> items(String name) {
        Object value = values.get(name);
        return value == null ? List.of() : value instanceof List<?> list ? List.copyOf(list) : List.of(value);
    }

    /** A list of maps. @throws ConfigException if there is anything else in it */
    List<OptionBlock> blocks(String name) {
        List<OptionBlock> blocks = new ArrayList<>();
        for (Object item : items(name)) {
            if (!(item instanceof Map<?, ?> map)) {
                throw refused(name, "must be a list of maps, has " + item);
            }
            Map<String, Object> inner = new LinkedHashMap<>();
            map.forEach((key, one) -> inner.put(String.valueOf(key), one));
            blocks.add(new OptionBlock(options, root, path + ":" + name + "[" + blocks.size() + "]", inner));
        }
        return blocks;
    }

    ConfigException refused(String name, String why) {
        return options.refused(root, "(" + path + ":" + name + ") " + why);
    }

    private static String shown(double bound) {
        return bound == (long) bound ? String.valueOf((long) bound) : String.valueOf(bound);
    }
}
