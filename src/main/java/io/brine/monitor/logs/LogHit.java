package io.brine.monitor.logs;

import java.time.Instant;

/**
 * A rule that counts, or a template nobody has seen before.
 *
 * @param rule the rule's name; {@code new} or {@code burst} for what no rule is about
 * @param text the line without secrets; empty if the line did not come
 * @param why one sentence
 */
public record LogHit(
        Instant at, String rule, LogRule.Reaction reaction, String side, String source, String text, String why) {}
