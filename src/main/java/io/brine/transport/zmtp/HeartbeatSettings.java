package io.brine.transport.zmtp;

import java.time.Duration;

/**
 * ZMQ_HEARTBEAT_IVL, _TIMEOUT and _TTL.
 *
 * @param interval pause between PINGs; zero sends none
 * @param timeout silence after a PING that ends the connection
 * @param ttl silence of ours after which the peer may end it; zero tells it nothing
 */
public record HeartbeatSettings(Duration interval, Duration timeout, Duration ttl) {
    public static final HeartbeatSettings OFF = new HeartbeatSettings(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    boolean isOn() {
        return !interval.isZero();
    }

    int ttlTenths() {
        return (int) Math.min(0xFFFF, ttl.toMillis() / 100);
    }
}
