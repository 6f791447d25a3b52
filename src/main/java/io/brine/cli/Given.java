package io.brine.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A command line taken apart: the options that were given, by key, and the other words in order. */
record Given(Map<String, Object> options, List<String> words) {
    boolean has(String key) {
        return options.containsKey(key);
    }

    boolean flag(String key) {
        return Boolean.TRUE.equals(options.get(key));
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(options.get(key)).map(String::valueOf);
    }

    /** Text that is not empty. */
    Optional<String> filled(String key) {
        return text(key).filter(text -> !text.isEmpty());
    }

    int number(String key, int otherwise) {
        return options.get(key) instanceof Number number ? number.intValue() : otherwise;
    }

    List<String> list(String key) {
        return options.get(key) instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The same with other words. */
    Given withWords(List<String> other) {
        return new Given(options, List.copyOf(other));
    }

    /** The options under these keys, as overrides of a configuration. */
    Map<String, Object> only(String... keys) {
        Map<String, Object> chosen = new LinkedHashMap<>();
        for (String key : keys) {
            if (has(key)) {
                chosen.put(key, options.get(key));
            }
        }
        return chosen;
    }
}
