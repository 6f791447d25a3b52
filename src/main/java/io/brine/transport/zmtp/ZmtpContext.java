package io.brine.transport.zmtp;

import io.brine.transport.SocketEvent;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What sockets share, ZeroMQ's context: the I/O threads, the listeners to socket events, the counters of refusals, and the
 * names of inproc.
 */
public final class ZmtpContext implements AutoCloseable {
    private static final AtomicLong NUMBERS = new AtomicLong();

    /** Anything of this context that can be closed. */
    interface Closing {
        void close();
    }

    private final Set<Closing> open = ConcurrentHashMap.newKeySet();
    private final long number = NUMBERS.incrementAndGet();
    private final SocketEvents events = new SocketEvents();
    private final RefusalCounters refusals = new RefusalCounters();
    private final IoThreads threads;

    /** @param ioThreads how many event loops, named {@code zmtp-N} */
    public ZmtpContext(int ioThreads) {
        this.threads = new IoThreads(ioThreads);
    }

    public void listen(Consumer<SocketEvent> listener) {
        events.listen(listener);
    }

    /** A socket of that type; the caller closes it. */
    public ZmqSocket socket(SocketType type, ZmqOptions options) {
        return new ZmqSocket(this, type, options);
    }

    public RefusalCounters refusals() {
        return refusals;
    }

    SocketEvents events() {
        return events;
    }

    IoThreads threads() {
        return threads;
    }

    /** The JVM-wide name of one of this context's inproc endpoints. */
    String inprocName(Endpoint.Inproc endpoint) {
        return number + "/" + endpoint.name();
    }

    /** To be closed with the context unless it is closed before. */
    void opened(Closing socket) {
        open.add(socket);
    }

    void closed(Closing socket) {
        open.remove(socket);
    }

    /** Closes what is open and stops the I/O threads. */
    @Override
    public void close() {
        open.forEach(Closing::close);
        threads.close();
    }
}
