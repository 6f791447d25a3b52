package io.brine.transport.zmtp;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses between attempts: doubling from the first to the longest, each shortened by up to a quarter at random. */
final class BackOff {
    private final long firstMillis;
    private final long maxMillis;
    private final RandomGenerator random;
    private long nextMillis;

    BackOff(Duration first, Duration max, RandomGenerator random) {
        this.firstMillis = Math.max(1, first.toMillis());
        this.maxMillis = Math.max(firstMillis, max.toMillis());
        this.random = random;
        this.nextMillis = firstMillis;
    }

    long nextPauseMillis() {
        long pause = nextMillis;
        nextMillis = Math.min(maxMillis, nextMillis * 2);
        return pause - random.nextLong(pause / 4 + 1);
    }

    /** After a success the first pause comes again. */
    void reset() {
        nextMillis = firstMillis;
    }
}
