package io.brine.master;

import io.brine.events.EventSink;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two connections that go by one name. Both are asked; if both answer, two processes use one id, which nobody can work with
 * and somebody has to be told; if only one answers, the other one is a dead end of an earlier connection, or a stranger, and
 * is cut. Thread-safe.
 */
final class Twins {
    private static final Logger LOG = LoggerFactory.getLogger(Twins.class);

    /** How long both have to answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** While neither answers they are asked again: the host may be busy. */
    private static final int MOST_ROUNDS = 10;

    private static final Duration NOT_AGAIN_WITHIN = Duration.ofMinutes(1);

    private final Presence presence;
    private final EventSink events;
    private final MasterListener listener;
    private final Map<String, Suspicion> suspicions = new HashMap<>();

    private record Suspicion(long sinceNanos, int round, Set<Subscriber> answered) {}

    Twins(Presence presence, EventSink events, MasterListener listener) {
        this.presence = presence;
        this.events = events;
        this.listener = listener;
    }

    /** @param answered those who have just answered by this name */
    synchronized void suspect(String id, List<Subscriber> answered) {
        Suspicion before = suspicions.get(id);
        long now = System.nanoTime();
        if (before == null || now - before.sinceNanos() >= NOT_AGAIN_WITHIN.toNanos()) {
            examine(id, new Suspicion(now, 1, new HashSet<>(answered)));
        }
    }

    private void examine(String id, Suspicion suspicion) {
        suspicions.put(id, suspicion);
        presence.later(Duration.ZERO, () -> presence.named(id).forEach(presence::put));
        presence.later(PATIENCE, () -> judge(id));
    }

    synchronized void answered(Subscriber subscriber) {
        Suspicion suspicion = suspicions.get(subscriber.id());
        if (suspicion != null) {
            suspicion.answered().add(subscriber);
        }
    }

    private void judge(String id) {
        List<Subscriber> same = presence.named(id);
        List<Subscriber> alive;
        synchronized (this) {
            Suspicion suspicion = suspicions.get(id);
            if (suspicion == null || same.size() < 2) {
                suspicions.remove(id);
                return;
            }
            alive = same.stream().filter(suspicion.answered()::contains).toList();
            if (alive.isEmpty() && suspicion.round() < MOST_ROUNDS) {
                examine(id, new Suspicion(suspicion.sinceNanos(), suspicion.round() + 1, new HashSet<>()));
                return;
            }
        }
        if (alive.size() > 1) {
            tell(id, alive);
        } else if (alive.size() == 1) {
            same.stream().filter(one -> one != alive.get(0)).forEach(one -> cut(id, one));
        }
    }

    private void tell(String id, List<Subscriber> alive) {
        List<String> addresses = alive.stream()
                .map(one -> one.connection().peerAddress())
                .sorted()
                .toList();
        LOG.error(
                "two minions use the id {}: they are connected from {}; give one of them another id and a key of its own",
                id,
                String.join(" and ", addresses));
        listener.onDuplicateMinion(id, addresses);
        events.fire("brine/presence/duplicate", Map.of("id", id, "addresses", addresses));
    }

    private void cut(String id, Subscriber silent) {
        listener.onSilentTwin(id, silent.connection().peerAddress());
        silent.connection().close(DisconnectReason.REPLACED_TEXT + id + " is alive, this one is not");
    }
}
