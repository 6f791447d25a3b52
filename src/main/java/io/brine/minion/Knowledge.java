package io.brine.minion;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the minion knows of itself: its grains, and the pillar its master gave. Replaced as a whole, read from any thread. */
final class Knowledge {
    private volatile Map<String, Object> grains = Map.of();
    private volatile Map<String, Object> pillar = Map.of();

    Map<String, Object> grains() {
        return grains;
    }

    Map<String, Object> pillar() {
        return pillar;
    }

    void grains(Map<String, Object> collected) {
        grains = new LinkedHashMap<>(collected);
    }

    void pillar(Map<String, Object> compiled) {
        pillar = new LinkedHashMap<>(compiled);
    }
}
