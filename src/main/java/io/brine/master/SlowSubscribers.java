package io.brine.master;

import io.brine.config.MonitorConfig;
import io.brine.events.EventSink;
import io.brine.transport.Connection;
import io.brine.transport.Connection.ConnectionCounts;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Subscribers that do not take what is published to them. One that has lost messages at its high-water mark is named; one that has
 * taken nothing for {@code mon:slow_subscriber:seconds}, or was behind and losing for as long, or for which more than {@code bytes}
 * wait, is cut off: a living minion connects again and starts afresh, a dead one keeps no memory here. A subscriber that is slow
 * for seconds only is left alone. Salt does not know it: libzmq's PUB drops without a word. Called on one thread.
 */
final class SlowSubscribers {
    private static final Duration LOOK = Duration.ofSeconds(5);
    /** A burst of large messages takes a good peer some seconds. */
    private static final Duration BURST = Duration.ofSeconds(10);
    /** Within the patience so many looks are taken. */
    private static final int LOOKS = 4;

    private static final double MEBI = 1 << 20;

    private final MonitorConfig.SlowSubscriber limits;
    private final Supplier<? extends Collection<Presence.Bound>> connections;
    private final EventSink events;
    private final MasterListener listener;
    private final LongSupplier nanos;
    private Map<Long, Behind> behind = new HashMap<>();
    /** What those that have lost messages had lost when they were not behind. */
    private Map<Long, Long> lostBefore = new HashMap<>();

    private long lookedNanos;
    private boolean hasLooked;

    /**
     * A connection whose queue was never seen empty.
     *
     * @param since when it was seen first @param tookAt when something was taken last @param framesOut taken until then
     * @param dropped lost before it was behind @param isNamed whether its losses were told
     * @param isCut its connection is being closed
     */
    private record Behind(long since, long tookAt, long framesOut, long dropped, boolean isNamed, boolean isCut) {}

    /** @param nanos a clock that never steps, nanoseconds */
    SlowSubscribers(
            MonitorConfig.SlowSubscriber limits,
            Supplier<? extends Collection<Presence.Bound>> connections,
            EventSink events,
            MasterListener listener,
            LongSupplier nanos) {
        this.limits = limits;
        this.connections = connections;
        this.events = events;
        this.listener = listener;
        this.nanos = nanos;
    }

    /** One look, if it is time for one. */
    void tick() {
        long now = nanos.getAsLong();
        long pause = Math.min(LOOK.toNanos(), limits.patience().toNanos() / LOOKS);
        if (limits.patience().isZero() || hasLooked && now - lookedNanos < pause) {
            return;
        }
        hasLooked = true;
        lookedNanos = now;
        Map<Long, Behind> still = new HashMap<>();
        Map<Long, Long> lost = new HashMap<>();
        for (Presence.Bound one : connections.get()) {
            long number = one.connection().number();
            ConnectionCounts counts = one.connection().counts();
            if (counts.queueNow() > 0) {
                Behind first =
                        new Behind(now, now, counts.framesOut(), lostBefore.getOrDefault(number, 0L), false, false);
                Behind after = looked(one, counts, behind.getOrDefault(number, first), now);
                still.put(number, after);
                lost.put(number, after.dropped());
            } else if (counts.droppedAtHighWaterMark() > 0) {
                lost.put(number, counts.droppedAtHighWaterMark());
            }
        }
        behind = still;
        lostBefore = lost;
    }

    private Behind looked(Presence.Bound one, ConnectionCounts counts, Behind before, long now) {
        if (before.isCut()) {
            return before;
        }
        boolean took = counts.framesOut() > before.framesOut();
        long tookAt = took ? now : before.tookAt();
        long lost = counts.droppedAtHighWaterMark() - before.dropped();
        boolean tells = lost > 0 && !before.isNamed();
        String why = why(before.since(), tookAt, counts, lost, now);
        if (!why.isEmpty()) {
            tell(one, counts, why, true);
            one.connection().close(DisconnectReason.SLOW_TEXT + why);
        } else if (tells) {
            tell(one, counts, lost + " messages were dropped", false);
        }
        return new Behind(
                before.since(),
                tookAt,
                counts.framesOut(),
                before.dropped(),
                before.isNamed() || tells,
                !why.isEmpty());
    }

    /** Why it is cut off; empty if it is not. */
    private String why(long since, long tookAt, ConnectionCounts counts, long lost, long now) {
        Duration idle = Duration.ofNanos(now - tookAt);
        Duration late = Duration.ofNanos(now - since);
        if (idle.compareTo(limits.patience()) >= 0) {
            return "it has taken nothing for " + idle.toSeconds() + " s" + waiting(counts, lost);
        }
        if (lost > 0 && late.compareTo(limits.patience()) >= 0) {
            return "it has been behind for " + late.toSeconds() + " s" + waiting(counts, lost);
        }
        if (counts.queueBytes() > limits.mostBytes() && late.compareTo(BURST) >= 0) {
            return "too much waits for it" + waiting(counts, lost);
        }
        return "";
    }

    private static String waiting(ConnectionCounts counts, long lost) {
        return String.format(
                Locale.ROOT,
                ", %d messages of %.1f MiB wait, %d were dropped",
                counts.queueNow(),
                counts.queueBytes() / MEBI,
                lost);
    }

    private void tell(Presence.Bound one, ConnectionCounts counts, String why, boolean isCut) {
        Connection connection = one.connection();
        listener.onSlowSubscriber(connection, one.id(), why, isCut);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", one.id());
        data.put("address", connection.peerAddress());
        data.put("cut", isCut);
        data.put("why", why);
        data.put("queue", counts.queueNow());
        data.put("queue_bytes", counts.queueBytes());
        data.put("dropped", counts.droppedAtHighWaterMark());
        events.fire("salt/mon/slow/" + (one.id().isEmpty() ? connection.peerAddress() : one.id()), data);
    }
}
