package io.brine.modules.execution;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The environment of the minion as {@code environ} functions see and change it; a Java process cannot change its own. */
final class ProcessEnvironment {
    private final Map<String, String> variables;

    ProcessEnvironment(Map<String, String> inherited) {
        this.variables = new ConcurrentHashMap<>(inherited);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /** A copy, by name. */
    Map<String, String> all() {
        return Collections.unmodifiableMap(new TreeMap<>(variables));
    }

    void set(String name, String value) {
        variables.put(name, value);
    }

    void unset(String name) {
        variables.remove(name);
    }
}
