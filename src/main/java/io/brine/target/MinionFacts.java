package io.brine.target;

import java.util.Map;
import java.util.Optional;

/** What is known of one minion. Each method may be asked often and only when a target needs it. */
public interface MinionFacts {
    String id();

    /** Empty if nothing is known of them. */
    Optional<Map<String, Object>> grains();

    /** Empty if nothing is known of it. */
    Optional<Map<String, Object>> pillar();

    /** The minion's own data store ({@code data.getval}); only the minion itself knows it. */
    default Optional<Map<String, Object>> data() {
        return Optional.empty();
    }

    /** False for one that a master has data of, but no accepted key: no id matches it, and it is none of the others. */
    default boolean isAccepted() {
        return true;
    }
}
