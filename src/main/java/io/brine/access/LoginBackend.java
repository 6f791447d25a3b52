package io.brine.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that knows names and passwords. It may take its time, and may be asked by several threads. */
@FunctionalInterface
public interface LoginBackend {
    /**
     * @param entries the part of {@code external_auth} for this backend; its own settings begin with {@code ^}
     * @return empty if it does not believe
     */
    Optional<Known> login(String username, String password, Map<?, ?> entries);

    /**
     * What it knows of somebody.
     *
     * @param groups for the rules of {@code group%}
     * @param rules given by the backend itself, besides those of the configuration
     */
    record Known(List<String> groups, List<Object> rules) {
        public static final Known JUST_THAT = new Known(List.of(), List.of());

        public Known {
            groups = List.copyOf(groups);
            rules = List.copyOf(rules);
        }
    }

    /** From a plain answer. */
    static Optional<Known> believed(boolean yes) {
        return yes ? Optional.of(Known.JUST_THAT) : Optional.empty();
    }

    /** The text of a setting. */
    static String setting(Map<?, ?> entries, String name, String byDefault) {
        return entries.get(name) == null ? byDefault : String.valueOf(entries.get(name));
    }
}
