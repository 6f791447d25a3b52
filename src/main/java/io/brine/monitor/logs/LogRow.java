package io.brine.monitor.logs;

import java.time.Instant;

/**
 * A template and how often it came.
 *
 * @param rule that is about it; empty if none is
 * @param source of the last of them
 */
public record LogRow(
        String side,
        LogLevel level,
        String template,
        String rule,
        LogRule.Reaction reaction,
        long total,
        long lastHour,
        Instant first,
        Instant last,
        String source) {}
