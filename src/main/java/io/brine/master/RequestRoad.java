package io.brine.master;

import io.brine.channel.ReqServerChannel;
import io.brine.config.MasterConfig;
import io.brine.config.MasterNetwork;
import io.brine.data.MsgPack;
import io.brine.transport.Connection;
import io.brine.transport.RequestServer;
import io.brine.transport.Roads;
import io.brine.transport.Roads.KeepAlive;
import io.brine.transport.Roads.RoadOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The request port: hands each request to a worker, and refuses at once what the workers cannot take. */
final class RequestRoad implements AutoCloseable {
    /** A file chunk of cp.push or a huge return fits; more is no request. */
    private static final long LARGEST_REQUEST = 256L * 1024 * 1024;
    /** Peers take any answer they cannot open as a reason to try again. */
    private static final byte[] OVERFLOW = MsgPack.packWire("bad load");

    private final ReqServerChannel channel;
    private final Lane workers;
    private final MasterConfig config;
    private final Roads roads;
    private final MasterListener listener;
    private RequestServer server;

    RequestRoad(ReqServerChannel channel, Lane workers, MasterConfig config, Roads roads, MasterListener listener) {
        this.channel = channel;
        this.workers = workers;
        this.config = config;
        this.roads = roads;
        this.listener = listener;
    }

    /** @throws io.brine.transport.TransportException if the port cannot be had */
    void open() {
        server = roads.requestServer(endpoint(config, config.network().retPort()), options(config), this::onRequest);
    }

    private void onRequest(RequestServer.Request request) {
        if (!workers.submit(() -> channel.answer(request.body(), request.from()).thenAccept(request::reply))) {
            listener.onRequestOverflow(request.from().peerAddress());
            request.reply(OVERFLOW);
        }
    }

    int port() {
        return server.port();
    }

    Collection<Connection> connections() {
        return server == null ? List.of() : server.connections();
    }

    static String endpoint(MasterConfig config, int port) {
        String address = config.network().bindAddress();
        return "tcp://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }

    private static RoadOptions options(MasterConfig config) {
        return options(config, Duration.ZERO, Duration.ZERO);
    }

    /** @param heartbeat pause between PINGs @param timeout silence after one */
    static RoadOptions options(MasterConfig config, Duration heartbeat, Duration timeout) {
        MasterNetwork network = config.network();
        return new RoadOptions(
                network.zmqBacklog(),
                network.pubHwm(),
                LARGEST_REQUEST,
                network.maxOpenFiles(),
                RoadOptions.DEFAULT.handshakeTimeout(),
                heartbeat,
                timeout,
                RoadOptions.DEFAULT.reconnectFirst(),
                RoadOptions.DEFAULT.reconnectMax(),
                RoadOptions.DEFAULT.linger(),
                new KeepAlive(
                        network.keepalive().on(),
                        network.keepalive().idleSeconds(),
                        network.keepalive().probes(),
                        network.keepalive().intervalSeconds()),
                network.ipv6());
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
