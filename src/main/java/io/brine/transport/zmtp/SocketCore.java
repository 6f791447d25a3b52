package io.brine.transport.zmtp;

import io.brine.transport.TransportException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What the application's threads and the event loops share of one {@link ZmqSocket}: its pipes, behind one lock. */
final class SocketCore {
    /** Something done under the lock for a peer. */
    interface PeerAction {
        void run() throws ProtocolException;
    }

    private final ZmtpContext context;
    private final ZmqOptions options;
    private final SocketPattern pattern;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition readable = lock.newCondition();
    private final Condition writable = lock.newCondition();
    private final List<Pipe> pipes = new ArrayList<>();
    private final FairQueue inbound = new FairQueue();
    private volatile int sendersWaiting;
    private volatile boolean closed;
    private int nextPipe;

    SocketCore(ZmtpContext context, SocketType type, ZmqOptions options) {
        this.context = context;
        this.options = options;
        this.pattern = SocketPattern.of(type, this);
    }

    ZmqOptions options() {
        return options;
    }

    SocketPattern pattern() {
        return pattern;
    }

    ReentrantLock lock() {
        return lock;
    }

    Condition readable() {
        return readable;
    }

    Condition writable() {
        return writable;
    }

    List<Pipe> pipes() {
        return pipes;
    }

    FairQueue inbound() {
        return inbound;
    }

    void count(Refusal reason) {
        context.refusals().count(reason);
    }

    // --- sending and receiving, under the lock

    /** Gives the message to the next pipe in turn that has room. */
    boolean offerInTurn(List<byte[]> frames) {
        return offerInTurnTo(frames) != null;
    }

    /** @return the pipe that took it, or null when none has room */
    Pipe offerInTurnTo(List<byte[]> frames) {
        for (int tried = 0; tried < pipes.size(); tried++) {
            Pipe pipe = pipes.get(nextPipe % pipes.size());
            nextPipe = (nextPipe + 1) % pipes.size();
            if (pipe.offer(frames)) {
                return pipe;
            }
        }
        return null;
    }

    /** For the application, in fair turn among the peers. */
    void arrived(Pipe pipe, List<byte[]> frames) {
        pipe.addInbound(frames);
        inbound.add(pipe);
        readable.signalAll();
    }

    // --- pipes come and go, under the lock

    void add(Pipe pipe) {
        pipes.add(pipe);
        writable.signalAll();
    }

    void remove(Pipe pipe) {
        pipes.remove(pipe);
    }

    void attached(Pipe pipe) throws ProtocolException {
        if (!pipe.isLasting()) {
            pipes.add(pipe);
        }
        pattern.onAttached(pipe);
        writable.signalAll();
    }

    void detached(Pipe pipe) {
        if (!pipe.isLasting()) {
            pipes.remove(pipe);
        }
        pattern.onDetached(pipe);
        writable.signalAll();
    }

    // --- from event loops

    void locked(PeerAction action) throws ProtocolException {
        lock.lock();
        try {
            if (!closed) {
                action.run();
            }
        } finally {
            lock.unlock();
        }
    }

    void lockedQuietly(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    void onRoom() {
        if (sendersWaiting > 0) {
            lockedQuietly(writable::signalAll);
        }
    }

    /** Announced before looking for room, so that room that appears meanwhile is told. */
    void senderWaits(boolean waits) {
        sendersWaiting = sendersWaiting + (waits ? 1 : -1);
    }

    // --- closing

    boolean isClosed() {
        return closed;
    }

    void markClosed() {
        closed = true;
        readable.signalAll();
        writable.signalAll();
    }

    void checkOpen() {
        if (closed) {
            throw new TransportException("The socket is closed");
        }
    }
}
