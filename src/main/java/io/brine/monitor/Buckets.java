package io.brine.monitor;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** A histogram of times for hot paths: one adder for each bucket and one for the sum, read when somebody scrapes. */
final class Buckets {
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;
    /** Seconds, for what takes microseconds up to a minute. */
    private static final double[] BOUNDS = {0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60};

    private static final long[] BOUND_NANOS = new long[BOUNDS.length];

    static {
        for (int i = 0; i < BOUNDS.length; i++) {
            BOUND_NANOS[i] = (long) (BOUNDS[i] * NANOS);
        }
    }

    private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
    private final LongAdder nanos = new LongAdder();

    Buckets() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    void observe(long took) {
        int bucket = 0;
        while (bucket < BOUND_NANOS.length && took > BOUND_NANOS[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        nanos.add(took);
    }

    long count() {
        long all = 0;
        for (LongAdder one : counts) {
            all += one.sum();
        }
        return all;
    }

    /** What each bucket has counted until now. */
    long[] counts() {
        long[] now = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            now[i] = counts[i].sum();
        }
        return now;
    }

    /**
     * The time that this share of the observations did not exceed, as if those of one bucket were spread evenly in it.
     *
     * @param since counts of an earlier moment, which are left out @return milliseconds; -1 if there was none
     */
    double quantileMillis(double share, long[] since) {
        long[] now = counts();
        double left = share * (sum(now) - sum(since));
        if (left <= 0) {
            return -1;
        }
        int bucket = 0;
        while (bucket < BOUNDS.length && left > now[bucket] - since[bucket]) {
            left -= now[bucket] - since[bucket];
            bucket++;
        }
        if (bucket == BOUNDS.length) {
            return BOUNDS[BOUNDS.length - 1] * MILLIS;
        }
        double low = bucket == 0 ? 0 : BOUNDS[bucket - 1];
        return MILLIS * (low + (BOUNDS[bucket] - low) * left / (now[bucket] - since[bucket]));
    }

    private static long sum(long[] all) {
        return Arrays.stream(all).sum();
    }

    double sumSeconds() {
        return nanos.sum() / NANOS;
    }

    ClassicHistogramBuckets read() {
        double[] bounds = new double[counts.length];
        long[] read = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            bounds[i] = i < BOUNDS.length ? BOUNDS[i] : Double.POSITIVE_INFINITY;
            read[i] = counts[i].sum();
        }
        return ClassicHistogramBuckets.of(bounds, read);
    }
}
