package io.brine.api;

import io.brine.data.Json;
import io.brine.events.EventSource;
import io.brine.events.EventsException;
import io.brine.wire.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader of the master's bus for all who listen through the door: an event is written as JSON once, whoever many take it.
 * It reads only while somebody listens.
 */
final class EventFan implements AutoCloseable {
    private static final int MOST_LISTENERS = 5000;
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(EventFan.class);

    private final Supplier<EventSource> bus;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private Thread reader;
    private volatile boolean closed;
    private long lastTick;

    /** @param bus opens a source that lets everything through */
    EventFan(Supplier<EventSource> bus) {
        this.bus = bus;
    }

    /** Somebody who listens; called from one thread and not to wait in it. */
    interface Listener {
        /** @return false to hear no more */
        boolean onEvent(Heard event);

        /** Once a second. @return false to hear no more */
        boolean onTick();

        /** The door closes. */
        void onClosed();
    }

    /**
     * An event, written once for all.
     *
     * @param json {@code {"data": {...}, "tag": "..."}}
     * @param serverSent the same as a server-sent event; {@code tag:} is no field of the standard, scripts read it
     */
    record Heard(Event event, String json, byte[] serverSent) {
        static Heard of(Event event) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("data", event.data());
            tree.put("tag", event.tag());
            String json = Json.dump(tree);
            String tag = event.tag().replaceAll("[\\r\\n]", " ");
            String text = "tag: " + tag + "\ndata: " + json + "\n\n";
            return new Heard(event, json, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    void listen(Listener listener) {
        synchronized (lock) {
            if (closed || listeners.size() >= MOST_LISTENERS) {
                listener.onClosed();
                return;
            }
            listeners.add(listener);
            if (reader == null) {
                // opened before we return: whoever listens misses nothing from here on
                Optional<EventSource> first = open();
                reader = new Thread(() -> read(first), "api-events");
                reader.setDaemon(true);
                reader.start();
            }
        }
    }

    int listeners() {
        return listeners.size();
    }

    private Optional<EventSource> open() {
        try {
            return Optional.of(bus.get());
        } catch (EventsException masterIsAway) {
            LOG.debug("the event bus cannot be read: {}", masterIsAway.getMessage());
            return Optional.empty();
        }
    }

    private void read(Optional<EventSource> first) {
        Optional<EventSource> source = first;
        try {
            while (hasListeners()) {
                source.ifPresent(this::readToTheEnd);
                pause();
                source = open();
            }
        } finally {
            source.ifPresent(EventSource::close);
            synchronized (lock) {
                // also after an error: who listens next starts a new reader
                reader = reader == Thread.currentThread() ? null : reader;
            }
        }
    }

    private void readToTheEnd(EventSource source) {
        try (source) {
            while (source.isOpen() && hasListeners()) {
                source.next(TICK).ifPresent(this::tell);
                tick();
            }
        }
    }

    private void tick() {
        long now = System.nanoTime();
        if (now - lastTick >= TICK.toNanos()) {
            lastTick = now;
            listeners.removeIf(listener -> !listener.onTick());
        }
    }

    private void tell(Event event) {
        try {
            Heard heard = Heard.of(StreamSecrets.without(event));
            listeners.removeIf(listener -> !listener.onEvent(heard));
        } catch (RuntimeException notTold) {
            LOG.warn("event {} cannot be told: {}", event.tag(), notTold.toString());
        }
    }

    /** The master may be starting anew. */
    private void pause() {
        try {
            synchronized (lock) {
                if (!closed && reader == Thread.currentThread()) {
                    lock.wait(TICK.toMillis());
                }
            }
            tick();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hasListeners() {
        synchronized (lock) {
            if (closed || listeners.isEmpty()) {
                reader = null;
                return false;
            }
            return true;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
        listeners.forEach(Listener::onClosed);
        listeners.clear();
    }
}
