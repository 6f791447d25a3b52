package io.brine.monitor;

import io.brine.keys.KeyState;
import io.brine.master.ConnectionRow;
import io.brine.master.DisconnectReason;
import io.brine.master.MasterListener;
import io.brine.master.MasterViews;
import io.brine.master.MinionSigns;
import io.brine.transport.Connection;
import io.brine.transport.Connection.ConnectionCounts;
import io.brine.transport.SocketEvent;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** The connections of both ports, minions by presence, and keys. */
final class LinkMeters implements MasterListener, MetricSource {
    /** A queue that is longer at a scrape belongs to a slow minion. */
    private static final int SLOW_QUEUE = 100;

    private static final double MILLIS = 1000;

    private final MasterViews views;
    private final boolean perMinion;
    private final Clock clock;
    private final LongAdder connects = new LongAdder();
    private final Map<DisconnectReason, LongAdder> disconnects = new EnumMap<>(DisconnectReason.class);
    private final LongAdder twins = new LongAdder();
    private final LongAdder named = new LongAdder();
    private final LongAdder cut = new LongAdder();
    private final Gone gone = new Gone();
    private final Buckets heartbeatAge = new Buckets();
    private final Buckets roundTrip = new Buckets();

    /** What went over connections that are closed. */
    private static final class Gone {
        private final LongAdder bytesIn = new LongAdder();
        private final LongAdder bytesOut = new LongAdder();
        private final LongAdder framesOut = new LongAdder();
        private final LongAdder dropped = new LongAdder();

        void add(ConnectionCounts counts) {
            bytesIn.add(counts.bytesIn());
            bytesOut.add(counts.bytesOut());
            framesOut.add(counts.framesOut());
            dropped.add(counts.droppedAtHighWaterMark());
        }
    }

    /** @param perMinion whether there are series for each accepted minion */
    LinkMeters(MasterViews views, boolean perMinion, Clock clock) {
        this.views = views;
        this.perMinion = perMinion;
        this.clock = clock;
        for (DisconnectReason reason : DisconnectReason.values()) {
            disconnects.put(reason, new LongAdder());
        }
    }

    @Override
    public void onSubscriberReady(Connection connection) {
        connects.increment();
    }

    @Override
    public void onSubscriberGone(Connection connection, String id, String reason) {
        disconnects.get(DisconnectReason.of(reason)).increment();
        gone.add(connection.counts());
    }

    @Override
    public void onDuplicateMinion(String id, List<String> addresses) {
        twins.increment();
    }

    @Override
    public void onSlowSubscriber(Connection connection, String id, String why, boolean isCut) {
        (isCut ? cut : named).increment();
    }

    /** Now and then: how long ago each subscriber was heard, and how far away it is. */
    void sample() {
        long now = clock.millis();
        for (ConnectionRow row : views.connections().subscribers()) {
            heartbeatAge.observe(Math.max(0, now - row.counts().lastHeardMillis()) * 1_000_000);
            if (row.counts().roundTripMicros() >= 0) {
                roundTrip.observe(row.counts().roundTripMicros() * 1000);
            }
        }
    }

    @Override
    public void collect(Families families) {
        List<ConnectionRow> rows = views.connections().subscribers();
        publishPort(families, rows);
        traffic(families, rows);
        presence(families, rows);
        Map<SocketEvent.Kind, Long> sockets = views.connections().socketEventCounts();
        families.counter("salt_handshake_failures_total", "Handshakes that failed, both ports.")
                .add(sockets.get(SocketEvent.Kind.HANDSHAKE_FAILED_PROTOCOL), "kind", "protocol")
                .add(sockets.get(SocketEvent.Kind.HANDSHAKE_FAILED_AUTH), "kind", "auth")
                .add(sockets.get(SocketEvent.Kind.HANDSHAKE_FAILED_NO_DETAIL), "kind", "timeout");
        Families.Family events =
                families.counter("salt_socket_events_total", "Events of all sockets, in libzmq's words.");
        sockets.forEach((kind, count) -> events.add(count, "event", kind.name()));
        families.histogram("salt_heartbeat_age_seconds", "How long ago subscribers were heard, looked at all the time.")
                .add(heartbeatAge);
        families.histogram("salt_heartbeat_rtt_seconds", "From a PING to its PONG, looked at all the time.")
                .add(roundTrip);
    }

    private void publishPort(Families families, List<ConnectionRow> rows) {
        Map<ConnectionRow.Identity, Long> identities = new EnumMap<>(ConnectionRow.Identity.class);
        for (ConnectionRow.Identity identity : ConnectionRow.Identity.values()) {
            identities.put(identity, 0L);
        }
        rows.forEach(row -> identities.merge(row.identity(), 1L, Long::sum));
        Families.Family connections = families.gauge(
                "salt_pub_connections", "Open connections of the publish port, by how it is known who is there.");
        identities.forEach((identity, count) -> connections.add(count, "identity", identity.word()));
        families.counter("salt_pub_connects_total", "Connections of the publish port that were made.")
                .add(connects.sum());
        Families.Family ended =
                families.counter("salt_pub_disconnects_total", "Connections of the publish port that ended.");
        disconnects.forEach((reason, count) -> ended.add(count.sum(), "reason", reason.word()));
        families.counter("salt_duplicate_minions_total", "Times two processes were seen to use one id.")
                .add(twins.sum());
        families.counter(
                        "salt_pub_slow_subscribers_total",
                        "Subscribers that did not take what was published, by what was done.")
                .add(named.sum(), "what", "named")
                .add(cut.sum(), "what", "cut");
        families.gauge("salt_req_connections", "Open connections of the request port.")
                .add(views.connections().askerCount());
    }

    private void traffic(Families families, List<ConnectionRow> rows) {
        long in = gone.bytesIn.sum();
        long out = gone.bytesOut.sum();
        long frames = gone.framesOut.sum();
        long dropped = gone.dropped.sum();
        long longest = 0;
        long slow = 0;
        for (ConnectionRow row : rows) {
            ConnectionCounts counts = row.counts();
            in += counts.bytesIn();
            out += counts.bytesOut();
            frames += counts.framesOut();
            dropped += counts.droppedAtHighWaterMark();
            longest = Math.max(longest, counts.queueNow());
            slow += counts.queueNow() > SLOW_QUEUE ? 1 : 0;
        }
        families.counter("salt_pub_bytes_in_total", "Bytes that came in on the publish port.")
                .add(in);
        families.counter("salt_pub_bytes_out_total", "Bytes that were sent on the publish port.")
                .add(out);
        families.counter("salt_pub_frames_out_total", "Frames that were sent on the publish port.")
                .add(frames);
        families.counter("salt_pub_dropped_total", "Messages dropped at the high-water mark of a minion's queue.")
                .add(dropped);
        families.gauge("salt_pub_queue_messages_max", "Messages in the longest queue to a minion.")
                .add(longest);
        families.gauge("salt_pub_slow_connections", "Minions for whom more than " + SLOW_QUEUE + " messages wait.")
                .add(slow);
    }

    private void presence(Families families, List<ConnectionRow> rows) {
        Set<String> accepted = views.keys().idSet(KeyState.ACCEPTED);
        Set<String> connected = new HashSet<>();
        rows.stream()
                .filter(row -> row.identity() == ConnectionRow.Identity.PROVEN
                        || row.identity() == ConnectionRow.Identity.CLAIMED)
                .forEach(row -> connected.add(row.minion()));
        connected.retainAll(accepted);
        families.gauge("salt_minions_present", "Accepted minions, by whether they are connected to the publish port.")
                .add(connected.size(), "presence", "connected")
                .add(accepted.size() - connected.size(), "presence", "absent");
        if (perMinion) {
            eachMinion(families, accepted, connected);
        }
        Families.Family keys = families.gauge("salt_keys", "Minion keys, by state.");
        for (KeyState state : KeyState.values()) {
            keys.add(views.keys().ids(state).size(), "state", state.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private void eachMinion(Families families, Set<String> accepted, Set<String> connected) {
        Families.Family up = families.gauge(
                "salt_minion_up", "Whether an accepted minion is connected to the publish port, 1 or 0.");
        Families.Family seen = families.gauge(
                "salt_minion_last_seen_seconds", "When a minion last proved to be itself, unix time in seconds.");
        for (String minion : accepted) {
            up.add(connected.contains(minion) ? 1 : 0, "minion", minion);
            views.connections()
                    .signs(minion)
                    .flatMap(MinionSigns::lastHeard)
                    .ifPresent(heard -> seen.add(heard.toEpochMilli() / MILLIS, "minion", minion));
        }
    }
}
