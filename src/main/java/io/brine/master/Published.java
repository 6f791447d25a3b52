package io.brine.master;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A job on its way. @param missing ids of a list that are not accepted here */
record Published(String jid, List<String> minions, List<String> missing) {
    /** {@code {jid, minions, missing}}. */
    Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("jid", jid);
        tree.put("minions", minions);
        tree.put("missing", missing);
        return tree;
    }
}
