package io.brine.events;

/**
 * One who listens to a bus.
 *
 * @param name unique among those who listen now
 * @param waiting events (in this process) or bytes (readers of the feed) that were not taken yet
 * @param lagSeconds for how long it has been behind; 0 if it has taken everything
 * @param missed events lost because they were not taken fast enough
 */
public record ListenerState(String name, long waiting, double lagSeconds, long missed) {}
