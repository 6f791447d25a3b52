package io.brine.events;

import io.brine.data.DataException;
import io.brine.wire.Event;
import io.brine.wire.EventBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Another process's bus, reached through its two sockets. Reading is for one thread at a time; firing is for any.
 *
 * <pre>{@code
 * try (EventClient events = EventClient.connect(EventSockets.master(sockDir), EventFilter.startingWith("salt/job/"))) {
 *     Optional<Event> event = events.next(Duration.ofSeconds(5));
 * }
 * }</pre>
 */
public final class EventClient implements EventSource, EventSink {
    private static final int LARGEST_EVENT = 1_048_576;

    private final EventSockets sockets;
    private final SocketChannel pub;
    private final Selector selector;
    private final FrameReader frames = new FrameReader();
    private final ByteBuffer input = ByteBuffer.allocate(64 * 1024);
    private final List<EventFilter> filters;
    private final Stamps stamps = new Stamps(Clock.systemUTC());
    private final Object firing = new Object();
    private SocketChannel pull;
    private volatile boolean open = true;
    private volatile long unreadable;

    private EventClient(EventSockets sockets, SocketChannel pub, Selector selector, List<EventFilter> filters) {
        this.sockets = sockets;
        this.pub = pub;
        this.selector = selector;
        this.filters = filters;
    }

    /**
     * Connects; from here on no event is lost that the daemon fires.
     *
     * @throws EventsException if nobody listens at the pub socket
     */
    public static EventClient connect(EventSockets sockets, EventFilter... filters) {
        SocketChannel pub = EventSockets.connect(sockets.pub());
        try {
            pub.configureBlocking(false);
            Selector selector = Selector.open();
            pub.register(selector, SelectionKey.OP_READ);
            return new EventClient(sockets, pub, selector, new CopyOnWriteArrayList<>(filters));
        } catch (IOException broken) {
            throw new EventsException("cannot read the event bus at " + sockets.pub(), broken);
        }
    }

    /** Only to fire: connects to the pull socket for each event. */
    public static EventSink sink(EventSockets sockets) {
        Stamps stamps = new Stamps(Clock.systemUTC());
        return (tag, data) -> {
            try (SocketChannel pull = EventSockets.connect(sockets.pull())) {
                write(pull, frameOf(tag, data, stamps.now()));
            } catch (IOException broken) {
                throw new EventsException("cannot fire " + tag + " at " + sockets.pull(), broken);
            }
        };
    }

    @Override
    public void subscribe(EventFilter filter) {
        filters.add(filter);
    }

    @Override
    public Optional<Event> next(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (true) {
                Optional<Event> event = nextReceived();
                if (event.isPresent() || !open) {
                    return event;
                }
                long leftMillis = Math.max(0, (deadline - System.nanoTime() + 999_999) / 1_000_000);
                if (!receive(leftMillis)) {
                    return Optional.empty();
                }
            }
        } catch (IOException | DataException broken) {
            close();
            return Optional.empty();
        }
    }

    private Optional<Event> nextReceived() {
        while (true) {
            Optional<byte[]> body = frames.next();
            if (body.isEmpty()) {
                return Optional.empty();
            }
            try {
                String tag = EventFrame.tag(body.get());
                if (filters.stream().anyMatch(filter -> filter.passes(tag))) {
                    return Optional.of(EventBody.unpack(body.get()));
                }
            } catch (DataException notAnEvent) {
                unreadable++;
            }
        }
    }

    /** False when nothing came in time; the connection's end also counts as something. */
    private boolean receive(long waitMillis) throws IOException {
        int ready = waitMillis == 0 ? selector.selectNow() : selector.select(waitMillis);
        if (!open) {
            return false;
        }
        selector.selectedKeys().clear();
        if (ready == 0) {
            return false;
        }
        input.clear();
        int count = pub.read(input);
        if (count < 0) {
            close();
        } else {
            frames.feed(input.flip());
        }
        return true;
    }

    @Override
    public void fire(String tag, Map<String, Object> data) {
        byte[] frame = frameOf(tag, data, stamps.now());
        synchronized (firing) {
            try {
                if (pull == null) {
                    pull = EventSockets.connect(sockets.pull());
                }
                write(pull, frame);
            } catch (IOException broken) {
                closeQuietly(pull);
                pull = null;
                throw new EventsException("cannot fire " + tag + " at " + sockets.pull(), broken);
            }
        }
    }

    private static byte[] frameOf(String tag, Map<String, Object> data, String stamp) {
        if (tag.isEmpty()) {
            throw new EventsException("an event needs a tag");
        }
        Map<String, Object> stamped = new LinkedHashMap<>(data);
        stamped.put("_stamp", stamp);
        try {
            return EventFrame.frame(EventBody.pack(new Event(tag, stamped), LARGEST_EVENT));
        } catch (DataException notATree) {
            throw new EventsException("event " + tag + " cannot be packed: " + notATree.getMessage(), notATree);
        }
    }

    private static void write(SocketChannel channel, byte[] frame) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(frame);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    /** Events that were no events. The feed closes the connection of a reader who is too slow, so none is skipped silently. */
    @Override
    public long missed() {
        return unreadable;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        closeQuietly(pub);
        closeQuietly(selector);
        synchronized (firing) {
            closeQuietly(pull);
            pull = null;
        }
    }

    private static void closeQuietly(AutoCloseable channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (Exception alreadyGone) {
            // closing twice or after the peer did is no failure
        }
    }
}
