package io.brine.monitor.logs;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A kind of line that means something.
 *
 * @param side empty for both
 * @param least lines below this level are not looked at
 * @param rate lines within {@code per} until it counts; 1: every line
 * @param per zero without a rate
 * @param within a line must come at least so often, else that counts; zero: none has to
 * @param meaning one sentence for people
 */
public record LogRule(
        String name,
        Pattern pattern,
        String side,
        LogLevel least,
        int rate,
        Duration per,
        Duration within,
        Reaction reaction,
        String meaning) {

    /** What is done about it. */
    public enum Reaction {
        /** It is not even counted as new. */
        MUTE,
        /** Counted. */
        COUNT,
        /** The master or the minion is not quite well. */
        DEGRADED,
        /** Somebody may be doing what he must not. */
        SECURITY,
        /** Somebody is woken. */
        PAGE;

        /** As it is configured. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Reaction> of(String word) {
            for (Reaction one : values()) {
                if (one.word().equals(word)) {
                    return Optional.of(one);
                }
            }
            return Optional.empty();
        }
    }

    boolean matches(LogLine line) {
        return line.level().isAtLeast(least)
                && (side.isEmpty() || side.equals(line.side()))
                && pattern.matcher(line.text()).find();
    }
}
