package io.brine.monitor.health;

import java.time.Clock;

/** Milliseconds since the epoch that never step: read once from a clock, then counted on. */
final class HealthClock {
    private final long beganMillis;
    private final long beganNanos = System.nanoTime();

    HealthClock(Clock wall) {
        beganMillis = wall.millis();
    }

    long millis() {
        return beganMillis + (System.nanoTime() - beganNanos) / 1_000_000;
    }
}
