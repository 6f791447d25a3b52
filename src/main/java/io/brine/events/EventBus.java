package io.brine.events;

import io.brine.wire.Event;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The bus inside a daemon. Firing never waits: every subscription has a bounded queue, and what does not fit there is
 * counted on that subscription and lost for it alone. All subscriptions see the events in the same order.
 */
public final class EventBus implements EventSink, AutoCloseable {
    private static final int QUEUE_OF_A_SUBSCRIPTION = 100_000;

    private final Stamps stamps;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private long fired;

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
        Subscription subscription = new Subscription(QUEUE_OF_A_SUBSCRIPTION, listeners::remove);
        for (EventFilter filter : filters) {
            subscription.subscribe(filter);
        }
        add(subscription);
        return subscription;
    }

    /** Events fired since the start. */
    public synchronized long fired() {
        return fired;
    }

    void add(Listener listener) {
        listeners.add(listener);
    }

    void remove(Listener listener) {
        listeners.remove(listener);
    }

    synchronized void deliver(Event event, byte[] body) {
        fired++;
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
