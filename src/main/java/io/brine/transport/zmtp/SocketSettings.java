package io.brine.transport.zmtp;

import io.brine.transport.Roads.RoadOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * All that one socket's connections need to know.
 *
 * @param identity told in READY when not empty; not to be changed
 * @param heartbeat when off, PINGs of peers are answered all the same
 */
record SocketSettings(
        SocketType type, byte[] identity, RoadOptions options, Limits limits, HeartbeatSettings heartbeat) {
    /** Settings of a road. */
    static SocketSettings ofRoad(SocketType type, String identity, RoadOptions options, Limits limits) {
        return new SocketSettings(
                type,
                identity.getBytes(StandardCharsets.UTF_8),
                options,
                limits,
                new HeartbeatSettings(options.heartbeat(), options.heartbeatTimeout(), Duration.ZERO));
    }
}
