package io.brine.client;

import java.util.List;

/**
 * What a master said to a publication.
 *
 * @param jid empty when nothing was sent
 * @param minions whose return is expected; empty when the target matches nobody
 * @param missing ids of a list target that the master does not know
 */
public record Publication(String jid, List<String> minions, List<String> missing) {
    public Publication {
        minions = List.copyOf(minions);
        missing = List.copyOf(missing);
    }

    /** Whether anything was sent at all. */
    public boolean isSent() {
        return !jid.isEmpty() && !minions.isEmpty();
    }
}
