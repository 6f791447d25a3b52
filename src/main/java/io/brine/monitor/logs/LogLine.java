package io.brine.monitor.logs;

/**
 * One line of a log.
 *
 * @param side {@code master} or {@code minion}
 * @param source the minion's id, or the file or unit it stood in
 * @param logger who wrote it; may be empty
 */
public record LogLine(String side, String source, LogLevel level, String logger, String text) {
    public static final String MASTER = "master";
    public static final String MINION = "minion";
}
