package io.brine.master;

import io.brine.jobs.Absence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A job on its way. @param missing ids of a list that are not accepted here
 *  @param absent those of the minions that are not connected: nobody needs to wait for them */
record Published(String jid, List<String> minions, List<String> missing, Map<String, Absence> absent) {
    /** {@code {jid, minions, missing, [not_connected: {id: sentence}]}}; the last is Brine's own, Salt's clients pass it over. */
    Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("jid", jid);
        tree.put("minions", minions);
        tree.put("missing", missing);
        if (!absent.isEmpty()) {
            Map<String, Object> sentences = new LinkedHashMap<>();
            absent.forEach((minion, why) -> sentences.put(minion, why.sentence()));
            tree.put("not_connected", sentences);
        }
        return tree;
    }
}
