package io.brine.jobs;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * A minion that is not connected.
 *
 * @param since when its last connection ended; empty if it has never had one here
 * @param address where that came from, {@code host:port}; may be empty text
 */
public record Absence(Optional<Instant> since, String address) {
    public static final Absence NEVER_SEEN = new Absence(Optional.empty(), "");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    /** {@code Not connected since 2026-01-02 03:04:05, last from 10.0.0.7:51234}, for people. */
    public String sentence() {
        if (since.isEmpty()) {
            return "Not connected, never seen";
        }
        return "Not connected since " + TIME.format(since.get()) + (address.isEmpty() ? "" : ", last from " + address);
    }
}
