package io.brine.minion;

import io.brine.config.ReconnectConfig;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before a return is sent again: {@code return_retry_timer} to {@code return_retry_timer_max} seconds, from the
 * {@code return_retry_tries}th time on twice as long each time, never longer than five minutes.
 */
record RetryPauses(ReconnectConfig config) {
    private static final double LONGEST_SECONDS = 300;

    /** After a connection was made: anything up to the longest first pause, so that the minions of a master that is back do not come as one. */
    long firstMillis() {
        long most = (long) (Math.max(config.returnRetrySeconds(), config.returnRetryMaxSeconds()) * 1000);
        return most <= 0 ? 0 : ThreadLocalRandom.current().nextLong(most + 1);
    }

    /** @param failures up to now */
    long millis(int failures) {
        double first = config.returnRetrySeconds();
        double last = Math.max(first, config.returnRetryMaxSeconds());
        double pause = first == last ? first : ThreadLocalRandom.current().nextDouble(first, last);
        int beyond = Math.max(0, failures - config.returnTries());
        return (long) (1000 * Math.min(LONGEST_SECONDS, pause * Math.pow(2, Math.min(beyond, 16))));
    }
}
