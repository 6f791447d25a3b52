package io.brine.events;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * The {@code _stamp} of events: UTC without a zone, microseconds unless they are zero, as Python's {@code datetime.isoformat()}
 * writes it. The text of a second is kept, as formatting a date costs more than all else about an event. Thread-safe.
 */
public final class Stamps {
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final int NANOS_PER_MICRO = 1000;
    /** Its digits are those of the microsecond behind a one, so that leading zeros stay. */
    private static final int SEVENTH_DIGIT = 1_000_000;

    private final Clock clock;
    private volatile Second last = new Second(Long.MIN_VALUE, "");

    private record Second(long epoch, String text) {}

    public Stamps(Clock clock) {
        this.clock = clock;
    }

    /** Of any moment; for those that are written often there is {@link #now}. */
    static String text(Instant then) {
        String second = SECOND.format(LocalDateTime.ofEpochSecond(then.getEpochSecond(), 0, ZoneOffset.UTC));
        return withMicros(second, then);
    }

    private static String withMicros(String second, Instant then) {
        int micros = then.getNano() / NANOS_PER_MICRO;
        return micros == 0
                ? second
                : second + "." + Integer.toString(SEVENTH_DIGIT + micros).substring(1);
    }

    /** Empty for what is no stamp. */
    static Optional<Instant> parse(Object stamp) {
        try {
            return Optional.of(LocalDateTime.parse(String.valueOf(stamp)).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException noStamp) {
            return Optional.empty();
        }
    }

    public String now() {
        Instant now = clock.instant();
        Second second = last;
        if (second.epoch() != now.getEpochSecond()) {
            second = new Second(
                    now.getEpochSecond(),
                    SECOND.format(LocalDateTime.ofEpochSecond(now.getEpochSecond(), 0, ZoneOffset.UTC)));
            last = second;
        }
        return withMicros(second.text(), now);
    }
}
