package io.brine.transport.zmtp;

import io.brine.transport.Roads.RoadOptions;

/**
 * Settings of one {@link ZmqSocket}, with ZeroMQ's names.
 *
 * @param road send high-water mark, linger, size and time limits, reconnection; a negative linger waits for ever
 * @param identity IDENTITY told to peers, at most 255 bytes; empty lets a ROUTER choose one
 * @param receiveHighWaterMark messages of one peer that wait for the application before it is not read from any more; 0 is
 *     unbounded
 * @param heartbeat PINGs to find dead peers
 * @param immediate nothing is queued for a connection that is not there yet (ZMQ_IMMEDIATE)
 * @param routerMandatory a ROUTER says so when it cannot route, rather than dropping (ZMQ_ROUTER_MANDATORY)
 */
public record ZmqOptions(
        RoadOptions road,
        byte[] identity,
        int receiveHighWaterMark,
        HeartbeatSettings heartbeat,
        boolean immediate,
        boolean routerMandatory) {
    /** libzmq's, but for the limits on what a stranger may send. */
    public static final ZmqOptions DEFAULT =
            new ZmqOptions(RoadOptions.DEFAULT, new byte[0], 1000, HeartbeatSettings.OFF, false, false);

    private static final int MAX_IDENTITY = 255;

    public ZmqOptions {
        if (identity.length > MAX_IDENTITY || identity.length > 0 && identity[0] == 0) {
            throw new IllegalArgumentException("An identity has 1 to 255 bytes and does not begin with 0");
        }
        identity = identity.clone();
    }

    public ZmqOptions withRoad(RoadOptions other) {
        return new ZmqOptions(other, identity, receiveHighWaterMark, heartbeat, immediate, routerMandatory);
    }

    public ZmqOptions withIdentity(byte[] other) {
        return new ZmqOptions(road, other, receiveHighWaterMark, heartbeat, immediate, routerMandatory);
    }

    /** Both high-water marks; 0 is unbounded. */
    public ZmqOptions withHighWaterMarks(int send, int receive) {
        RoadOptions marked = new RoadOptions(
                road.backlog(),
                send,
                road.maxMessageBytes(),
                road.maxConnections(),
                road.handshakeTimeout(),
                road.heartbeat(),
                road.heartbeatTimeout(),
                road.reconnectFirst(),
                road.reconnectMax(),
                road.linger(),
                road.keepAlive(),
                road.ipv6());
        return new ZmqOptions(marked, identity, receive, heartbeat, immediate, routerMandatory);
    }

    public ZmqOptions withHeartbeat(HeartbeatSettings other) {
        return new ZmqOptions(road, identity, receiveHighWaterMark, other, immediate, routerMandatory);
    }

    public ZmqOptions withImmediate(boolean on) {
        return new ZmqOptions(road, identity, receiveHighWaterMark, heartbeat, on, routerMandatory);
    }

    public ZmqOptions withRouterMandatory(boolean on) {
        return new ZmqOptions(road, identity, receiveHighWaterMark, heartbeat, immediate, on);
    }

    SocketSettings settings(SocketType type) {
        return new SocketSettings(type, identity, road, Limits.of(road.maxMessageBytes(), 0), heartbeat);
    }
}
