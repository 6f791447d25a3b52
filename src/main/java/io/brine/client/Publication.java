package io.brine.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a master said to a publication.
 *
 * @param jid empty when nothing was sent
 * @param minions whose return is expected; empty when the target matches nobody
 * @param missing ids of a list target that the master does not know
 * @param notConnected those of the minions that were not connected when it was sent, each with a sentence on that; only
 *     Brine's master knows
 */
public record Publication(String jid, List<String> minions, List<String> missing, Map<String, String> notConnected) {
    public Publication {
        minions = List.copyOf(minions);
        missing = List.copyOf(missing);
        notConnected = Collections.unmodifiableMap(new LinkedHashMap<>(notConnected));
    }

    /** Whether anything was sent at all. */
    public boolean isSent() {
        return !jid.isEmpty() && !minions.isEmpty();
    }
}
