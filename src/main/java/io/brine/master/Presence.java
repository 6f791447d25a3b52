package io.brine.master;

import io.brine.events.EventSink;
import io.brine.jobs.Absence;
import io.brine.jobs.DeliveryBook;
import io.brine.jobs.DeliverySign;
import io.brine.jobs.SeenMinions;
import io.brine.jobs.SeenMinions.Seen;
import io.brine.transport.Connection;
import io.brine.transport.PublishServer;
import io.brine.transport.PublishServer.Delivery;
import io.brine.wire.MinionId;
import io.brine.wire.PublishLoad;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is connected: each connection to 4505 is bound to the minion behind it, by the name it gives or by its answer to a
 * {@link NameQuestion}; never by its address, so many minions behind one address are told apart. Knows for each minion since
 * when it is gone, follows each job to the sockets, and notices when two processes use one id.
 *
 * <pre>
 * connection ready ──► OPEN ── subscribes and has a name ──► CLAIMED ─┐
 *                       └──────────── has none ──────────────────────┴─► asked ── answers ──► PROVEN
 *                                                                          └──── silent ────► MUTE
 *
 * another connection of that id? both are asked: two answers are two processes; else the silent one is cut
 * </pre>
 */
final class Presence implements PublishServer.Subscribers, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    /** Before each question; a connection that left four of them unanswered is not asked again. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(300), Duration.ofSeconds(4), Duration.ofSeconds(12), Duration.ofSeconds(30));
    /** The last question's time to be answered. */
    private static final Duration LAST_PAUSE = Duration.ofSeconds(20);

    private static final Duration LOST_TOGETHER = Duration.ofMillis(50);
    /** Between two questions, so that thousands of new connections make no herd of answers. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(20);
    /** Jobs of people go first: no questions just after a publish. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final SeenMinions seen;
    private final DeliveryBook deliveries;
    private final Supplier<Set<String>> accepted;
    private final Optional<NameQuestion> questions;
    private final MasterListener listener;
    private final Clock clock;
    private final Map<Long, Subscriber> subscribers = new LinkedHashMap<>();
    private final Map<String, List<Subscriber>> named = new HashMap<>();
    private final Twins twins;
    private final DelayQueue<Due> due = new DelayQueue<>();
    private final Thread thread = new Thread(this::run, "Presence");
    private Asking asking = (connection, load) -> {};
    private final Map<String, Lost> lost = new HashMap<>();
    private final Deque<Subscriber> toAsk = new ArrayDeque<>();
    private volatile long publishedNanos = System.nanoTime() - QUIET.toNanos();
    private volatile boolean closing;

    /** Sends a job to one connection. */
    @FunctionalInterface
    interface Asking {
        void ask(Connection connection, PublishLoad question);
    }

    private record Lost(Seen seen, String reason) {}

    private record Due(Runnable work, long atNanos) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(atNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.signum(atNanos - ((Due) other).atNanos());
        }
    }

    /** @param accepted ids of minions we know; looks at the disk, so not to be asked on an event loop
     *  @param questions empty where nobody may be asked: a syndic would hand a question on to all below it */
    Presence(
            SeenMinions seen,
            DeliveryBook deliveries,
            Supplier<Set<String>> accepted,
            Optional<NameQuestion> questions,
            EventSink events,
            MasterListener listener,
            Clock clock) {
        this.seen = seen;
        this.deliveries = deliveries;
        this.accepted = accepted;
        this.questions = questions;
        this.listener = listener;
        this.clock = clock;
        this.twins = new Twins(this, events, listener);
        thread.setDaemon(true);
    }

    /** Before the publish port opens. */
    void open(Asking road) {
        asking = road;
        seen.startAnew(clock.instant());
        thread.start();
    }

    // --- connections come and go, on event loops

    @Override
    public synchronized void onReady(Connection connection) {
        Subscriber subscriber = new Subscriber(connection);
        subscribers.put(connection.number(), subscriber);
        listener.onSubscriberReady(connection);
        if (questions.isPresent()) {
            later(PAUSES.get(0), () -> ask(subscriber));
        }
    }

    /** Only now, or a job published in between would count as sent to a minion that does not hear it. */
    @Override
    public synchronized void onSubscribed(Connection connection) {
        Subscriber subscriber = subscribers.get(connection.number());
        if (subscriber != null && subscriber.name() == Subscriber.Name.OPEN) {
            MinionId.of(connection.identity())
                    .ifPresent(claim -> bind(subscriber, Subscriber.Name.CLAIMED, claim.value()));
        }
    }

    @Override
    public synchronized void onGone(Connection connection, String reason) {
        Subscriber subscriber = subscribers.remove(connection.number());
        if (subscriber == null) {
            return;
        }
        questions.ifPresent(asked -> asked.forget(subscriber));
        listener.onSubscriberGone(connection, subscriber.id(), reason);
        if (unname(subscriber)) {
            lose(subscriber, reason);
        }
    }

    /** @return whether it was the last connection of its minion */
    private boolean unname(Subscriber subscriber) {
        List<Subscriber> same = named.getOrDefault(subscriber.id(), new ArrayList<>());
        boolean was = same.remove(subscriber);
        if (same.isEmpty()) {
            named.remove(subscriber.id());
        }
        return was && same.isEmpty();
    }

    /** Only of minions we know: a stranger may claim any name. */
    private void noteConnected(Subscriber subscriber) {
        Set<String> known = accepted.get();
        synchronized (this) {
            String id = subscriber.id();
            if (known.contains(id) && named.containsKey(id)) {
                String address = subscriber.connection().peerAddress();
                seen.note(id, new Seen(true, clock.instant(), address));
                listener.onMinionConnected(id, address);
            }
        }
    }

    /** Its last connection is gone. Many go at once when a network fails, so they are looked after together, on our own thread. */
    private void lose(Subscriber subscriber, String reason) {
        if (lost.isEmpty()) {
            later(LOST_TOGETHER, this::loseTogether);
        }
        lost.put(
                subscriber.id(),
                new Lost(
                        new Seen(false, clock.instant(), subscriber.connection().peerAddress()), reason));
    }

    private void loseTogether() {
        Set<String> known = accepted.get();
        Map<String, Instant> ended = new HashMap<>();
        synchronized (this) {
            lost.forEach((id, gone) -> {
                ended.put(id, gone.seen().at());
                if (known.contains(id) && !named.containsKey(id)) {
                    seen.note(id, gone.seen());
                    listener.onMinionLost(id, gone.reason());
                }
            });
            lost.clear();
        }
        deliveries.onConnectionsLost(ended);
    }

    private void bind(Subscriber subscriber, Subscriber.Name how, String id) {
        if (subscriber.id().equals(id)) {
            subscriber.named(how, id);
            twins.answered(subscriber);
            return;
        }
        unname(subscriber);
        subscriber.named(how, id);
        listener.onSubscriberNamed(subscriber.connection(), id, how == Subscriber.Name.PROVEN);
        List<Subscriber> same = named.computeIfAbsent(id, first -> new ArrayList<>());
        same.add(subscriber);
        subscriber.takeRemembered().forEach(jid -> deliveries.on(DeliverySign.WRITTEN, jid, id, ""));
        if (same.size() == 1) {
            later(Duration.ZERO, () -> noteConnected(subscriber));
        } else {
            twins.suspect(id, how == Subscriber.Name.PROVEN ? List.of(subscriber) : List.of());
        }
    }

    // --- questions

    /** On our own thread. */
    void later(Duration pause, Runnable work) {
        due.add(new Due(work, System.nanoTime() + pause.toNanos()));
    }

    private void run() {
        try {
            while (!closing) {
                safely(due.take().work());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** One thing that fails must not end all others. */
    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.error("presence: {}", failed.toString(), failed);
        }
    }

    /** Into the line of those to be asked, which moves at a pace of its own. */
    private synchronized void ask(Subscriber subscriber) {
        toAsk.addLast(subscriber);
        if (toAsk.size() == 1) {
            later(BETWEEN_QUESTIONS, this::askNext);
        }
    }

    private void askNext() {
        boolean isQuiet = System.nanoTime() - publishedNanos >= QUIET.toNanos();
        if (isQuiet) {
            Subscriber next;
            synchronized (this) {
                next = toAsk.removeFirst();
            }
            askNow(next);
        }
        synchronized (this) {
            if (!toAsk.isEmpty()) {
                later(isQuiet ? BETWEEN_QUESTIONS : QUIET, this::askNext);
            }
        }
    }

    private void askNow(Subscriber subscriber) {
        boolean settled = subscriber.name() == Subscriber.Name.PROVEN || subscriber.name() == Subscriber.Name.MUTE;
        if (settled || !subscriber.connection().isOpen()) {
            return;
        }
        if (subscriber.questions() == PAUSES.size()) {
            mute(subscriber);
            return;
        }
        subscriber.asked();
        put(subscriber);
        later(
                subscriber.questions() < PAUSES.size() ? PAUSES.get(subscriber.questions()) : LAST_PAUSE,
                () -> ask(subscriber));
    }

    /** One question, now; none where nobody may be asked. */
    void put(Subscriber subscriber) {
        if (questions.isEmpty()) {
            return;
        }
        try {
            asking.ask(subscriber.connection(), questions.orElseThrow().ask(subscriber));
        } catch (RuntimeException failed) {
            LOG.warn("a connection could not be asked for its minion: {}", failed.toString());
        }
    }

    private synchronized void mute(Subscriber subscriber) {
        if (subscriber.name() == Subscriber.Name.PROVEN) {
            return;
        }
        LOG.info(
                "nobody answers on the connection of {} to the publish port{}",
                subscriber.connection().peerAddress(),
                subscriber.id().isEmpty() ? "" : ", which claims to be " + subscriber.id());
        if (unname(subscriber)) {
            lose(subscriber, "nobody answers on it");
        }
        subscriber.mute();
    }

    /** Whether this jid is a question of ours: its return is for nobody else. */
    boolean isQuestion(String jid) {
        return questions.isPresent()
                && (questions.get().isQuestion(jid) || questions.get().pings().isPing(jid));
    }

    /** Asks a minion on its own connection whether it is well. @return false if it has none, or nobody may be asked */
    boolean ping(String id, LongConsumer answeredNanos) {
        List<Subscriber> connections = named(id);
        if (questions.isEmpty() || connections.isEmpty()) {
            return false;
        }
        PublishLoad ping = questions.get().pings().ping(id, answeredNanos);
        connections.forEach(one -> asking.ask(one.connection(), ping));
        return true;
    }

    /** A return to a question. */
    void onAnswer(String jid, MinionId id, Map<String, Object> load) {
        if (questions.orElseThrow().pings().isPing(jid)) {
            if (!questions.orElseThrow().pings().answered(jid, id.value())) {
                listener.onMinionNotProven("test.ping", id.value(), "");
            }
        } else {
            onName(jid, id, load);
        }
    }

    private synchronized void onName(String jid, MinionId id, Map<String, Object> load) {
        Optional<Subscriber> subscriber = questions.orElseThrow().answered(jid, load);
        if (subscriber.isEmpty()) {
            listener.onMinionNotProven("saltutil.find_job", id.value(), "");
        } else if (subscribers.containsKey(subscriber.get().connection().number())) {
            bind(subscriber.get(), Subscriber.Name.PROVEN, id.value());
        }
    }

    // --- what the others want to know

    /** A connection and what is known of who is behind it. */
    record Bound(Connection connection, Subscriber.Name name, String id) {}

    /** Every connection, in the order in which they came. */
    synchronized List<Bound> all() {
        List<Bound> all = new ArrayList<>(subscribers.size());
        subscribers.values().forEach(one -> all.add(new Bound(one.connection(), one.name(), one.id())));
        return all;
    }

    /** The connections that go by this name. */
    synchronized List<Subscriber> named(String id) {
        return List.copyOf(named.getOrDefault(id, List.of()));
    }

    /** Ids of connected minions, in order. */
    synchronized Set<String> ids() {
        Set<String> ids = new TreeSet<>(named.keySet());
        ids.retainAll(accepted.get());
        return ids;
    }

    /** Those of these minions that are surely not connected; nobody is, while some connection is still without a name. */
    synchronized Map<String, Absence> absent(Collection<String> minions) {
        Map<String, Absence> absent = new LinkedHashMap<>();
        if (subscribers.values().stream().anyMatch(one -> one.name() == Subscriber.Name.OPEN)) {
            return absent;
        }
        for (String minion : minions) {
            if (!named.containsKey(minion)) {
                Lost justLost = lost.get(minion);
                absent.put(
                        minion,
                        justLost == null
                                ? seen.absence(minion)
                                : new Absence(
                                        Optional.of(justLost.seen().at()),
                                        justLost.seen().address()));
            }
        }
        return absent;
    }

    /** Follows a job to the sockets. */
    Delivery follow(String jid) {
        publishedNanos = System.nanoTime();
        return new Delivery() {
            @Override
            public void onWritten(Connection to) {
                written(jid, to);
            }

            @Override
            public void onDropped(Connection to, String reason) {
                dropped(jid, to, reason);
            }
        };
    }

    private synchronized void written(String jid, Connection to) {
        Subscriber subscriber = subscribers.get(to.number());
        if (subscriber == null) {
            return;
        }
        if (subscriber.id().isEmpty()) {
            subscriber.remember(jid);
        } else {
            deliveries.on(DeliverySign.WRITTEN, jid, subscriber.id(), "");
        }
    }

    private synchronized void dropped(String jid, Connection to, String reason) {
        Subscriber subscriber = subscribers.get(to.number());
        if (subscriber != null && !subscriber.id().isEmpty()) {
            deliveries.on(DeliverySign.LOST, jid, subscriber.id(), reason);
        }
    }

    @Override
    public void close() {
        closing = true;
        seen.startAnew(clock.instant());
        thread.interrupt();
        try {
            thread.join(2000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
