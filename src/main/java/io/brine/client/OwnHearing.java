package io.brine.client;

import io.brine.events.EventClient;
import io.brine.events.EventFilter;
import io.brine.events.EventSockets;
import io.brine.events.EventSource;
import io.brine.wire.Event;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A connection to the bus for one client alone: it hears everything of its prefix from the first moment on. */
record OwnHearing(EventSource events) implements Hearing {
    static Opener at(EventSockets sockets) {
        return prefix -> new OwnHearing(EventClient.connect(sockets, EventFilter.startingWith(prefix)));
    }

    @Override
    public <T> T during(Supplier<T> question, Function<T, String> jid) {
        return question.get();
    }

    @Override
    public void follow(String jid) {
        // everything is heard
    }

    @Override
    public Optional<Event> next(Duration patience) {
        return events.next(patience);
    }

    @Override
    public boolean isOpen() {
        return events.isOpen();
    }

    @Override
    public void close() {
        events.close();
    }
}
