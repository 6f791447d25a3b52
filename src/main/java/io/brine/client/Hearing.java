package io.brine.client;

import io.brine.wire.Event;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What one client hears of the jobs and runners it starts: over a connection to the bus of its own, or as a share of one that
 * many have together ({@link SharedEvents}). For one thread.
 */
interface Hearing extends AutoCloseable {
    /** Begins a hearing. */
    @FunctionalInterface
    interface Opener {
        /**
         * @param prefix of the tags that matter: {@code salt/job/} or {@code salt/run/}
         * @throws io.brine.events.EventsException if the bus cannot be read
         */
        Hearing open(String prefix);
    }

    /**
     * Asks the master. What is fired while it is asked is not missed, though only the answer tells the jid it was about.
     *
     * @param jid in the answer; empty if nothing was started
     */
    <T> T during(Supplier<T> question, Function<T, String> jid);

    /** This job's events are wanted, too. */
    void follow(String jid);

    /**
     * The next event of what was asked for, and perhaps others' of the same prefix. Empty when the time or the bus is over.
     *
     * @throws ClientException if nobody waits for it any more
     */
    Optional<Event> next(Duration patience);

    /** False once nothing can come any more. */
    boolean isOpen();

    @Override
    void close();
}
