package io.brine.master;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Starts with the time another clock shows and from then on goes evenly, whatever becomes of that one: for waiting times. */
final class SteadyClock extends Clock {
    private final Instant start;
    private final long startNanos = System.nanoTime();

    SteadyClock(Clock wall) {
        this.start = wall.instant();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }

    /** How far the other clock is ahead of this one; negative if behind. */
    Duration lead(Clock wall) {
        return Duration.between(instant(), wall.instant());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a steady clock knows no zones");
    }
}
