package io.brine.events;

import io.brine.data.DataException;
import io.brine.wire.Event;
import io.brine.wire.EventBody;
import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The bus's door to other processes of this host (PROTOCOL 9.1): whoever connects to the pub socket reads every event,
 * whoever connects to the pull socket fires. One thread, {@code EventPublisher}, owns all connections.
 *
 * <p>A reader who is too slow gets a bounded backlog; when that is full the connection is closed and counted, as Salt does
 * with {@code ipc_write_buffer}: a hole in the stream nobody notices would be worse.
 */
public final class EventFeed implements AutoCloseable {
    /** @param publicPub mode 0660 for the pub socket instead of 0600: with publisher_acl or external_auth people read events
     *  @param maxEventBytes larger events lose their largest values
     *  @param backlogBytes what one slow reader may have waiting */
    public record Settings(EventSockets sockets, boolean publicPub, int maxEventBytes, long backlogBytes) {
        public static Settings of(EventSockets sockets) {
            return new Settings(sockets, false, 1_048_576, 64L * 1024 * 1024);
        }
    }

    private record Outgoing(Event event, byte[] body) {}

    private static final int LARGEST_OUTBOX = 100_000;
    /** While nobody reads, events are thrown away many at a time: waking up for each would cost more than firing it. */
    private static final Duration PAUSE_WITHOUT_READERS = Duration.ofMillis(2);

    private final EventBus bus;
    private final Settings settings;
    private final Selector selector;
    private final FeedDoor pub;
    private final FeedDoor pull;
    private final BlockingQueue<Outgoing> outbox = new ArrayBlockingQueue<>(LARGEST_OUTBOX);
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicLong overflowed = new AtomicLong();
    private final AtomicLong slowReadersClosed = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private final EventBus.Listener onBus = new EventBus.Listener() {
        @Override
        public void onEvent(Event event, byte[] body) {
            offer(new Outgoing(event, body));
        }

        @Override
        public void onClosed() {
            selector.wakeup();
        }
    };
    private final Thread thread;
    private final Map<FeedReader, Long> readers = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean closing;

    /** @throws EventsException if a socket cannot be made; the message names it and the reason */
    public EventFeed(EventBus bus, Settings settings) {
        this.bus = bus;
        this.settings = settings;
        try {
            selector = Selector.open();
        } catch (IOException broken) {
            throw new EventsException("cannot open the event feed", broken);
        }
        pub = new FeedDoor(settings.sockets().pub(), settings.publicPub(), selector);
        pull = new FeedDoor(settings.sockets().pull(), false, selector);
        thread = new Thread(this::run, "EventPublisher");
        thread.setDaemon(true);
        bus.add(onBus);
        thread.start();
    }

    public int readers() {
        return readers.size();
    }

    /** Those who read, each with the bytes that wait for it. */
    public List<ListenerState> listeners() {
        List<ListenerState> states = new ArrayList<>();
        readers.forEach((reader, number) -> states.add(reader.state("reader-" + number)));
        return states;
    }

    /** Events not given to any reader, because this thread could not keep up. */
    public long overflowed() {
        return overflowed.get();
    }

    public long slowReadersClosed() {
        return slowReadersClosed.get();
    }

    /** Things that came through the pull socket and were no events, or were fired and could not be packed. */
    public long unreadable() {
        return unreadable.get();
    }

    /** Where the sockets really are: with tcp and port 0 the port taken. */
    public EventSockets sockets() {
        return new EventSockets(pub.address(), pull.address());
    }

    /** Also when no reader is known: one may have connected whom the feed's thread has not let in yet. */
    private void offer(Outgoing outgoing) {
        if (!outbox.offer(outgoing)) {
            overflowed.incrementAndGet();
        }
        if (woken.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    private void run() {
        try {
            while (!closing) {
                selector.select();
                if (readers.isEmpty()) {
                    LockSupport.parkNanos(PAUSE_WITHOUT_READERS.toNanos());
                }
                woken.set(false);
                for (SelectionKey key : List.copyOf(selector.selectedKeys())) {
                    onReady(key);
                }
                selector.selectedKeys().clear();
                sendOutbox();
            }
            sendOutbox();
        } catch (IOException | ClosedSelectorException broken) {
            closing = true;
        } finally {
            closeAll();
        }
    }

    private void onReady(SelectionKey key) {
        try {
            if (!key.isValid()) {
                return;
            }
            if (key.isAcceptable()) {
                accept((ServerSocketChannel) key.channel());
            } else if (key.attachment() instanceof FeedReader reader) {
                onReader(key, reader);
            } else if (key.attachment() instanceof FeedWriter writer) {
                onWriter(writer);
            }
        } catch (IOException | DataException broken) {
            drop(key);
        }
    }

    /** False if nobody waits at the door. */
    private boolean accept(ServerSocketChannel door) throws IOException {
        SocketChannel channel = door.accept();
        if (channel == null) {
            return false;
        }
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        if (door == pub.channel()) {
            FeedReader reader = new FeedReader(channel, key, settings.backlogBytes());
            key.attach(reader);
            readers.put(reader, numbers.incrementAndGet());
        } else {
            key.attach(new FeedWriter(channel));
        }
        return true;
    }

    private void onReader(SelectionKey key, FeedReader reader) throws IOException {
        if (key.isWritable()) {
            reader.write();
        }
        if (key.isReadable() && !reader.isStillThere()) {
            drop(key);
        }
    }

    private void onWriter(FeedWriter writer) throws IOException {
        boolean open = writer.receive();
        Optional<byte[]> body = writer.next();
        while (body.isPresent()) {
            publish(body.get());
            body = writer.next();
        }
        if (!open) {
            throw new IOException("the other side has closed");
        }
    }

    private void publish(byte[] body) {
        try {
            bus.deliver(EventBody.unpack(body), body);
        } catch (DataException notAnEvent) {
            unreadable.incrementAndGet();
        }
    }

    /**
     * Who had connected when an event was fired gets it: so first the events are taken, then those who wait at the door are let
     * in, and then the events are sent. Salt's clients rely on it: they connect, publish, and must not miss a quick return.
     */
    private void sendOutbox() {
        List<Outgoing> taken = new ArrayList<>();
        while (outbox.drainTo(taken) > 0) {
            acceptAll();
            if (!readers.isEmpty()) {
                send(taken);
            }
            taken.clear();
        }
    }

    private void acceptAll() {
        try {
            while (accept(pub.channel())) {
                // the next one
            }
        } catch (IOException refused) {
            // nobody comes in; the selector reports the door's state
        }
    }

    /** Many events in few system calls: each reader is written to when all of them are in its backlog. */
    private void send(List<Outgoing> events) {
        List<byte[]> frames = new ArrayList<>(events.size());
        events.forEach(event -> pack(event, frames));
        for (SelectionKey key : List.copyOf(selector.keys())) {
            if (key.isValid() && key.attachment() instanceof FeedReader reader) {
                send(key, reader, frames);
            }
        }
    }

    private void pack(Outgoing outgoing, List<byte[]> frames) {
        try {
            byte[] body = outgoing.body().length > 0
                    ? outgoing.body()
                    : EventBody.pack(outgoing.event(), settings.maxEventBytes());
            frames.add(EventFrame.frame(body));
        } catch (DataException notATree) {
            unreadable.incrementAndGet();
        }
    }

    private void send(SelectionKey key, FeedReader reader, List<byte[]> frames) {
        try {
            for (byte[] frame : frames) {
                if (!reader.add(frame)) {
                    reader.write();
                    if (!reader.add(frame)) {
                        slowReadersClosed.incrementAndGet();
                        drop(key);
                        return;
                    }
                }
            }
            reader.write();
        } catch (IOException gone) {
            drop(key);
        }
    }

    private void drop(SelectionKey key) {
        if (key.attachment() instanceof FeedReader reader) {
            readers.remove(reader);
        }
        key.attach(null);
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException alreadyGone) {
            // it was to be closed
        }
    }

    /** What was fired before is still written to those who can take it at once. */
    @Override
    public void close() {
        bus.remove(onBus);
        closing = true;
        selector.wakeup();
        try {
            thread.join(2000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeAll() {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            drop(key);
        }
        pub.close();
        pull.close();
        try {
            selector.close();
        } catch (IOException alreadyGone) {
            // it was to be closed
        }
    }
}
