package io.brine.master;

import io.brine.master.ConnectionRow.Identity;
import io.brine.master.MinionSigns.LinkEvent;
import io.brine.transport.Connection;
import io.brine.transport.SocketEvent;
import io.brine.wire.MinionId;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Who is connected, from where, since when, how much went through, how much waits; and for each minion what it was last heard
 * to say. The truth is the sockets': every question looks at them. Thread-safe; answers are snapshots.
 */
public final class ConnectionBook implements MasterListener {
    private static final int MOST_SOCKET_EVENTS = 256;
    /** Beyond the accepted ones: those who ask without being accepted are not kept for ever. */
    private static final int MOST_STRANGERS = 1000;

    private final Presence presence;
    private final Supplier<Collection<Connection>> askers;
    private final Clock clock;
    private final Map<String, MinionNotes> notes = new ConcurrentHashMap<>();
    private final Deque<SocketEvent> socketEvents = new ArrayDeque<>();
    private final Map<SocketEvent.Kind, LongAdder> socketCounts = new EnumMap<>(SocketEvent.Kind.class);

    /** @param askers open connections of the request port */
    ConnectionBook(Presence presence, Supplier<Collection<Connection>> askers, Clock clock) {
        this.presence = presence;
        this.askers = askers;
        this.clock = clock;
        for (SocketEvent.Kind kind : SocketEvent.Kind.values()) {
            socketCounts.put(kind, new LongAdder());
        }
    }

    // --- what others want to know

    /** Connections to the publish port, in the order in which they came. */
    public List<ConnectionRow> subscribers() {
        List<Presence.Bound> all = presence.all();
        Map<String, Integer> sharing = new HashMap<>();
        all.stream().filter(one -> !one.id().isEmpty()).forEach(one -> sharing.merge(one.id(), 1, Integer::sum));
        boolean nameless = all.stream().anyMatch(one -> one.id().isEmpty());
        Map<String, String> byHost = nameless ? onlyMinionOfHost() : Map.of();
        List<ConnectionRow> rows = new ArrayList<>(all.size());
        for (Presence.Bound one : all) {
            String guess = one.id().isEmpty()
                    ? byHost.getOrDefault(host(one.connection().peerAddress()), "")
                    : one.id();
            rows.add(row(one.connection(), guess, identity(one, guess), sharing.getOrDefault(one.id(), 0)));
        }
        return rows;
    }

    /** Connections to the request port: most live for one request. Named by the minion last heard from that address. */
    public List<ConnectionRow> askers() {
        Map<String, String> byAddress = new HashMap<>();
        notes.forEach((minion, note) -> byAddress.put(note.lastAddress(), minion));
        List<ConnectionRow> rows = new ArrayList<>();
        for (Connection connection : askers.get()) {
            String minion = byAddress.getOrDefault(connection.peerAddress(), "");
            rows.add(row(connection, minion, minion.isEmpty() ? Identity.UNKNOWN : Identity.PROVEN, 0));
        }
        return rows;
    }

    /** How many connections the request port has now. */
    public int askerCount() {
        return askers.get().size();
    }

    /** Empty if nothing was heard of it since the start. */
    public Optional<MinionSigns> signs(String minion) {
        return Optional.ofNullable(notes.get(minion)).map(note -> note.signs(minion));
    }

    /** Of every minion of which something was heard, in no order. */
    public List<MinionSigns> signs() {
        List<MinionSigns> all = new ArrayList<>(notes.size());
        notes.forEach((minion, note) -> all.add(note.signs(minion)));
        return all;
    }

    /** The last ones of all sockets, oldest first. */
    public List<SocketEvent> socketEvents() {
        synchronized (socketEvents) {
            return List.copyOf(socketEvents);
        }
    }

    /** How often each happened since the start. */
    public Map<SocketEvent.Kind, Long> socketEventCounts() {
        Map<SocketEvent.Kind, Long> counts = new EnumMap<>(SocketEvent.Kind.class);
        socketCounts.forEach((kind, count) -> counts.put(kind, count.sum()));
        return counts;
    }

    /** Closes a subscriber's connection; a minion connects again. @return false if there is none of that number */
    public boolean kick(long number, String who) {
        Optional<Presence.Bound> found = presence.all().stream()
                .filter(one -> one.connection().number() == number)
                .findFirst();
        found.ifPresent(one -> one.connection().close(DisconnectReason.KICKED_TEXT + who));
        return found.isPresent();
    }

    private static ConnectionRow row(Connection connection, String minion, Identity identity, int sharedBy) {
        return new ConnectionRow(
                connection.number(),
                connection.peerAddress(),
                minion,
                identity,
                sharedBy,
                connection.since(),
                connection.handshake(),
                connection.peerSocketType(),
                connection.protocolVersion(),
                connection.counts());
    }

    private static Identity identity(Presence.Bound one, String guess) {
        return switch (one.name()) {
            case PROVEN -> Identity.PROVEN;
            case CLAIMED -> Identity.CLAIMED;
            case OPEN, MUTE -> guess.isEmpty() ? Identity.UNKNOWN : Identity.ADDRESS;
        };
    }

    /** Host to minion, where only one minion was heard from that host. */
    private Map<String, String> onlyMinionOfHost() {
        Map<String, String> only = new HashMap<>();
        notes.forEach((minion, note) -> only.merge(host(note.lastAddress()), minion, (first, second) -> ""));
        only.remove("");
        return only;
    }

    private static String host(String address) {
        int colon = address.lastIndexOf(':');
        return colon < 0 ? address : address.substring(0, colon);
    }

    // --- what is heard

    void onSocketEvent(SocketEvent event) {
        socketCounts.get(event.kind()).increment();
        synchronized (socketEvents) {
            if (socketEvents.size() == MOST_SOCKET_EVENTS) {
                socketEvents.removeFirst();
            }
            socketEvents.addLast(event);
        }
    }

    @Override
    public void onMinionHeard(MinionId id, String cmd, String peerAddress, Object ts) {
        long now = clock.millis();
        MinionNotes note = note(id.value());
        note.heard(cmd, peerAddress, now);
        if (ts instanceof Number dated) {
            note.dated(dated.longValue(), now);
        }
    }

    @Override
    public void onMinionVersion(MinionId id, String saltVersion) {
        note(id.value()).version(saltVersion);
    }

    /** Anybody may claim any id, so only those who are known are noted. */
    @Override
    public void onAuthentication(String id, String outcome, String peerAddress) {
        if (outcome.equals("accept") || notes.containsKey(id)) {
            note(id).authenticated(outcome);
        }
    }

    @Override
    public void onSubscriberNamed(Connection connection, String id, boolean isProven) {
        if (isProven || notes.containsKey(id)) {
            note(id).link(new LinkEvent(clock.instant(), MinionNotes.CONNECTED, connection.peerAddress(), ""));
        }
    }

    @Override
    public void onSubscriberGone(Connection connection, String id, String reason) {
        MinionNotes known = notes.get(id);
        if (known != null) {
            String word = DisconnectReason.of(reason).word();
            known.link(new LinkEvent(clock.instant(), word, connection.peerAddress(), reason));
        }
    }

    private MinionNotes note(String id) {
        MinionNotes known = notes.get(id);
        return known == null ? notes.computeIfAbsent(id, first -> new MinionNotes()) : known;
    }

    /** Forgets those whose keys are gone, once there are many of them. @param accepted ids */
    void tidy(Set<String> accepted) {
        if (notes.size() > accepted.size() + MOST_STRANGERS) {
            notes.keySet().retainAll(accepted);
        }
    }
}
