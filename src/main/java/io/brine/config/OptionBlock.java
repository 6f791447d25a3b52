package io.brine.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A map among the options, read by name and kind as {@link Options} are. Every refusal says the whole path
 * ({@code mon:repair:mode}), in a list with the place from 1, as lines are counted ({@code mon:tell[2]:url}). A name that nobody has read is refused by {@link #finish} with the nearest right one: a misspelt
 * limit of a repair would be no limit.
 */
final class OptionBlock {
    private final Options options;
    private final String root;
    private final String path;
    private final Map<String, Object> values;
    private final Set<String> read = new TreeSet<>();

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
        Object value = value(name);
        return inner(name, value == null ? Map.of() : value);
    }

    /** A list of blocks. */
    List<OptionBlock> blocks(String name) {
        List<Object> items = items(name);
        List<OptionBlock> blocks = new ArrayList<>();
        for (int index = 0; index < items.size(); index++) {
            blocks.add(inner(place(name, index), items.get(index)));
        }
        return blocks;
    }

    /** How {@link #refused} calls an item of a list: {@code rules[2]}; what stands alone instead of a list has no place. @param index from 0 */
    String place(String name, int index) {
        return value(name) instanceof List ? name + "[" + (index + 1) + "]" : name;
    }

    private OptionBlock inner(String name, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw refused(name, "must be a map, is " + value);
        }
        Map<String, Object> inner = new LinkedHashMap<>();
        map.forEach((key, item) -> inner.put(String.valueOf(key), item));
        return new OptionBlock(options, root, path + ":" + name, inner);
    }

    boolean isSet(String name) {
        return value(name) != null;
    }

    String text(String name, String otherwise) {
        Object value = value(name);
        if (value instanceof Map || value instanceof Collection) {
            throw refused(name, "must be text, is " + value);
        }
        return value == null ? otherwise : value.toString();
    }

    /** Empty also for {@code ""}. */
    Optional<String> maybeText(String name) {
        return Optional.of(text(name, "")).filter(text -> !text.isEmpty());
    }

    /** One of these words. */
    String word(String name, String otherwise, Collection<String> words) {
        String word = text(name, otherwise);
        if (!words.contains(word)) {
            throw refused(name, "must be one of " + String.join(", ", words) + ", is " + word);
        }
        return word;
    }

    boolean flag(String name, boolean otherwise) {
        Object value = value(name);
        if (value == null || value instanceof Boolean) {
            return value == null ? otherwise : (Boolean) value;
        }
        throw refused(name, "must be true or false, is " + value);
    }

    /** @throws ConfigException also if it is less */
    double number(String name, double otherwise, double least) {
        return number(name, otherwise, least, Double.MAX_VALUE);
    }

    /** @throws ConfigException also if it is less or more than that */
    double number(String name, double otherwise, double least, double most) {
        Object value = value(name);
        double number;
        try {
            number = value == null
                    ? otherwise
                    : Double.parseDouble(value.toString().strip());
        } catch (NumberFormatException notANumber) {
            throw refused(name, "must be a number, is " + value);
        }
        if (!(number >= least && number <= most)) {
            String bounds = most == Double.MAX_VALUE
                    ? "at least " + shown(least)
                    : "between " + shown(least) + " and " + shown(most);
            throw refused(name, "must be " + bounds + ", is " + value);
        }
        return number;
    }

    int whole(String name, int otherwise, int least) {
        return (int) Math.min(number(name, otherwise, least), Integer.MAX_VALUE);
    }

    int whole(String name, int otherwise, int least, int most) {
        return (int) number(name, otherwise, least, most);
    }

    /** Seconds, as milliseconds. */
    long millis(String name, double otherwiseSeconds) {
        return Math.round(number(name, otherwiseSeconds, 0) * 1000);
    }

    /** A list of texts; one text stands for a list of one. */
    List<String> texts(String name, List<String> otherwise) {
        return isSet(name) ? items(name).stream().map(String::valueOf).toList() : otherwise;
    }

    /** Whatever stands in a list; one text or number stands for a list of one. */
    List<Object> items(String name) {
        Object value = value(name);
        if (value instanceof Map) {
            throw refused(name, "must be a list, is " + value);
        }
        if (value == null) {
            return List.of();
        }
        return Collections.unmodifiableList(new ArrayList<>(value instanceof List<?> list ? list : List.of(value)));
    }

    /** Texts by name. */
    Map<String, String> textMap(String name) {
        OptionBlock block = block(name);
        Map<String, String> texts = new LinkedHashMap<>();
        block.values.keySet().forEach(key -> texts.put(key, block.text(key, "")));
        return texts;
    }

    /** As it was written. */
    Object value(String name) {
        read.add(name);
        return values.get(name);
    }

    /** The block as a whole. */
    ConfigException refused(String why) {
        return options.refused(root, path, why);
    }

    ConfigException refused(String name, String why) {
        return options.refused(root, path + ":" + name, why);
    }

    /** Everything has been read. @throws ConfigException for a name that means nothing here */
    void finish() {
        for (String name : values.keySet()) {
            if (!read.contains(name)) {
                throw refused(
                        name,
                        "is unknown"
                                + KnownOptions.nearest(name, read)
                                        .map(near -> ", did you mean '" + near + "'?")
                                        .orElse("; known are " + String.join(", ", read)));
            }
        }
    }

    private static String shown(double bound) {
        return bound == (long) bound ? String.valueOf((long) bound) : String.valueOf(bound);
    }
}
