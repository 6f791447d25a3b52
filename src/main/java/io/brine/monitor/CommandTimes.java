package io.brine.monitor;

/**
 * How requests of one command fared in the last ten minutes.
 *
 * @param asked how many were answered @param failed how many handlers failed, since the start
 * @param waited in the queue @param took in the work on them
 */
public record CommandTimes(String cmd, long asked, long failed, Times waited, Times took) {
    /** Milliseconds; -1 if there was none. @param median half of them took no longer @param p99 all but one in a hundred */
    public record Times(double median, double p99) {}
}
