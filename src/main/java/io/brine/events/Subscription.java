package io.brine.events;

import io.brine.wire.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A bounded queue on the bus; the end of the bus is an empty entry behind the last event. */
final class Subscription implements EventSource, EventBus.Listener {
    private static final Duration POLL = Duration.ofMillis(200);

    private final String name;
    private final BlockingQueue<Event> queue;
    private final Consumer<Subscription> onClose;
    private final List<EventFilter> filters = new CopyOnWriteArrayList<>();
    private final AtomicLong missed = new AtomicLong();
    private volatile boolean open = true;

    Subscription(String name, int capacity, Consumer<Subscription> onClose) {
        this.name = name;
        this.queue = capacity > 1024 ? new LinkedBlockingQueue<>(capacity) : new ArrayBlockingQueue<>(capacity);
        this.onClose = onClose;
    }

    @Override
    public void subscribe(EventFilter filter) {
        filters.add(filter);
    }

    @Override
    public void onEvent(Event event, byte[] body) {
        if (passes(event.tag()) && !queue.offer(event)) {
            missed.incrementAndGet();
        }
    }

    private boolean passes(String tag) {
        for (EventFilter filter : filters) {
            if (filter.passes(tag)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Optional<Event> next(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            Event event = queue.poll();
            while (event == null && open) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                event = queue.poll(Math.min(left, POLL.toNanos()), TimeUnit.NANOSECONDS);
            }
            return Optional.ofNullable(event);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** It is behind since the event was fired that it has to take next. */
    ListenerState state() {
        Event next = queue.peek();
        double lag = Optional.ofNullable(next)
                .flatMap(event -> Stamps.parse(event.data().get("_stamp")))
                .map(fired -> Math.max(0, Duration.between(fired, Instant.now()).toMillis() / 1000.0))
                .orElse(0.0);
        return new ListenerState(name, queue.size(), lag, missed.get());
    }

    @Override
    public long missed() {
        return missed.get();
    }

    @Override
    public boolean isOpen() {
        return open || !queue.isEmpty();
    }

    @Override
    public void onClosed() {
        open = false;
    }

    @Override
    public void close() {
        open = false;
        onClose.accept(this);
    }
}
