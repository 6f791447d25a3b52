package io.brine.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One map inside the {@code mon:} block, read by name and kind. Every refusal says the whole path ({@code mon:repair:mode}). A
 * name that nobody has read is refused by {@link #finish} with the nearest right one: a misspelt limit of a repair would be no
 * limit.
 */
final class HealthSection {
    private final String path;
    private final Map<String, Object> values;
    private final Set<String> read = new TreeSet<>();

    private HealthSection(String path, Map<String, Object> values) {
        this.path = path;
        this.values = values;
    }

    /** @param value a map, or nothing for an empty one */
    static HealthSection of(String path, Object value) {
        if (value == null) {
            return new HealthSection(path, Map.of());
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new ConfigException("option '" + path + "' must be a map, is " + value);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((key, item) -> values.put(String.valueOf(key), item));
        return new HealthSection(path, values);
    }

    HealthSection section(String name) {
        return of(path + ":" + name, value(name));
    }

    /** A list of maps. */
    List<HealthSection> sections(String name) {
        List<HealthSection> sections = new ArrayList<>();
        for (Object item : list(name)) {
            sections.add(of(path + ":" + name, item));
        }
        return sections;
    }

    boolean isSet(String name) {
        return value(name) != null;
    }

    String text(String name, String otherwise) {
        Object value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Map || value instanceof Collection) {
            throw refused(name, "must be text, is " + value);
        }
        return value.toString();
    }

    Optional<String> maybeText(String name) {
        return Optional.of(text(name, "")).filter(text -> !text.isEmpty());
    }

    String word(String name, String otherwise, List<String> words) {
        String word = text(name, otherwise);
        if (!words.contains(word)) {
            throw refused(name, "must be one of " + String.join(", ", words) + ", is " + word);
        }
        return word;
    }

    boolean flag(String name, boolean otherwise) {
        Object value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw refused(name, "must be True or False, is " + value);
    }

    /** @param least nothing smaller is taken */
    double number(String name, double otherwise, double least) {
        Object value = value(name);
        double number;
        try {
            number = value == null
                    ? otherwise
                    : Double.parseDouble(value.toString().strip());
        } catch (NumberFormatException notANumber) {
            throw refused(name, "must be a number, is " + value);
        }
        if (!(number >= least) || Double.isInfinite(number)) {
            throw refused(name, "must be at least " + least + ", is " + value);
        }
        return number;
    }

    int whole(String name, int otherwise, int least) {
        return (int) Math.min(number(name, otherwise, least), Integer.MAX_VALUE);
    }

    /** Seconds, as milliseconds. */
    long millis(String name, double otherwiseSeconds) {
        return Math.round(number(name, otherwiseSeconds, 0) * 1000);
    }

    /** A list of texts; one text stands for a list of one. */
    List<String> texts(String name, List<String> otherwise) {
        if (value(name) instanceof String one) {
            return List.of(one);
        }
        List<String> texts = list(name).stream().map(String::valueOf).toList();
        return isSet(name) ? texts : otherwise;
    }

    /** Texts by name. */
    Map<String, String> textMap(String name) {
        HealthSection section = section(name);
        Map<String, String> texts = new LinkedHashMap<>();
        section.values.keySet().forEach(key -> texts.put(key, section.text(key, "")));
        return texts;
    }

    /** As it was written. */
    Object value(String name) {
        read.add(name);
        return values.get(name);
    }

    ConfigException refused(String name, String why) {
        return new ConfigException("option '" + path + ":" + name + "' " + why);
    }

    /** @throws ConfigException for a name that means nothing here */
    void finish() {
        for (String name : values.keySet()) {
            if (!read.contains(name)) {
                String near = read.stream()
                        .min(Comparator.comparingInt(known -> KnownOptions.distance(known, name)))
                        .filter(known -> KnownOptions.distance(known, name) <= 2)
                        .map(known -> ", did you mean '" + known + "'?")
                        .orElse("; known are " + String.join(", ", read));
                throw refused(name, "is unknown" + near);
            }
        }
    }

    private List<?> list(String name) {
        Object value = value(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw refused(name, "must be a list, is " + value);
    }
}
