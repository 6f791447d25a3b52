package io.brine.master;

import io.brine.crypt.Crypticle;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The AES key all minions share: new at every start, only in memory. After a rotation the one before is honoured a while, so
 * that requests under way are answered; then its holders get "bad load" and sign in again (PROTOCOL 4.6).
 */
final class SharedKeys {
    private final Clock clock;
    private Generation current;
    private Generation before;
    private Instant beforeEnds = Instant.MIN;

    /** One key and its age. */
    record Generation(Crypticle crypticle, Instant made) {}

    SharedKeys(Clock clock) {
        this.clock = clock;
        this.current = fresh();
    }

    private Generation fresh() {
        return new Generation(new Crypticle(Crypticle.generateKeyString()), clock.instant());
    }

    synchronized Generation current() {
        return current;
    }

    /** The current one first. */
    synchronized List<Crypticle> honoured() {
        return before != null && clock.instant().isBefore(beforeEnds)
                ? List.of(current.crypticle(), before.crypticle())
                : List.of(current.crypticle());
    }

    synchronized void rotate(Duration overlap) {
        before = current;
        beforeEnds = clock.instant().plus(overlap);
        current = fresh();
    }
}
