package io.brine.transport;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Builds the four roads over one set of I/O threads. {@code transport.zmtp.ZmtpRoads} speaks ZMTP over tcp, ipc and inproc;
 * tests use the in-memory one that can drop and delay. Endpoints are written as ZeroMQ writes them: {@code tcp://127.0.0.1:4506},
 * {@code tcp://[::1]:4506}, {@code tcp://*:0}, {@code ipc:///run/salt/workers.ipc}, {@code inproc://name}, and with a source
 * {@code tcp://10.0.0.2:0;10.0.0.1:4506}.
 */
public interface Roads extends AutoCloseable {
    /** @throws TransportException if the endpoint cannot be bound; the message names the endpoint and the reason */
    RequestServer requestServer(String endpoint, RoadOptions options, RequestServer.Handler handler);

    RequestClient requestClient(String endpoint, RoadOptions options);

    /** @throws TransportException if the endpoint cannot be bound; the message names the endpoint and the reason */
    PublishServer publishServer(String endpoint, RoadOptions options, PublishServer.Subscribers subscribers);

    /** @param identity the SUB's ZeroMQ IDENTITY: the minion id; empty for none */
    PublishClient publishClient(String endpoint, String identity, RoadOptions options, PublishClient.Handler handler);

    /** Every socket event of every road, with libzmq's names; called on an event loop: must not block. */
    void listen(Consumer<SocketEvent> listener);

    @Override
    void close();

    /**
     * Settings of one socket. Zero means none for times, unbounded for counts.
     *
     * @param sendHighWaterMark messages queued per peer before new ones are dropped (PUB) or held
     * @param maxMessageBytes a peer announcing more is cut off
     * @param handshakeTimeout a peer that is slower is cut off
     * @param heartbeat pause between PINGs; none by default, as Salt's peers do not ask for it
     * @param heartbeatTimeout silence after a PING that ends the connection
     * @param reconnectFirst first pause before connecting again
     * @param reconnectMax longest pause
     * @param linger how long close waits for queued messages
     */
    record RoadOptions(
            int backlog,
            int sendHighWaterMark,
            long maxMessageBytes,
            int maxConnections,
            Duration handshakeTimeout,
            Duration heartbeat,
            Duration heartbeatTimeout,
            Duration reconnectFirst,
            Duration reconnectMax,
            Duration linger,
            KeepAlive keepAlive,
            boolean ipv6) {
        public static final RoadOptions DEFAULT = new RoadOptions(
                1000,
                1000,
                256L * 1024 * 1024,
                0,
                Duration.ofSeconds(30),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                KeepAlive.DEFAULT,
                false);
    }

    /** TCP keepalive; seconds, -1 leaves the system's value. */
    record KeepAlive(boolean on, int idleSeconds, int count, int intervalSeconds) {
        public static final KeepAlive DEFAULT = new KeepAlive(true, 300, -1, -1);
    }
}
