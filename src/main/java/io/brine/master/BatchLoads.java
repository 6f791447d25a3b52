package io.brine.master;

import io.brine.access.AclRules;
import io.brine.access.Authentication;
import io.brine.data.Trees;
import io.brine.jobs.Batch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loads of a batch's jobs. What is kept of a batch is {load, rules}: the clear load it was asked with and whose rules hold. */
final class BatchLoads {
    /** They are about the batch and not about its steps. */
    private static final List<String> OF_THE_BATCH =
            List.of("batch", "batch_wait", "batch_canary", "batch_max_failures", "batch_delay", "failhard");

    private BatchLoads() {}

    static Map<String, Object> kept(Map<String, Object> clearLoad, AclRules rules) {
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("load", clearLoad);
        kept.put("rules", rules.rules());
        return kept;
    }

    static AclRules rules(Map<String, Object> kept) {
        return Authentication.rulesOf(kept.get("rules"));
    }

    /** {@code metadata} as the caller gave it; empty if it did not. */
    static Object metadata(Map<String, Object> kept) {
        Object metadata = Loads.map(Trees.fields(kept.get("load")), "kwargs").get("metadata");
        return metadata == null ? Map.of() : metadata;
    }

    /** The same function for some of the minions; its metadata names the batch. */
    static Map<String, Object> step(String batchJid, Map<String, Object> kept, Batch.Step step) {
        Map<String, Object> load = Trees.fields(kept.get("load"));
        Map<String, Object> kwargs = new LinkedHashMap<>(Loads.map(load, "kwargs"));
        kwargs.keySet().removeAll(OF_THE_BATCH);
        Map<String, Object> metadata = kwargs.get("metadata") instanceof Map<?, ?> given
                ? new LinkedHashMap<>(Trees.fields(given))
                : new LinkedHashMap<>();
        metadata.put("batch_jid", batchJid);
        kwargs.put("metadata", metadata);
        load.put("kwargs", kwargs);
        load.put("tgt", step.minions());
        load.put("tgt_type", "list");
        load.put("jid", step.jid());
        return load;
    }

    /** Whether these minions still work on a step. */
    static Map<String, Object> findJob(Map<String, Object> kept, String jid, List<String> minions) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "publish");
        load.put("tgt", minions);
        load.put("fun", "saltutil.find_job");
        load.put("arg", List.of(jid));
        load.put("tgt_type", "list");
        load.put("ret", "");
        load.put("jid", "");
        load.put("user", Trees.fields(kept.get("load")).get("user"));
        return load;
    }

    /** What makes a return a failure; empty text if it is none. */
    static String failure(Map<String, Object> returned) {
        long retcode = Loads.number(returned, "retcode", 0);
        if (retcode != 0) {
            return "return code " + retcode;
        }
        return Boolean.FALSE.equals(returned.get("success")) ? "not successful" : "";
    }
}
