package io.brine.events;

import io.brine.wire.Event;
import java.time.Duration;
import java.util.Optional;

/** Where events come from: a subscription inside this process, or a connection to another one's feed. */
public interface EventSource extends AutoCloseable {
    /** Lets the events of this filter through as well, from now on. A source without a filter gives nothing. */
    void subscribe(EventFilter filter);

    /**
     * The next event that passes a filter, in the order they were fired. Empty when the time is over, when the source was
     * closed by either side, and when this thread was interrupted (its interrupt stays set).
     */
    Optional<Event> next(Duration timeout);

    /** Events that passed a filter and were lost because they were not taken fast enough. */
    long missed();

    /** False once nothing can come any more. */
    boolean isOpen();

    @Override
    void close();
}
