package io.brine.events;

import io.brine.wire.Event;
import java.time.Clock;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bus inside a daemon. Firing never waits: every subscription has a bounded queue, and what does not fit there is
 * counted on that subscription and lost for it alone. All subscriptions see the events in the same order.
 */
public final class EventBus implements EventSink, AutoCloseable {
    private static final int QUEUE_OF_A_SUBSCRIPTION = 100_000;

    private final Stamps stamps;
    private final AtomicLong numbers = new AtomicLong();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final long[] fired = new long[EventKind.values().length];

    public EventBus(Clock clock) {
        this.stamps = new Stamps(clock);
    }

    /** Called for every event, in order, while the bus waits: only hand it on. */
    interface Listener {
        /** @param body the event as it came from another process, or empty if it was fired in this one */
        void onEvent(Event event, byte[] body);

        void onClosed();
    }

    @Override
    public void fire(String tag, Map<String, Object> data) {
        if (tag.isEmpty()) {
            throw new EventsException("an event needs a tag");
        }
        Map<String, Object> stamped = new LinkedHashMap<>(data);
        stamped.put("_stamp", stamps.now());
        deliver(new Event(tag, stamped), EventFrame.NONE);
    }

    /** A subscription of its own queue; close it when done. */
    public EventSource subscribe(EventFilter... filters) {
        Subscription subscription = new Subscription(
                "subscription-" + numbers.incrementAndGet(), QUEUE_OF_A_SUBSCRIPTION, listeners::remove);
        for (EventFilter filter : filters) {
            subscription.subscribe(filter);
        }
        add(subscription);
        return subscription;
    }

    /** Events fired since the start. */
    public long fired() {
        return firedByKind().values().stream().mapToLong(Long::longValue).sum();
    }

    public synchronized Map<EventKind, Long> firedByKind() {
        Map<EventKind, Long> counts = new EnumMap<>(EventKind.class);
        for (EventKind kind : EventKind.values()) {
            counts.put(kind, fired[kind.ordinal()]);
        }
        return counts;
    }

    /** Those who listen inside this process. */
    public List<ListenerState> listeners() {
        return listeners.stream()
                .filter(Subscription.class::isInstance)
                .map(one -> ((Subscription) one).state())
                .toList();
    }

    void add(Listener listener) {
        listeners.add(listener);
    }

    void remove(Listener listener) {
        listeners.remove(listener);
    }

    synchronized void deliver(Event event, byte[] body) {
        fired[EventKind.of(event.tag()).ordinal()]++;
        for (Listener listener : listeners) {
            listener.onEvent(event, body);
        }
    }

    /** Ends every subscription; what is queued there can still be taken. */
    @Override
    public void close() {
        listeners.forEach(Listener::onClosed);
        listeners.clear();
    }
}
