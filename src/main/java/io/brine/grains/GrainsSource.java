package io.brine.grains;

import java.util.Map;

/** One independent part of the grains. */
public interface GrainsSource {
    /** What the log calls it. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Grain name to tree. May read files, run commands and ask name servers; may throw. */
    Map<String, Object> grains();

    /** What to say when {@link #grains()} is late or broke: only what needs no waiting. */
    default Map<String, Object> whenLate() {
        return Map.of();
    }
}
