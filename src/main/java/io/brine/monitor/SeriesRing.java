package io.brine.monitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One series at one resolution: what was seen in each of the last steps, as count, sum and largest. A step nothing was seen in is a
 * gap. Not thread-safe.
 */
final class SeriesRing {
    private static final double ROUNDED = 1000;

    private final SeriesBook.Span span;
    private final long[] slots;
    private final long[] counts;
    private final double[] sums;
    private final double[] largest;

    SeriesRing(SeriesBook.Span span) {
        this.span = span;
        this.slots = new long[span.points()];
        this.counts = new long[span.points()];
        this.sums = new double[span.points()];
        this.largest = new double[span.points()];
    }

    /** @param at epoch seconds */
    void add(long at, double value) {
        put(at / span.stepSeconds(), 1, value, value);
    }

    private void put(long slot, long count, double sum, double most) {
        int place = Math.floorMod(slot, span.points());
        if (slots[place] != slot) {
            slots[place] = slot;
            counts[place] = 0;
            sums[place] = 0;
        }
        largest[place] = counts[place] == 0 ? most : Math.max(largest[place], most);
        counts[place] += count;
        sums[place] += sum;
    }

    /** {@code {mean: [...], max: [...]}}, the oldest first, null for a gap; the last is the step that has begun. */
    Map<String, Object> tree(long now) {
        Double[] mean = new Double[span.points()];
        Double[] max = new Double[span.points()];
        long first = span.first(now);
        for (int point = 0; point < mean.length; point++) {
            int place = Math.floorMod(first + point, span.points());
            if (slots[place] == first + point && counts[place] > 0) {
                mean[point] = rounded(sums[place] / counts[place]);
                max[point] = rounded(largest[place]);
            }
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("mean", Arrays.asList(mean));
        tree.put("max", Arrays.asList(max));
        return tree;
    }

    private static double rounded(double value) {
        return Math.round(value * ROUNDED) / ROUNDED;
    }

    /** {@code [[slot, count, sum, largest], ...]} for the disk. */
    List<List<Object>> kept(long now) {
        List<List<Object>> kept = new ArrayList<>();
        long first = span.first(now);
        for (int place = 0; place < slots.length; place++) {
            if (counts[place] > 0 && slots[place] >= first) {
                kept.add(List.of(slots[place], counts[place], rounded(sums[place]), rounded(largest[place])));
            }
        }
        return kept;
    }

    /** @throws ClassCastException if this is not what {@link #kept} gave */
    void restore(Object kept) {
        for (Object entry : (List<?>) kept) {
            List<?> point = (List<?>) entry;
            put(
                    ((Number) point.get(0)).longValue(),
                    ((Number) point.get(1)).longValue(),
                    ((Number) point.get(2)).doubleValue(),
                    ((Number) point.get(3)).doubleValue());
        }
    }
}
