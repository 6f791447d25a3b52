package io.brine.transport.zmtp;

import io.brine.transport.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A ZeroMQ socket as one knows it: binds and connects to any number of endpoints in any order, sends and receives whole
 * messages, waits where its type waits and drops where its type drops. Unlike libzmq's it may be used by many threads.
 *
 * <pre>{@code
 * try (ZmtpContext context = new ZmtpContext(1);
 *         ZmqSocket pull = context.socket(SocketType.PULL, ZmqOptions.DEFAULT)) {
 *     String endpoint = pull.bind("tcp://127.0.0.1:0");
 *     List<byte[]> message = pull.receive();
 * }
 * }</pre>
 */
public final class ZmqSocket implements AutoCloseable, ZmtpContext.Closing {
    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private final ZmtpContext context;
    private final SocketSettings settings;
    private final SocketCore core;
    private final ReentrantLock lock;
    private final Map<String, Acceptor> bound = new LinkedHashMap<>();
    private final Map<String, Outgoing> connected = new LinkedHashMap<>();

    private record Outgoing(Pipe pipe, Reconnector reconnector) {}

    ZmqSocket(ZmtpContext context, SocketType type, ZmqOptions options) {
        this.context = context;
        this.settings = options.settings(type);
        this.core = new SocketCore(context, type, options);
        this.lock = core.lock();
        context.opened(this);
    }

    public SocketType type() {
        return settings.type();
    }

    /**
     * @return the endpoint really bound, with port or path filled in
     * @throws TransportException naming endpoint and reason
     */
    public String bind(String endpoint) {
        Acceptor acceptor = Acceptor.bind(context, Endpoint.parse(endpoint), settings, () -> new Pipe(core, false));
        lock.lock();
        try {
            core.checkOpen();
            bound.put(acceptor.bound().toString(), acceptor);
        } finally {
            lock.unlock();
        }
        return acceptor.bound().toString();
    }

    /** Accepts no more there; those connected stay. */
    public void unbind(String boundEndpoint) {
        lock.lock();
        Acceptor acceptor;
        try {
            acceptor = bound.remove(boundEndpoint);
        } finally {
            lock.unlock();
        }
        if (acceptor == null) {
            throw new TransportException("Not bound to " + boundEndpoint);
        }
        acceptor.stopAccepting();
    }

    /** Returns at once; the connection is made when the other side is there, and again whenever it is lost. */
    public void connect(String endpoint) {
        Endpoint target = Endpoint.parse(endpoint);
        lock.lock();
        try {
            core.checkOpen();
            Pipe pipe = new Pipe(core, true);
            Reconnector reconnector = new Reconnector(
                    context,
                    new Reconnector.Target(
                            target, settings, context.threads().groupFor(target).next()),
                    () -> pipe);
            connected.put(endpoint, new Outgoing(pipe, reconnector));
            core.add(pipe);
            reconnector.start();
        } finally {
            lock.unlock();
        }
    }

    public void disconnect(String endpoint) {
        lock.lock();
        try {
            Outgoing outgoing = connected.remove(endpoint);
            if (outgoing == null) {
                throw new TransportException("Not connected to " + endpoint);
            }
            outgoing.reconnector().stop();
            core.remove(outgoing.pipe());
            outgoing.reconnector()
                    .peer()
                    .ifPresent(peer -> peer.closeGently(settings.options().linger()));
        } finally {
            lock.unlock();
        }
    }

    /** Sends one message of one or more frames, waiting as long as its type says. */
    public void send(List<byte[]> frames) {
        send(frames, FOR_EVER);
    }

    /**
     * @return false when there was no room within {@code timeout}
     * @throws IllegalStateException when it is not this socket's turn to send (REQ, REP)
     * @throws UnsupportedOperationException when this type never sends
     */
    public boolean send(List<byte[]> frames, Duration timeout) {
        List<byte[]> message = List.copyOf(frames);
        if (message.isEmpty()) {
            throw new IllegalArgumentException("A message has at least one frame");
        }
        lock.lock();
        core.senderWaits(true);
        try {
            return await(core.writable(), timeout, () -> core.pattern().send(message));
        } finally {
            core.senderWaits(false);
            lock.unlock();
        }
    }

    /** Waits for the next message. */
    public List<byte[]> receive() {
        return receive(FOR_EVER).orElseThrow();
    }

    /**
     * @return nothing when no message came within {@code timeout}
     * @throws IllegalStateException when it is not this socket's turn to receive (REQ, REP)
     * @throws UnsupportedOperationException when this type never receives
     */
    public Optional<List<byte[]>> receive(Duration timeout) {
        List<List<byte[]>> taken = new ArrayList<>(1);
        lock.lock();
        try {
            await(core.readable(), timeout, () -> {
                core.pattern().receive().ifPresent(taken::add);
                return !taken.isEmpty();
            });
        } finally {
            lock.unlock();
        }
        return taken.stream().findFirst();
    }

    private boolean await(Condition condition, Duration timeout, BooleanSupplier attempt) {
        long left = timeout.toNanos();
        while (true) {
            core.checkOpen();
            if (attempt.getAsBoolean()) {
                return true;
            }
            if (left <= 0) {
                return false;
            }
            try {
                left = condition.awaitNanos(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TransportException("Interrupted while waiting", e);
            }
        }
    }

    /** SUB only; empty for everything. Each subscription needs its own end. */
    public void subscribe(byte[] prefix) {
        core.lockedQuietly(() -> core.pattern().subscribe(prefix));
    }

    public void unsubscribe(byte[] prefix) {
        core.lockedQuietly(() -> core.pattern().unsubscribe(prefix));
    }

    /** Peers whose handshake is done. */
    public int peers() {
        lock.lock();
        try {
            return (int) core.pipes().stream().filter(Pipe::isAttached).count();
        } finally {
            lock.unlock();
        }
    }

    /** Waits, at most for linger, until all that was sent has been handed to the system; then closes all connections. */
    @Override
    public void close() {
        List<Peer> peers;
        lock.lock();
        try {
            if (core.isClosed()) {
                return;
            }
            context.closed(this);
            awaitSent();
            core.markClosed();
            connected.values().forEach(outgoing -> outgoing.reconnector().stop());
            peers = connected.values().stream()
                    .flatMap(outgoing -> outgoing.reconnector().peer().stream())
                    .toList();
        } finally {
            lock.unlock();
        }
        bound.values().forEach(acceptor -> acceptor.close(Duration.ZERO));
        peers.forEach(peer -> peer.closeGently(Duration.ZERO));
        Peer.awaitGone(peers, Duration.ofSeconds(1));
    }

    private void awaitSent() {
        Duration linger = settings.options().linger();
        long left = linger.isNegative() ? Long.MAX_VALUE : linger.toNanos();
        core.senderWaits(true);
        try {
            while (left > 0 && core.pipes().stream().anyMatch(pipe -> pipe.unsent() > 0)) {
                long slept = Math.min(left, TimeUnit.MILLISECONDS.toNanos(50));
                left = left - slept + Math.max(0, core.writable().awaitNanos(slept));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            core.senderWaits(false);
        }
    }
}
