package io.brine.monitor;

import io.brine.events.EventBus;
import io.brine.events.EventFeed;
import io.brine.events.ListenerState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The event bus of a daemon: what is fired, and how far behind those are who listen. */
final class BusSeries implements MetricSource {
    /** Listeners with series of their own. */
    private static final int MOST_LISTENERS = 20;

    private final EventBus bus;
    private final Supplier<Optional<EventFeed>> feeds;

    /** @param feeds the bus's door to other processes, once it is open */
    BusSeries(EventBus bus, Supplier<Optional<EventFeed>> feeds) {
        this.bus = bus;
        this.feeds = feeds;
    }

    @Override
    public void collect(Families families) {
        Families.Family fired = families.counter("salt_event_bus_events_total", "Events that were fired, by kind.");
        bus.firedByKind().forEach((kind, count) -> fired.add(count, "kind", kind.word()));
        List<ListenerState> listeners = new ArrayList<>(bus.listeners());
        EventFeed feed = feeds.get().orElse(null);
        if (feed != null) {
            listeners.addAll(feed.listeners());
        }
        families.gauge("salt_event_bus_subscribers", "Those who listen to the bus, by where.")
                .add(bus.listeners().size(), "kind", "daemon")
                .add(feed == null ? 0 : feed.readers(), "kind", "feed");
        long missed = listeners.stream().mapToLong(ListenerState::missed).sum();
        families.counter("salt_event_bus_dropped_total", "Events that did not reach a listener, by why.")
                .add(missed, "kind", "listener_full")
                .add(feed == null ? 0 : feed.overflowed(), "kind", "feed_full")
                .add(feed == null ? 0 : feed.unreadable(), "kind", "unreadable");
        families.counter("salt_event_bus_readers_closed_total", "Readers of the feed that were cut off for being slow.")
                .add(feed == null ? 0 : feed.slowReadersClosed());
        lag(families, listeners);
    }

    private static void lag(Families families, List<ListenerState> listeners) {
        Families.Family waiting = families.gauge(
                "salt_event_bus_waiting", "What a listener has not taken yet: events, for readers of the feed bytes.");
        Families.Family lag = families.gauge("salt_event_bus_lag_seconds", "For how long a listener has been behind.");
        List<ListenerState> slowestFirst = listeners.stream()
                .sorted(Comparator.comparingDouble(ListenerState::lagSeconds).reversed())
                .limit(MOST_LISTENERS)
                .toList();
        for (ListenerState listener : slowestFirst) {
            waiting.add(listener.waiting(), "listener", listener.name());
            lag.add(listener.lagSeconds(), "listener", listener.name());
        }
    }
}
