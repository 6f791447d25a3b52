package io.brine.monitor.health;

/** So many per second on average, and so many at once at most. */
final class TokenBucket {
    private final int burst;
    private double tokens;
    private long at;

    TokenBucket(int burst, long now) {
        this.burst = burst;
        this.tokens = burst;
        this.at = now;
    }

    /** @param perSecond since the last call */
    void fill(double perSecond, long now) {
        tokens = Math.min(burst, tokens + perSecond * Math.max(0, now - at) / 1000);
        at = now;
    }

    boolean take() {
        // A sum of tenths is a hair below one.
        if (tokens < 1 - 1e-9) {
            return false;
        }
        tokens = Math.max(0, tokens - 1);
        return true;
    }

    double tokens() {
        return tokens;
    }
}
