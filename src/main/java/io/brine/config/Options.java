package io.brine.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The merged options of one daemon, read by name and kind. A value of the wrong kind is refused with the file and line it
 * was set on; a number or word that can be read as the wanted kind is taken, as Salt does.
 */
final class Options {
    private final Map<String, Object> values;
    private final Map<String, Origin> origins;

    /** Where an option was set. @param line from 1; 0 if unknown */
    record Origin(Path file, int line) {}

    Options(Map<String, Object> values, Map<String, Origin> origins) {
        this.values = values;
        this.origins = origins;
    }

    /** The options of a block inside; what is wrong there is told with the line of the block. */
    Options inside(String block, Map<String, Object> inner) {
        Map<String, Origin> places = new LinkedHashMap<>();
        Origin origin = origins.get(block);
        if (origin != null) {
            inner.keySet().forEach(name -> places.put(name, origin));
        }
        return new Options(inner, places);
    }

    /** As they are, for {@code config.get}. */
    Map<String, Object> raw() {
        return Collections.unmodifiableMap(values);
    }

    boolean isSet(String name) {
        return values.get(name) != null;
    }

    Object value(String name) {
        return values.get(name);
    }

    void set(String name, Object value) {
        values.put(name, value);
    }

    /** Text, or a number as text; {@code ""} when nothing is set. */
    String text(String name) {
        Object value = values.get(name);
        if (value == null) {
            return "";
        }
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        throw wrongKind(name, "text");
    }

    /** Empty also for {@code ""}. */
    Optional<String> maybeText(String name) {
        return Optional.of(text(name)).filter(text -> !text.isEmpty());
    }

    /** Python's truth of the value: {@code 0}, {@code ""}, an empty list and nothing are false, any other text is true. */
    boolean flag(String name) {
        Object value = values.get(name);
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        return value != null && !value.toString().isEmpty();
    }

    int integer(String name) {
        long number = wholeNumber(name);
        if (number != (int) number) {
            throw refused(name, "is too large: " + number);
        }
        return (int) number;
    }

    long wholeNumber(String name) {
        return (long) number(name);
    }

    double number(String name) {
        Object value = values.get(name);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof String text) {
            try {
                return Double.parseDouble(text.strip());
            } catch (NumberFormatException notANumber) {
                throw wrongKind(name, "a number");
            }
        }
        throw wrongKind(name, "a number");
    }

    Optional<Integer> maybeInteger(String name) {
        return isSet(name) ? Optional.of(integer(name)) : Optional.empty();
    }

    /** A number that must be a TCP port. */
    int port(String name) {
        int port = integer(name);
        if (port < 0 || port > 65535) {
            throw refused(name, "is not a port: " + port);
        }
        return port;
    }

    /** A list of texts; one text stands for a list of one. */
    List<String> texts(String name) {
        Object value = values.get(name);
        if (value instanceof String text) {
            return text.isEmpty() ? List.of() : List.of(text);
        }
        List<String> texts = new ArrayList<>();
        for (Object item : list(name)) {
            texts.add(String.valueOf(item));
        }
        return List.copyOf(texts);
    }

    List<Object> list(String name) {
        Object value = values.get(name);
        if (value == null || value instanceof String text && text.isEmpty()) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return Collections.unmodifiableList(new ArrayList<>(list));
        }
        throw wrongKind(name, "a list");
    }

    /** A map with text keys, also from a list of one-key maps. */
    Map<String, Object> map(String name) {
        Object value = values.get(name);
        Map<String, Object> map = new LinkedHashMap<>();
        if (value == null || value instanceof String text && text.isEmpty()) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> given) {
            given.forEach((key, item) -> map.put(String.valueOf(key), item));
        } else if (value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
            list.forEach(item -> ((Map<?, ?>) item).forEach((key, inner) -> map.put(String.valueOf(key), inner)));
        } else {
            throw wrongKind(name, "a map");
        }
        return Collections.unmodifiableMap(map);
    }

    Path path(String name) {
        return maybePath(name).orElseThrow(() -> refused(name, "must name a path"));
    }

    Optional<Path> maybePath(String name) {
        return maybeText(name).map(Path::of);
    }

    ConfigException refused(String name, String why) {
        return refused(name, name, why);
    }

    /** The same for something inside an option. @param path how it is called */
    ConfigException refused(String name, String path, String why) {
        Origin origin = origins.get(name);
        String message = "option '" + path + "' " + why;
        return origin == null
                ? new ConfigException(message)
                : new ConfigException(origin.file(), origin.line(), message);
    }

    private ConfigException wrongKind(String name, String wanted) {
        return refused(name, "must be " + wanted + ", is " + values.get(name));
    }
}
