package io.brine.monitor;

import io.brine.master.ConnectionRow;
import io.brine.master.MasterViews;
import io.brine.master.MasterViews.LaneState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The master's own numbers, as they are written into the book of series: {@code requests}, {@code events} and {@code returns} per
 * second, requests {@code waiting}, resident {@code memory} in bytes, {@code trip.p50} and {@code trip.p99} in milliseconds.
 */
final class MasterLooks {
    private static final double NANOS = 1e9;
    private static final double MICROS_PER_MILLI = 1000;
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    private final MasterViews views;
    private final RequestMeters requests;
    private final JobMeters jobs;
    private final SeriesBook book;
    private final Map<String, Long> counted = new HashMap<>();
    private long countedNanos;

    MasterLooks(MasterViews views, RequestMeters requests, JobMeters jobs, SeriesBook book) {
        this.views = views;
        this.requests = requests;
        this.jobs = jobs;
        this.book = book;
    }

    /** Once a second: peaks are short. */
    void second() {
        long now = System.nanoTime();
        double seconds = (now - countedNanos) / NANOS;
        countedNanos = now;
        rate("requests", requests.handled(), seconds);
        rate("returns", jobs.returns(), seconds);
        rate("events", views.bus().fired(), seconds);
        book.add(
                "waiting",
                views.lanes().get().stream().mapToInt(LaneState::depth).sum());
    }

    /** The first look has nothing to compare with. */
    private void rate(String series, long count, double seconds) {
        Long before = counted.put(series, count);
        if (before != null) {
            book.add(series, (count - before) / seconds);
        }
    }

    /** Now and then: what is read from the system or of every connection. */
    void tenSeconds() {
        book.add("memory", residentBytes());
        long[] trips = views.connections().subscribers().stream()
                .map(ConnectionRow::counts)
                .mapToLong(counts -> counts.roundTripMicros())
                .filter(micros -> micros >= 0)
                .sorted()
                .toArray();
        if (trips.length > 0) {
            book.add("trip.p50", trips[trips.length / 2] / MICROS_PER_MILLI);
            book.add("trip.p99", trips[trips.length * 99 / 100] / MICROS_PER_MILLI);
        }
    }

    /** NaN where the system does not say. */
    private static double residentBytes() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToDouble(line -> 1024.0 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException elsewhere) {
            return Double.NaN;
        }
    }
}
