package io.brine.monitor.logs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of a Salt log file: {@code 2026-11-28 23:59:01,123 [salt.minion :42][ERROR ][77] text}. A line of another form belongs
 * to the one before it, as those of a traceback do. One reader for each file.
 */
final class SaltLogText {
    private static final Pattern LINE = Pattern.compile(
            "^\\S{8,10}[ T]\\S+\\s+\\[([\\w.]+)\\s*(?::\\s*\\d+\\s*)?\\]\\[(\\w+)\\s*\\](?:\\[\\s*\\d+\\s*\\])?\\s?(.*)$");

    private final String side;
    private final String source;
    private LogLevel level = LogLevel.INFO;
    private String logger = "";

    SaltLogText(String side, String source) {
        this.side = side;
        this.source = source;
    }

    LogLine read(String line) {
        Matcher salt = LINE.matcher(line);
        if (!salt.matches()) {
            return new LogLine(side, source, level, logger, line);
        }
        logger = salt.group(1);
        level = LogLevel.of(salt.group(2)).orElse(LogLevel.INFO);
        return new LogLine(side, source, level, logger, salt.group(3));
    }
}
