package io.brine.monitor.logs;

import java.util.Locale;
import java.util.Optional;

/** Salt's words for how bad a line is, mildest first. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARNING,
    ERROR,
    CRITICAL;

    /** Salt's, Python's and logback's spellings; empty for another word. */
    static Optional<LogLevel> of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "all", "garbage", "trace" -> Optional.of(TRACE);
            case "debug", "profile" -> Optional.of(DEBUG);
            case "info" -> Optional.of(INFO);
            case "warn", "warning" -> Optional.of(WARNING);
            case "error" -> Optional.of(ERROR);
            case "critical", "quiet" -> Optional.of(CRITICAL);
            default -> Optional.empty();
        };
    }

    /** The priorities of syslog and the journal, 0 the worst. */
    static LogLevel ofPriority(int priority) {
        return switch (priority) {
            case 0, 1, 2 -> CRITICAL;
            case 3 -> ERROR;
            case 4 -> WARNING;
            case 5, 6 -> INFO;
            default -> DEBUG;
        };
    }

    boolean isAtLeast(LogLevel other) {
        return compareTo(other) >= 0;
    }

    /** As it is shown and configured. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
