package io.brine.api;

import io.brine.data.Json;
import io.brine.data.Trees;
import io.brine.wire.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bus as {@code /ws?format_events} tells it: after each event of a job all jobs seen so far, {@code {"jobs": {jid: {jid,
 * start_time, minions, fun, tgt, tgt_type, state}}}}, after each event of keys or presence all minions, {@code {"minions": [{id,
 * grains?}]}}. Only the last {@value #MOST_JOBS} jobs are kept. Grains are those of jobs that ask for them; none is started for
 * the listener. For one thread. Source: 3006.0 netapi/rest_cherrypy/event_processor.py SaltInfo.
 */
final class SaltInfo {
    private static final int MOST_JOBS = 100;
    private static final String GRAINS = "grains.items";

    private final Map<String, Map<String, Object>> jobs = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Object>> eldest) {
            return size() > MOST_JOBS;
        }
    };
    private final Map<String, Map<String, Object>> minions = new LinkedHashMap<>();

    /** What is told after this event, in order; mostly nothing. */
    List<String> after(Event event) {
        String[] parts = event.tag().split("/", -1);
        String kind = parts.length < 2 ? "" : parts[1];
        return switch (kind) {
            case "job" -> parts.length < 4 ? List.of() : afterJob(parts, event.data());
            case "key" -> afterKey(event.data());
            case "presence" -> afterPresence(event.data());
            default -> List.of();
        };
    }

    private List<String> afterJob(String[] tag, Map<String, Object> data) {
        if (tag[3].equals("new")) {
            begin(tag[2], data);
            if (GRAINS.equals(data.get("fun"))) {
                minions.clear();
            }
            return List.of(toldJobs());
        }
        if (!tag[3].equals("ret") || tag.length < 5) {
            return List.of();
        }
        take(tag[2], tag[4], data);
        List<String> told = new ArrayList<>(List.of(toldJobs()));
        if (GRAINS.equals(data.get("fun"))) {
            minion(tag[4]).put("grains", data.get("return"));
            told.add(toldMinions());
        }
        return told;
    }

    private void begin(String jid, Map<String, Object> data) {
        Map<String, Object> expected = new LinkedHashMap<>();
        ids(data.get("minions")).forEach(id -> expected.put(id, new LinkedHashMap<>(Map.of("success", false))));
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("jid", jid);
        job.put("start_time", data.get("_stamp"));
        job.put("minions", expected);
        for (String name : List.of("fun", "tgt", "tgt_type")) {
            job.put(name, data.get(name));
        }
        job.put("state", "running");
        jobs.put(jid, job);
    }

    private void take(String jid, String id, Map<String, Object> data) {
        Map<String, Object> job = jobs.computeIfAbsent(jid, unseen -> new LinkedHashMap<>());
        Map<String, Object> of =
                new LinkedHashMap<>(job.get("minions") == null ? Map.of() : Trees.fields(job.get("minions")));
        Map<String, Object> minion = new LinkedHashMap<>();
        for (String name : List.of("return", "retcode", "success")) {
            minion.put(name, data.get(name));
        }
        of.put(id, minion);
        job.put("minions", of);
        boolean complete = of.values().stream()
                .allMatch(one -> Trees.isTruthy(Trees.fields(one).get("success")));
        if (complete) {
            job.put("state", "complete");
        }
    }

    private List<String> afterKey(Map<String, Object> data) {
        String id = String.valueOf(data.get("id"));
        if ("delete".equals(data.get("act"))) {
            minions.remove(id);
        } else if ("accept".equals(data.get("act"))) {
            minion(id);
        }
        return List.of(toldMinions());
    }

    private List<String> afterPresence(Map<String, Object> data) {
        if (!(data.get("present") instanceof Collection<?>)) {
            return List.of();
        }
        List<String> present = ids(data.get("present"));
        boolean changed = minions.keySet().retainAll(present);
        for (String id : present) {
            changed |= !minions.containsKey(id);
            minion(id);
        }
        return changed ? List.of(toldMinions()) : List.of();
    }

    private Map<String, Object> minion(String id) {
        return minions.computeIfAbsent(id, unseen -> new LinkedHashMap<>());
    }

    private static List<String> ids(Object value) {
        List<String> ids = new ArrayList<>();
        if (value instanceof Collection<?> items) {
            items.forEach(item -> ids.add(String.valueOf(item)));
        }
        return ids;
    }

    private String toldJobs() {
        return Json.dump(Map.of("jobs", jobs));
    }

    private String toldMinions() {
        List<Object> all = new ArrayList<>();
        minions.forEach((id, known) -> {
            Map<String, Object> one = new LinkedHashMap<>(known);
            one.put("id", id);
            all.add(one);
        });
        return Json.dump(Map.of("minions", all));
    }
}
