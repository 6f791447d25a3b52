package io.brine.transport;

import java.time.Instant;

/** One peer's connection and all that is known of it; live, readable from any thread. */
public interface Connection {
    /** Unique within the process, never reused. */
    long number();

    /** {@code host:port} or the path of the unix socket, as the operating system tells it. */
    String peerAddress();

    Instant since();

    /**
     * The ZeroMQ IDENTITY the peer gave in its READY, or empty text. Brine's SUB tells its minion id; libzmq sets it on a
     * Salt minion's SUB too but tells it only for REQ, DEALER and ROUTER, so a Python minion's subscription is nameless.
     */
    String identity();

    /** The peer's ZeroMQ socket type from READY ({@code REQ}, {@code SUB}, ...), or empty text before it came. */
    String peerSocketType();

    /** The version of ZMTP the peer speaks ({@code 3.1}), or empty text before its greeting came. */
    String protocolVersion();

    HandshakeState handshake();

    ConnectionCounts counts();

    boolean isOpen();

    /** Drops the connection; what was queued for it is lost. */
    void close(String reason);

    enum HandshakeState {
        GREETING,
        READY_AWAITED,
        DONE,
        FAILED
    }

    /**
     * A snapshot. Bytes and frames since the connection began; queue in messages; times as epoch milliseconds.
     *
     * @param queueBytes what waits to be handed to the system, with a little for each message's place in the queue
     * @param lastHeardMillis when the peer last sent anything, a PONG too
     * @param roundTripMicros from our last PING to its PONG; -1 while none has come
     */
    record ConnectionCounts(
            long framesIn,
            long framesOut,
            long bytesIn,
            long bytesOut,
            int queueNow,
            int queuePeak,
            long queueBytes,
            long droppedAtHighWaterMark,
            long lastActivityMillis,
            long lastHeardMillis,
            long roundTripMicros) {}
}
