package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.CallContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What a minion may ask of others through its master (PROTOCOL 8.6). Source: 3006.0 salt/modules/publish.py */
final class PeerRequests {
    private static final long POLL_MILLIS = 300;

    private PeerRequests() {}

    /** Runs a runner; an empty map if {@code peer_run} does not allow it. */
    static Object runner(
            CallContext context, String fun, List<Object> arg, Map<String, Object> kwargs, double timeoutSeconds) {
        List<Object> all = new ArrayList<>(arg);
        if (!kwargs.isEmpty()) {
            Map<String, Object> marked = new LinkedHashMap<>(Map.of("__kwarg__", true));
            marked.putAll(kwargs);
            all.add(marked);
        }
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "minion_runner");
        load.put("fun", fun);
        load.put("arg", all);
        load.put("tmo", timeoutSeconds);
        load.put("id", context.id());
        load.put("no_parse", noParse(context));
        return context.master().request(load);
    }

    /**
     * Publishes a job and asks for its returns until all are there or the time is over.
     *
     * @param form {@code clean} for id → return, {@code full} for id → {ret, ...}
     * @return an empty map if {@code peer} does not allow it or nobody answered
     */
    static Object publish(CallContext context, Map<String, Object> job, double timeoutSeconds, String form)
            throws InterruptedException {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "minion_pub");
        load.putAll(job);
        load.put("tmo", timeoutSeconds);
        load.put("form", form);
        load.put("id", context.id());
        load.put("no_parse", noParse(context));
        Object reply = context.master().request(load);
        if (!(reply instanceof Map<?, ?> published) || !(published.get("jid") instanceof String jid)) {
            return Map.of();
        }
        Set<?> expected = published.get("minions") instanceof List<?> ids ? new java.util.HashSet<>(ids) : Set.of();
        Map<?, ?> returns = gather(context, jid, expected, timeoutSeconds);
        return form.equals("clean") ? clean(returns) : returns;
    }

    private static Map<?, ?> gather(CallContext context, String jid, Set<?> expected, double timeoutSeconds)
            throws InterruptedException {
        long deadline = System.nanoTime() + (long) (timeoutSeconds * 1e9);
        Map<?, ?> returns = Map.of();
        while (!returns.keySet().containsAll(expected)) {
            Map<String, Object> load = new LinkedHashMap<>();
            load.put("cmd", "pub_ret");
            load.put("id", context.id());
            load.put("jid", jid);
            returns = context.master().request(load) instanceof Map<?, ?> map ? map : Map.of();
            if (System.nanoTime() > deadline) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(returns.keySet().containsAll(expected) ? 0 : POLL_MILLIS);
        }
        return returns;
    }

    private static Map<Object, Object> clean(Map<?, ?> returns) {
        Map<Object, Object> clean = new LinkedHashMap<>();
        returns.forEach((id, data) -> clean.put(id, data instanceof Map<?, ?> map ? map.get("ret") : data));
        return clean;
    }

    private static List<String> noParse(CallContext context) {
        return context.option("no_parse") instanceof List<?> names
                ? names.stream().map(PyText::str).toList()
                : List.of();
    }
}
