package io.brine.transport.zmtp;

import io.brine.transport.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ZeroMQ's queue device with an ear: carries messages between a front (ROUTER) and a back (DEALER) and gives a copy of each
 * to a capture socket, preceded by a frame that tells the direction. A capture socket without room misses copies; traffic
 * never waits for it.
 */
public final class MonitoredQueue implements AutoCloseable {
    private static final Duration LOOK_AROUND = Duration.ofMillis(100);

    private final ZmqSocket capture;
    private final Thread inward;
    private final Thread outward;
    private volatile boolean closed;

    /**
     * Starts carrying; the sockets stay the caller's.
     *
     * @param inPrefix first frame of copies of what goes from front to back; empty for none
     * @param outPrefix the same for the other way
     */
    public MonitoredQueue(ZmqSocket front, ZmqSocket back, ZmqSocket capture, byte[] inPrefix, byte[] outPrefix) {
        this.capture = capture;
        this.inward = carry("zmtp-queue-in", front, back, inPrefix);
        this.outward = carry("zmtp-queue-out", back, front, outPrefix);
        inward.start();
        outward.start();
    }

    private Thread carry(String name, ZmqSocket from, ZmqSocket to, byte[] prefix) {
        Thread thread = new Thread(() -> carryOn(from, to, prefix), name);
        thread.setDaemon(true);
        return thread;
    }

    private void carryOn(ZmqSocket from, ZmqSocket to, byte[] prefix) {
        try {
            while (!closed) {
                Optional<List<byte[]>> message = from.receive(LOOK_AROUND);
                if (message.isPresent()) {
                    copy(message.get(), prefix);
                    deliver(message.get(), to);
                }
            }
        } catch (TransportException socketClosed) {
            closed = true;
        }
    }

    private void deliver(List<byte[]> message, ZmqSocket to) {
        boolean sent = false;
        while (!sent && !closed) {
            sent = to.send(message, LOOK_AROUND);
        }
    }

    private void copy(List<byte[]> message, byte[] prefix) {
        List<byte[]> copy = new ArrayList<>(message.size() + 1);
        if (prefix.length > 0) {
            copy.add(prefix);
        }
        copy.addAll(message);
        capture.send(copy, Duration.ZERO);
    }

    /** Stops carrying within a tenth of a second. */
    @Override
    public void close() {
        closed = true;
        try {
            inward.join();
            outward.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
