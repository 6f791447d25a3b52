package io.brine.master;

import io.brine.channel.PubServerChannel;
import io.brine.config.MasterConfig;
import io.brine.transport.Connection;
import io.brine.transport.PublishServer;
import io.brine.transport.Roads;
import io.brine.wire.PublishLoad;
import java.util.Collection;
import java.util.List;

/** The publish port: what is handed in here leaves signed, sealed and in the order of its serials. */
final class PublishRoad implements Publisher, AutoCloseable {
    private final PubServerChannel channel;
    private final MasterConfig config;
    private final Roads roads;
    private volatile PublishServer server;

    PublishRoad(PubServerChannel channel, MasterConfig config, Roads roads) {
        this.channel = channel;
        this.config = config;
        this.roads = roads;
    }

    /** @throws io.brine.transport.TransportException if the port cannot be had */
    void open() {
        server = roads.publishServer(
                RequestRoad.endpoint(config, config.network().publishPort()), RequestRoad.options(config));
    }

    int port() {
        return server.port();
    }

    Collection<Connection> connections() {
        return server == null ? List.of() : server.connections();
    }

    @Override
    public void publish(PublishLoad load, List<String> expected) {
        channel.publish(load, expected, frames -> server.publish(frames, PublishServer.Delivery.UNWATCHED));
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
