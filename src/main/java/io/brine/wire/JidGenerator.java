package io.brine.wire;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Makes job ids, each later than all before, also when the clock stands still or steps back. Thread-safe.
 * Source: 3006.0 utils/jid.py gen_jid, which does this only with {@code unique_jid}.
 */
public final class JidGenerator {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSSSSS").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final String suffix;
    private Instant last = Instant.EPOCH;

    public JidGenerator(Clock clock) {
        this(clock, "");
    }

    private JidGenerator(Clock clock, String suffix) {
        this.clock = clock;
        this.suffix = suffix;
    }

    /** Option {@code unique_jid}: every jid ends in {@code _<pid>}. */
    public static JidGenerator unique(Clock clock, long pid) {
        return new JidGenerator(clock, "_" + pid);
    }

    public synchronized Jid next() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
        return new Jid(FORM.format(last) + suffix);
    }
}
