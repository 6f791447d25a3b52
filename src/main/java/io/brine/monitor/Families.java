package io.brine.monitor;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The metric families of one scrape, written down by {@link MetricSource}s. A family that was begun and got no series is
 * left out.
 */
public final class Families {
    private final List<Supplier<MetricSnapshot>> families = new ArrayList<>();

    /** Series of one name. */
    public interface Family {
        /** @param labels name, value, name, value, ... */
        Family add(double value, String... labels);
    }

    /** Series of one histogram. */
    interface HistogramFamily {
        HistogramFamily add(Buckets buckets, String... labels);

        HistogramFamily add(ClassicHistogramBuckets buckets, double sum, String... labels);
    }

    public Family gauge(String name, String help) {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
        return family(
                family::build,
                (value, labels) -> family.dataPoint(GaugeDataPointSnapshot.builder()
                        .value(value)
                        .labels(Labels.of(labels))
                        .build()));
    }

    /** @param name ends in {@code _total} */
    public Family counter(String name, String help) {
        CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
        return family(
                family::build,
                (value, labels) -> family.dataPoint(CounterDataPointSnapshot.builder()
                        .value(value)
                        .labels(Labels.of(labels))
                        .build()));
    }

    HistogramFamily histogram(String name, String help) {
        HistogramSnapshot.Builder family =
                HistogramSnapshot.builder().name(name).help(help);
        boolean[] begun = {false};
        return new HistogramFamily() {
            @Override
            public HistogramFamily add(Buckets buckets, String... labels) {
                return add(buckets.read(), buckets.sumSeconds(), labels);
            }

            @Override
            public HistogramFamily add(ClassicHistogramBuckets buckets, double sum, String... labels) {
                begin(begun, family::build);
                family.dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets)
                        .sum(sum)
                        .labels(Labels.of(labels))
                        .build());
                return this;
            }
        };
    }

    private interface Adding {
        void add(double value, String... labels);
    }

    private Family family(Supplier<MetricSnapshot> build, Adding adding) {
        boolean[] begun = {false};
        return new Family() {
            @Override
            public Family add(double value, String... labels) {
                begin(begun, build);
                adding.add(value, labels);
                return this;
            }
        };
    }

    private void begin(boolean[] begun, Supplier<MetricSnapshot> build) {
        if (!begun[0]) {
            begun[0] = true;
            families.add(build);
        }
    }

    MetricSnapshots snapshots() {
        return new MetricSnapshots(families.stream().map(Supplier::get).toList());
    }
}
