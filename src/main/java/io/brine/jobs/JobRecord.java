package io.brine.jobs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job as it was asked.
 *
 * @param load the clear publish load (cmd, tgt, fun, arg, tgt_type, ret, jid, kwargs, user), or for a job a minion brought
 *     by itself its return load; empty if only returns are known
 * @param minions who was expected to answer, sorted, those the syndics named included
 */
public record JobRecord(String jid, Map<String, Object> load, List<String> minions) {
    public JobRecord {
        load = Collections.unmodifiableMap(new LinkedHashMap<>(load));
        minions = List.copyOf(minions);
    }
}
