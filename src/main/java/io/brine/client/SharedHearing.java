package io.brine.client;

import io.brine.client.ClientException.Kind;
import io.brine.wire.Event;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** One client's share of {@link SharedEvents}, which calls the {@code on...} methods and holds its lock then. */
final class SharedHearing implements Hearing {
    private static final int MOST_WAITING = 100_000;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Event END = new Event("", Map.of());

    private final SharedEvents events;
    private final String prefix;
    private final BooleanSupplier isWanted;
    private final Set<String> followed = new HashSet<>();
    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>();
    private volatile boolean open = true;
    private long lastLook = System.nanoTime();

    SharedHearing(SharedEvents events, String prefix, BooleanSupplier isWanted) {
        this.events = events;
        this.prefix = prefix;
        this.isWanted = isWanted;
    }

    /** Guarded by the lock of the events. */
    Set<String> followed() {
        return followed;
    }

    /** A hole nobody notices would be worse than an end: who is so far behind begins again, as a slow reader of the feed does. */
    void onEvent(Event event) {
        if (open && event.tag().startsWith(prefix)) {
            if (queue.size() >= MOST_WAITING) {
                onEnd();
            } else {
                queue.add(event);
            }
        }
    }

    void onEnd() {
        open = false;
        queue.add(END);
    }

    void keepFollowed() {
        queue.removeIf(event -> event != END && !followed.contains(SharedEvents.jid(event.tag())));
    }

    @Override
    public <T> T during(Supplier<T> question, Function<T, String> jid) {
        String started = "";
        events.onAsking(this);
        try {
            T answer = question.get();
            started = jid.apply(answer);
            return answer;
        } finally {
            events.onAnswered(this, started);
        }
    }

    @Override
    public void follow(String jid) {
        events.follow(this, jid);
    }

    @Override
    public Optional<Event> next(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                lookIfWanted();
                long left = deadline - System.nanoTime();
                Event event = queue.poll(Math.max(0, Math.min(left, LOOK.toNanos())), TimeUnit.NANOSECONDS);
                if (event == END) {
                    return Optional.empty();
                }
                if (event != null || left <= 0 || !isOpen()) {
                    return Optional.ofNullable(event);
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new ClientException(Kind.UNREACHABLE, "interrupted while a job was waited for", closing);
        }
    }

    private void lookIfWanted() {
        long now = System.nanoTime();
        if (now - lastLook >= LOOK.toNanos()) {
            lastLook = now;
            if (!isWanted.getAsBoolean()) {
                throw new ClientException(Kind.UNWANTED, "nobody waits for the answer any more");
            }
        }
    }

    @Override
    public boolean isOpen() {
        return open || !queue.isEmpty();
    }

    @Override
    public void close() {
        events.leave(this);
    }
}
