package io.brine.monitor;

import io.brine.data.Json;
import io.brine.data.Trees;
import io.brine.store.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers of the past without a database: each series in rings of points of five minutes for a day, of half an hour for a week, of a
 * day for a year. One JSON file for each span, replaced as a whole, five times within a step and at the end; so large as it is it
 * stays. Thread-safe.
 */
public final class SeriesBook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SeriesBook.class);
    private static final int MOST_SERIES = 64;
    private static final long LARGEST_BYTES = 8L << 20;
    private static final int WRITTEN_PER_STEP = 5;

    private final Path directory;
    private final Clock clock;
    private final Map<Span, Map<String, SeriesRing>> rings = new EnumMap<>(Span.class);
    private final Map<Span, Long> writtenAt = new EnumMap<>(Span.class);

    /** How far back, and how coarse. */
    public enum Span {
        DAY(300, 288),
        WEEK(1800, 336),
        YEAR(86_400, 366);

        private final long stepSeconds;
        private final int points;

        Span(long stepSeconds, int points) {
            this.stepSeconds = stepSeconds;
            this.points = points;
        }

        /** @throws IllegalArgumentException if there is no such span */
        public static Span of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        long stepSeconds() {
            return stepSeconds;
        }

        int points() {
            return points;
        }

        /** Number of the oldest step that is shown. @param now epoch seconds */
        long first(long now) {
            return now / stepSeconds - points + 1;
        }

        private String file() {
            return name().toLowerCase(Locale.ROOT) + ".json";
        }
    }

    /** Goes on where the files end; what cannot be read is begun anew. */
    SeriesBook(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
        for (Span span : Span.values()) {
            rings.put(span, new TreeMap<>());
            writtenAt.put(span, now());
            restore(span);
        }
    }

    private long now() {
        return clock.millis() / 1000;
    }

    /** @param value of this moment; negative and NaN are not known, and leave a gap */
    public synchronized void add(String series, double value) {
        if (!(value >= 0)) {
            return;
        }
        rings.forEach((span, all) -> {
            if (all.size() < MOST_SERIES || all.containsKey(series)) {
                all.computeIfAbsent(series, one -> new SeriesRing(span)).add(now(), value);
            }
        });
    }

    /**
     * {@code {step, from, series: {name: {mean: [...], max: [...]}}}}: step and the beginning of the first point in seconds.
     *
     * @param names empty for all; those that nobody knows are left out
     */
    public synchronized Map<String, Object> tree(Collection<String> names, Span span) {
        long now = now();
        Map<String, Object> series = new LinkedHashMap<>();
        rings.get(span).forEach((name, ring) -> {
            if (names.isEmpty() || names.contains(name)) {
                series.put(name, ring.tree(now));
            }
        });
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("step", span.stepSeconds());
        tree.put("from", span.first(now) * span.stepSeconds());
        tree.put("series", series);
        return tree;
    }

    // --- the disk

    /** Writes what is due. */
    void save() {
        for (Span span : Span.values()) {
            if (now() - writtenAt.get(span) >= span.stepSeconds() / WRITTEN_PER_STEP) {
                write(span);
            }
        }
    }

    @Override
    public void close() {
        rings.keySet().forEach(this::write);
    }

    private void write(Span span) {
        writtenAt.put(span, now());
        try {
            AtomicFile.makeDirectory(directory, 0700);
            AtomicFile.write(directory.resolve(span.file()), Json.dump(kept(span)), 0600);
        } catch (IOException refused) {
            LOG.warn("numbers of the past cannot be written: {}", refused.toString());
        }
    }

    private synchronized Map<String, Object> kept(Span span) {
        Map<String, Object> kept = new LinkedHashMap<>();
        rings.get(span).forEach((name, ring) -> kept.put(name, ring.kept(now())));
        return kept;
    }

    private void restore(Span span) {
        Path file = directory.resolve(span.file());
        Map<String, SeriesRing> all = rings.get(span);
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new IOException("it is larger than " + LARGEST_BYTES + " bytes");
            }
            Trees.fields(Json.parse(Files.readString(file))).forEach((name, kept) -> {
                SeriesRing ring = new SeriesRing(span);
                ring.restore(kept);
                if (all.size() < MOST_SERIES) {
                    all.put(name, ring);
                }
            });
        } catch (NoSuchFileException first) {
            LOG.debug("no numbers of the past yet: {}", file);
        } catch (IOException | RuntimeException damaged) {
            all.clear();
            LOG.warn("numbers of the past in {} cannot be read and are begun anew: {}", file, damaged.toString());
        }
    }
}
