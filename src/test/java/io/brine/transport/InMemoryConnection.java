package io.brine.transport;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A peer of the in-memory roads; counts frames and bytes as the real one does. */
final class InMemoryConnection implements Connection {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number = NUMBERS.incrementAndGet();
    private final Instant since = Instant.now();
    private final String identity;
    private final String socketType;
    private final Runnable onClose;
    private final AtomicLong framesIn = new AtomicLong();
    private final AtomicLong framesOut = new AtomicLong();
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong bytesOut = new AtomicLong();
    private volatile boolean open = true;

    InMemoryConnection(String identity, String socketType, Runnable onClose) {
        this.identity = identity;
        this.socketType = socketType;
        this.onClose = onClose;
    }

    void in(long frames, long bytes) {
        framesIn.addAndGet(frames);
        bytesIn.addAndGet(bytes);
    }

    void out(long frames, long bytes) {
        framesOut.addAndGet(frames);
        bytesOut.addAndGet(bytes);
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public String peerAddress() {
        return "in-memory:" + number;
    }

    @Override
    public Instant since() {
        return since;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public String peerSocketType() {
        return socketType;
    }

    @Override
    public String protocolVersion() {
        return "";
    }

    @Override
    public HandshakeState handshake() {
        return HandshakeState.DONE;
    }

    @Override
    public ConnectionCounts counts() {
        long now = System.currentTimeMillis();
        return new ConnectionCounts(
                framesIn.get(), framesOut.get(), bytesIn.get(), bytesOut.get(), 0, 0, 0, 0, now, now, -1);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close(String reason) {
        if (open) {
            open = false;
            onClose.run();
        }
    }
}
