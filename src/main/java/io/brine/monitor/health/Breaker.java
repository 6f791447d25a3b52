package io.brine.monitor.health;

/**
 * An open breaker: why no repair begins.
 *
 * @param name SELF, START, KEYS, EFFECT, HOLD, or {@code STORM(fleet)} and {@code STORM(<site>)}
 * @param why in words
 * @param until when it closes by itself, epoch milliseconds; 0 = not by time
 * @param residual whether a storm is over and what is left is repaired bit by bit
 */
public record Breaker(String name, String why, long since, long until, boolean residual) {}
