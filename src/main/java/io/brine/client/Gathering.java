package io.brine.client;

import io.brine.client.ClientException.Kind;
import io.brine.wire.Event;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The decision when a job's answers are complete (PROTOCOL 11.3): every expected minion has returned, or those that have
 * not were asked with {@code saltutil.find_job} and do not run it any more. It owns no clock: times are milliseconds given
 * by the caller, so that tests need not wait. Source: 3006.0 salt/client/__init__.py get_iter_returns.
 */
final class Gathering {
    /** Asks minions whether they still run a job. */
    @FunctionalInterface
    interface Probe {
        /** @return the jid of the question, empty if the master sent it to nobody */
        Optional<String> findJob(String jid, List<String> minions);
    }

    private final String jid;
    private final long timeoutMillis;
    private final long gatherMillis;
    private final Probe probe;
    private final Set<String> expected = new LinkedHashSet<>();
    private final Set<String> found = new LinkedHashSet<>();
    private final Set<String> missing = new TreeSet<>();
    private final Set<String> notConnected;
    private final Map<String, Long> deadlines = new HashMap<>();
    private final Set<String> probes = new LinkedHashSet<>();
    private long roundEnds;
    private boolean someRun = true;

    Gathering(Publication publication, Duration timeout, Duration gather, Probe probe, long now) {
        this.jid = publication.jid();
        this.timeoutMillis = timeout.toMillis();
        this.gatherMillis = gather.toMillis();
        this.probe = probe;
        this.expected.addAll(publication.minions());
        this.notConnected = publication.notConnected().keySet();
        this.roundEnds = now + timeoutMillis;
    }

    String jid() {
        return jid;
    }

    /** The jids of questions sent, whose answers belong to {@link #onProbeEvent}. */
    Set<String> probes() {
        return Set.copyOf(probes);
    }

    /**
     * An event {@code salt/job/<this jid>/...}.
     *
     * @throws ClientException if the master withdrew the job
     */
    Optional<MinionReturn> onJobEvent(Event event) {
        Map<String, Object> data = event.data();
        if (data.containsKey("error")) {
            throw new ClientException(Kind.AUTHORIZATION, "Authorization error occurred");
        }
        if (data.get("minions") instanceof Collection<?> minions) {
            addIds(minions, expected);
            if (data.get("missing") instanceof Collection<?> unknown) {
                addIds(unknown, missing);
            }
            return Optional.empty();
        }
        Optional<MinionReturn> answer = MinionReturn.of(data);
        answer.ifPresent(arrived -> found.add(arrived.id()));
        return answer;
    }

    private static void addIds(Collection<?> ids, Set<String> to) {
        ids.forEach(id -> {
            if (id instanceof String text) {
                to.add(text);
            }
        });
    }

    /** An event of one of the {@link #probes}: who still runs the job is waited for as long again. */
    void onProbeEvent(Event event, long now) {
        Optional<MinionReturn> answer = MinionReturn.of(event.data());
        if (answer.isEmpty()) {
            return;
        }
        String id = answer.get().id();
        if (answer.get().retcode() > 0) {
            expected.remove(id);
        } else if (runs(answer.get().value())) {
            expected.add(id);
            deadlines.put(id, now + timeoutMillis);
            someRun = true;
        }
    }

    /** Text is an error of the function; an empty map means the job is over there. */
    private static boolean runs(Object found) {
        boolean wrappedEmpty =
                found instanceof Map<?, ?> map && map.get("return") instanceof Map<?, ?> inner && inner.isEmpty();
        return found instanceof Map<?, ?> map && !map.isEmpty() && !wrappedEmpty;
    }

    /** Decides, after all events up to now were given; may ask the silent minions. @return whether gathering is over */
    boolean isOver(long now) {
        Set<String> silent = silent();
        if (silent.isEmpty()) {
            return true;
        }
        silent.forEach(id -> deadlines.putIfAbsent(id, now + timeoutMillis));
        if (now > roundEnds && someRun) {
            someRun = false;
            probe.findJob(jid, List.copyOf(silent)).ifPresent(probes::add);
            roundEnds = now + gatherMillis;
        }
        return now > roundEnds && !someRun && silent.stream().noneMatch(id -> now < deadlines.get(id));
    }

    /** When {@link #isOver} has to be asked again even if no event comes. */
    long nextDecisionAt() {
        long latest = silent().stream()
                .mapToLong(id -> deadlines.getOrDefault(id, 0L))
                .max()
                .orElse(0);
        return someRun ? roundEnds + 1 : Math.max(roundEnds + 1, latest);
    }

    /** Expected, connected, and not yet heard of: worth waiting for. Sorted. */
    Set<String> silent() {
        Set<String> silent = new TreeSet<>(expected);
        silent.removeAll(found);
        silent.removeAll(notConnected);
        return silent;
    }

    /** Those to report as missing at the end: the silent ones, those not connected, and those the master does not know. */
    Set<String> unheard() {
        Set<String> unheard = silent();
        notConnected.stream().filter(id -> !found.contains(id)).forEach(unheard::add);
        missing.stream().filter(id -> !found.contains(id)).forEach(unheard::add);
        return unheard;
    }
}
