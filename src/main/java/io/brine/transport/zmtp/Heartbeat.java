package io.brine.transport.zmtp;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Finds out that a silent peer is dead: by our PINGs that nothing answers, or by the time to live it told us in its own
 * PING. Any traffic is a sign of life. Source: RFC 37 "Connection Heartbeating".
 */
final class Heartbeat {
    private static final byte[] NO_CONTEXT = {};
    private static final long TENTH_NANOS = 100_000_000L;

    private final Peer peer;
    private final HeartbeatSettings settings;
    private ScheduledFuture<?> pinging;
    private ScheduledFuture<?> waiting;
    private ScheduledFuture<?> ttlWatch;
    private long lastTrafficNanos = System.nanoTime();
    private long ttlNanos;
    /** When the PING that waits for its PONG was sent; 0 when none waits. */
    private long pingedNanos;

    Heartbeat(Peer peer, HeartbeatSettings settings) {
        this.peer = peer;
        this.settings = settings;
    }

    void start() {
        long pause = settings.interval().toNanos();
        pinging = peer.loop().scheduleAtFixedRate(this::ping, pause, pause, TimeUnit.NANOSECONDS);
    }

    void onTraffic() {
        lastTrafficNanos = System.nanoTime();
        if (waiting != null) {
            waiting.cancel(false);
            waiting = null;
        }
    }

    /** @return microseconds since our PING, -1 if there was none */
    long onPong() {
        if (pingedNanos == 0) {
            return -1;
        }
        long micros = (System.nanoTime() - pingedNanos) / 1000;
        pingedNanos = 0;
        return micros;
    }

    void onPing(int ttlTenths) {
        ttlNanos = ttlTenths * TENTH_NANOS;
        if (ttlTenths > 0 && ttlWatch == null) {
            ttlWatch = peer.loop().schedule(this::checkTtl, ttlNanos, TimeUnit.NANOSECONDS);
        }
    }

    void stop() {
        cancel(pinging);
        cancel(waiting);
        cancel(ttlWatch);
    }

    private void ping() {
        pingedNanos = System.nanoTime();
        peer.sendCommand(Command.ping(settings.ttlTenths(), NO_CONTEXT));
        if (waiting == null) {
            waiting = peer.loop()
                    .schedule(
                            () -> giveUp("no answer to PING"),
                            settings.timeout().toNanos(),
                            TimeUnit.NANOSECONDS);
        }
    }

    private void checkTtl() {
        ttlWatch = null;
        if (ttlNanos == 0) {
            return;
        }
        long left = ttlNanos - (System.nanoTime() - lastTrafficNanos);
        if (left <= 0) {
            giveUp("silent for longer than its time to live");
        } else {
            ttlWatch = peer.loop().schedule(this::checkTtl, left, TimeUnit.NANOSECONDS);
        }
    }

    private void giveUp(String detail) {
        peer.fail(new ProtocolException(Refusal.HEARTBEAT_TIMEOUT, detail));
    }

    private static void cancel(ScheduledFuture<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }
}
