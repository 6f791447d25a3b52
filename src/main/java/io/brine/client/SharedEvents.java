package io.brine.client;

import io.brine.events.EventSource;
import io.brine.events.EventsException;
import io.brine.wire.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One reader of a master's bus for all clients of a process. An event goes to those who follow its job, found by the jid in
 * its tag, and to those who are asking the master at that moment, as they do not know their jid yet. The reader begins with
 * the first who listens and ends when nobody has for a while; where the bus ends, all who listen are told, and who listens
 * next finds it again. Thread-safe.
 */
public final class SharedEvents implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final List<String> PREFIXES = List.of("salt/job/", "salt/run/");

    private final Supplier<EventSource> bus;
    private final Duration kept;
    private final Object lock = new Object();
    private final Set<SharedHearing> listening = new HashSet<>();
    private final Set<SharedHearing> asking = new HashSet<>();
    private final Map<String, Set<SharedHearing>> byJid = new HashMap<>();
    private Thread reader;
    private long lastNeeded;
    private boolean closed;

    /** @param bus opens a source that lets at least the events of jobs and runners through */
    public SharedEvents(Supplier<EventSource> bus) {
        this(bus, KEPT);
    }

    /** @param kept for how long the reader stays when nobody listens */
    SharedEvents(Supplier<EventSource> bus, Duration kept) {
        this.bus = bus;
        this.kept = kept;
    }

    /**
     * A hearing of one client.
     *
     * @param isWanted asked now and then while it waits; false ends the waiting
     * @throws EventsException if the bus cannot be read
     */
    Hearing listen(String prefix, BooleanSupplier isWanted) {
        synchronized (lock) {
            if (closed) {
                throw new EventsException("the reader of the event bus is closed");
            }
            if (reader == null) {
                EventSource source = bus.get();
                reader = new Thread(() -> read(source), "job-events");
                reader.setDaemon(true);
                reader.start();
            }
            SharedHearing hearing = new SharedHearing(this, prefix, isWanted);
            listening.add(hearing);
            return hearing;
        }
    }

    private void read(EventSource source) {
        try (source) {
            while (source.isOpen() && isNeeded()) {
                source.next(TICK).ifPresent(this::tell);
            }
        } finally {
            end();
        }
    }

    private boolean isNeeded() {
        synchronized (lock) {
            long now = System.nanoTime();
            if (!listening.isEmpty()) {
                lastNeeded = now;
            }
            if (closed || listening.isEmpty() && now - lastNeeded > kept.toNanos()) {
                // in the same breath, so that nobody comes to listen to a reader that leaves
                reader = null;
                return false;
            }
            return true;
        }
    }

    private void end() {
        synchronized (lock) {
            if (reader == Thread.currentThread()) {
                reader = null;
            } else if (reader != null) {
                return;
            }
            listening.forEach(SharedHearing::onEnd);
            listening.clear();
            asking.clear();
            byJid.clear();
        }
    }

    private void tell(Event event) {
        String jid = jid(event.tag());
        if (jid.isEmpty()) {
            return;
        }
        synchronized (lock) {
            Set<SharedHearing> followers = byJid.getOrDefault(jid, Set.of());
            followers.forEach(hearing -> hearing.onEvent(event));
            for (SharedHearing hearing : asking) {
                if (!followers.contains(hearing)) {
                    hearing.onEvent(event);
                }
            }
        }
    }

    /** In {@code salt/job/<jid>/...} and {@code salt/run/<jid>/...}; empty for other tags. */
    static String jid(String tag) {
        for (String prefix : PREFIXES) {
            if (tag.startsWith(prefix)) {
                int end = tag.indexOf('/', prefix.length());
                return end < 0 ? tag.substring(prefix.length()) : tag.substring(prefix.length(), end);
            }
        }
        return "";
    }

    void onAsking(SharedHearing hearing) {
        synchronized (lock) {
            if (listening.contains(hearing)) {
                asking.add(hearing);
            }
        }
    }

    /** The answer is there: what came meanwhile and belongs to none of its jobs is dropped. @param jid empty if there is no job */
    void onAnswered(SharedHearing hearing, String jid) {
        synchronized (lock) {
            if (!jid.isEmpty()) {
                follow(hearing, jid);
            }
            asking.remove(hearing);
            hearing.keepFollowed();
        }
    }

    void follow(SharedHearing hearing, String jid) {
        synchronized (lock) {
            hearing.followed().add(jid);
            if (listening.contains(hearing)) {
                byJid.computeIfAbsent(jid, one -> new HashSet<>()).add(hearing);
            }
        }
    }

    void leave(SharedHearing hearing) {
        synchronized (lock) {
            listening.remove(hearing);
            asking.remove(hearing);
            for (String jid : hearing.followed()) {
                byJid.computeIfPresent(jid, (key, followers) -> {
                    followers.remove(hearing);
                    return followers.isEmpty() ? null : followers;
                });
            }
        }
    }

    /** Ends every hearing. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            listening.forEach(SharedHearing::onEnd);
            if (reader != null) {
                reader.interrupt();
            }
        }
    }
}
