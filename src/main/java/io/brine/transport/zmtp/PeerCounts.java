package io.brine.transport.zmtp;

import io.brine.transport.Connection.ConnectionCounts;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** The numbers of one connection. Written on its event loop (the queue also by senders), read from anywhere. */
final class PeerCounts {
    private static final AtomicIntegerFieldUpdater<PeerCounts> QUEUE =
            AtomicIntegerFieldUpdater.newUpdater(PeerCounts.class, "queue");

    private volatile long framesIn;
    private volatile long framesOut;
    private volatile long bytesIn;
    private volatile long bytesOut;
    private volatile int queue;
    private volatile int queuePeak;
    private volatile long dropped;
    private volatile long lastHeardMillis = System.currentTimeMillis();
    private volatile long lastSentMillis = lastHeardMillis;
    private volatile long roundTripMicros = -1;

    void frameIn() {
        framesIn = framesIn + 1;
    }

    void bytesIn(int count) {
        bytesIn = bytesIn + count;
        lastHeardMillis = System.currentTimeMillis();
    }

    void out(int frames, int bytes) {
        framesOut = framesOut + frames;
        bytesOut = bytesOut + bytes;
        lastSentMillis = System.currentTimeMillis();
    }

    void dropped() {
        dropped = dropped + 1;
    }

    /** @param micros negative for a PONG nobody asked for */
    void roundTrip(long micros) {
        if (micros >= 0) {
            roundTripMicros = micros;
        }
    }

    int queue() {
        return queue;
    }

    /** Takes one place in the queue if fewer than {@code highWaterMark} are taken; 0 is unbounded. */
    boolean reserve(int highWaterMark) {
        while (true) {
            int now = queue;
            if (highWaterMark > 0 && now >= highWaterMark) {
                return false;
            }
            if (QUEUE.compareAndSet(this, now, now + 1)) {
                if (now >= queuePeak) {
                    queuePeak = now + 1;
                }
                return true;
            }
        }
    }

    /** @return how many are left */
    int release() {
        return QUEUE.decrementAndGet(this);
    }

    /** @param queueBytes as the channel knows it */
    ConnectionCounts snapshot(long queueBytes) {
        return new ConnectionCounts(
                framesIn,
                framesOut,
                bytesIn,
                bytesOut,
                queue,
                queuePeak,
                queueBytes,
                dropped,
                Math.max(lastHeardMillis, lastSentMillis),
                lastHeardMillis,
                roundTripMicros);
    }
}
