package io.brine.store;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** How long commits of a {@link Ledger} took, by size of group and disk; written by the writer alone, read by anybody. */
public final class CommitTimes {
    /** Upper bounds in seconds; above the last is one more bucket. */
    public static final List<Double> BOUNDS = List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0);

    private static final double NANOS = 1e9;

    private final AtomicLongArray buckets = new AtomicLongArray(BOUNDS.size() + 1);
    private final LongAdder nanos = new LongAdder();

    void add(long commitNanos) {
        int bucket = 0;
        while (bucket < BOUNDS.size() && commitNanos > BOUNDS.get(bucket) * NANOS) {
            bucket++;
        }
        buckets.incrementAndGet(bucket);
        nanos.add(commitNanos);
    }

    /** Commits in each bucket, not summed up. */
    public long[] counts() {
        long[] counts = new long[buckets.length()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = buckets.get(i);
        }
        return counts;
    }

    public double sumSeconds() {
        return nanos.sum() / NANOS;
    }
}
