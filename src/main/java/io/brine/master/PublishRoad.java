package io.brine.master;

import io.brine.channel.PubServerChannel;
import io.brine.config.MasterConfig;
import io.brine.config.MonitorConfig;
import io.brine.transport.Connection;
import io.brine.transport.PublishServer;
import io.brine.transport.Roads;
import io.brine.wire.PublishLoad;
import java.util.List;

/** The publish port: what is handed in here leaves signed, sealed and in the order of its serials. */
final class PublishRoad implements Publisher, AutoCloseable {
    private final PubServerChannel channel;
    private final MasterConfig config;
    private final Roads roads;
    private final Presence presence;
    private volatile PublishServer server;

    PublishRoad(PubServerChannel channel, MasterConfig config, Roads roads, Presence presence) {
        this.channel = channel;
        this.config = config;
        this.roads = roads;
        this.presence = presence;
    }

    /** @throws io.brine.transport.TransportException if the port cannot be had */
    void open() {
        presence.open(this::ask);
        MonitorConfig.Heartbeat heartbeat = config.monitor().heartbeat();
        server = roads.publishServer(
                RequestRoad.endpoint(config, config.network().publishPort()),
                RequestRoad.options(config, heartbeat.interval(), heartbeat.timeout()),
                presence);
    }

    boolean isOpen() {
        return server != null;
    }

    int port() {
        return server.port();
    }

    @Override
    public void publish(PublishLoad load, List<String> expected) {
        PublishServer.Delivery delivery =
                presence.follow(String.valueOf(load.fields().get("jid")));
        channel.publish(load, expected, frames -> server.publish(frames, delivery));
    }

    /** A job for one connection alone. */
    void ask(Connection connection, PublishLoad question) {
        PublishServer open = server;
        if (open != null) {
            channel.publish(
                    question,
                    List.of(),
                    frames -> open.publishTo(connection, frames, PublishServer.Delivery.UNWATCHED));
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
