package io.brine.api.mon;

import io.brine.data.DataException;
import io.brine.events.EventSource;
import io.brine.events.EventsException;
import io.brine.target.Fnmatch;
import io.brine.wire.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The bus, moment by moment: what was fired since the last look, as pages show it. It listens only while it is looked at. Not
 * thread-safe.
 */
final class BusTap implements AutoCloseable {
    private static final int MOST_TAKEN = 20_000;
    private static final int MOST_SHOWN = 100;
    private static final int LONGEST_DATA = 4000;

    private final Supplier<EventSource> bus;
    private EventSource source;
    private List<Event> taken = List.of();
    private boolean more;

    /** @param bus opens a source that lets everything through */
    BusTap(Supplier<EventSource> bus) {
        this.bus = bus;
    }

    /** From now on nothing is missed. @return false if the master is away */
    boolean listen() {
        try {
            if (source == null || !source.isOpen()) {
                close();
                source = bus.get();
            }
            return true;
        } catch (EventsException masterIsAway) {
            return false;
        }
    }

    /** Takes what came since the last time. */
    void take() {
        if (!listen()) {
            taken = List.of();
            return;
        }
        List<Event> now = new ArrayList<>();
        Optional<Event> next = source.next(Duration.ZERO);
        while (next.isPresent()) {
            now.add(next.get());
            next = now.size() < MOST_TAKEN ? source.next(Duration.ZERO) : Optional.empty();
        }
        taken = now;
        more = now.size() == MOST_TAKEN;
    }

    /**
     * Events whose tag is like this: {@code {rows: [[tag, data, stamp], ...], left: 7}}; data is a tree, or the beginning of
     * its text where it is long.
     *
     * @param glob empty text for all
     */
    Optional<Map<String, Object>> events(String glob) {
        Fnmatch wanted = Fnmatch.compile(glob.isEmpty() ? "*" : glob);
        List<Object> rows = new ArrayList<>();
        int left = 0;
        for (Event event : taken) {
            if (wanted.matches(event.tag())) {
                if (rows.size() < MOST_SHOWN) {
                    rows.add(row(event));
                } else {
                    left++;
                }
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(Map.of("topic", "events:" + glob, "rows", rows, "left", left));
    }

    private static Object row(Event event) {
        Object data = event.data();
        try {
            String text = Text.json(data);
            data = text.length() > LONGEST_DATA ? text.substring(0, LONGEST_DATA) + "…" : data;
        } catch (DataException notJson) {
            data = String.valueOf(event.data().keySet());
        }
        return Arrays.asList(event.tag(), data, String.valueOf(event.data().get("_stamp")));
    }

    /**
     * What happened to jobs: {@code {<jid>: {new: {fun, tgt, user, n}, rows: [[minion, state, why, retcode, failed, null], ...]}}};
     * returns without what was returned. With {@code more} something is left out, and the page has to ask anew.
     */
    Optional<Map<String, Object>> jobs() {
        Map<String, Map<String, Object>> jobs = new LinkedHashMap<>();
        Map<String, Map<String, Object>> rows = new HashMap<>();
        for (Event event : taken) {
            String[] parts = event.tag().split("/", 5);
            if (parts.length == 4 && event.tag().startsWith("salt/job/") && parts[3].equals("new")) {
                job(jobs, parts[2]).put("new", announced(event.data()));
            } else if (parts.length == 5 && event.tag().startsWith("salt/job/") && parts[3].equals("ret")) {
                job(jobs, parts[2]);
                rowsOf(rows, parts[2]).put(parts[4], returned(parts[4], event.data()));
            } else if (parts.length == 4 && event.tag().startsWith("brine/job/") && parts[3].equals("delivery")) {
                job(jobs, parts[2]);
                delivered(rowsOf(rows, parts[2]), event.data());
            }
        }
        if (jobs.isEmpty()) {
            return Optional.empty();
        }
        jobs.forEach((jid, job) -> job.put("rows", List.copyOf(rowsOf(rows, jid).values())));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("jobs", jobs);
        tree.put("more", more);
        return Optional.of(tree);
    }

    private static Map<String, Object> job(Map<String, Map<String, Object>> jobs, String jid) {
        return jobs.computeIfAbsent(jid, first -> new LinkedHashMap<>());
    }

    private static Map<String, Object> rowsOf(Map<String, Map<String, Object>> rows, String jid) {
        return rows.computeIfAbsent(jid, first -> new LinkedHashMap<>());
    }

    private static Map<String, Object> announced(Map<String, Object> data) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("fun", data.get("fun"));
        job.put("tgt", data.get("tgt"));
        job.put("tgt_type", data.get("tgt_type"));
        job.put("user", data.get("user"));
        job.put("n", data.get("minions") instanceof List<?> minions ? minions.size() : 0);
        return job;
    }

    private static Object returned(String minion, Map<String, Object> data) {
        Object retcode = data.get("retcode");
        boolean failed = Boolean.FALSE.equals(data.get("success"))
                || retcode instanceof Number number && number.longValue() != 0;
        return Arrays.asList(minion, "returned", "", retcode instanceof Number ? retcode : null, failed ? 1 : 0, null);
    }

    private static void delivered(Map<String, Object> rows, Map<String, Object> data) {
        if (data.get("minions") instanceof List<?> minions && !"returned".equals(data.get("state"))) {
            for (Object minion : minions) {
                String id = String.valueOf(minion);
                Object row = Arrays.asList(id, data.get("state"), data.get("why"), null, 0, null);
                rows.merge(id, row, (known, later) -> "returned".equals(((List<?>) known).get(1)) ? known : later);
            }
        }
    }

    @Override
    public void close() {
        if (source != null) {
            source.close();
            source = null;
        }
    }
}
