package io.brine.monitor;

import java.util.Comparator;
import java.util.List;

/**
 * How the master is.
 *
 * @param checks each thing that was looked at
 */
public record HealthReport(List<Check> checks) {
    /** From good to bad; the numbers are those of Nagios plug-ins. */
    public enum Word {
        OK(0),
        WARNING(1),
        CRITICAL(2),
        UNKNOWN(3);

        private final int exitCode;

        Word(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }

        /** Critical is worse than unknown: something is known to be broken. */
        private int badness() {
            return this == CRITICAL ? 3 : this == UNKNOWN ? 2 : exitCode;
        }
    }

    /**
     * @param name short, as in {@code disk}
     * @param needed the master cannot do its work without
     * @param why one sentence
     */
    public record Check(String name, Word word, boolean needed, String why) {}

    public HealthReport {
        checks = List.copyOf(checks);
    }

    /** The worst of all. */
    public Word word() {
        return checks.stream()
                .map(Check::word)
                .max(Comparator.comparingInt(Word::badness))
                .orElse(Word.UNKNOWN);
    }

    /** Requests can be served: nothing that is needed is critical. */
    public boolean isReady() {
        return notReady().isEmpty();
    }

    /** Why requests cannot be served. */
    public List<String> notReady() {
        return checks.stream()
                .filter(check -> check.needed() && check.word() == Word.CRITICAL)
                .map(check -> check.name() + ": " + check.why())
                .toList();
    }
}
