package io.brine.monitor;

import io.brine.master.MasterListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** File pulls: by environment for metrics, by minion and by file for whoever looks at one of them. */
public final class FileMeters implements MasterListener, MetricSource {
    private static final String OTHER = "other";
    /** Files of the canary: nobody's pulls. */
    private static final String OURS = "_mon/";

    private static final int MOST_FILES = 1000;
    private static final int LONGEST_PATH = 500;
    private static final Duration HOUR = Duration.ofHours(1);

    private final Clock clock;
    private final Map<String, Environment> environments = new ConcurrentHashMap<>();
    private final Map<String, Pull> pulls = new ConcurrentHashMap<>();
    private final Object lock = new Object();
    private Map<String, TopFile> thisHour = new HashMap<>();
    private Map<String, TopFile> lastHour = Map.of();
    private Instant hourBegan;

    private static final class Environment {
        private final LongAdder requests = new LongAdder();
        private final LongAdder bytes = new LongAdder();
        private final LongAdder errors = new LongAdder();
    }

    /**
     * The last pull of a minion, perhaps still going on.
     *
     * @param bytes sent so far, as they went over the wire
     * @param failures pieces it asked for and did not get, since the start
     */
    public record Pull(
            String minion, String path, String saltenv, long bytes, Instant began, Instant last, long failures) {}

    /** A file and how often, and how much of it, was sent in the last one to two hours. */
    public record TopFile(String path, long pulls, long bytes) {
        private TopFile and(boolean begins, long more) {
            return new TopFile(path, pulls + (begins ? 1 : 0), bytes + more);
        }
    }

    /** @param known environments with series of their own: peers may ask for any */
    FileMeters(Set<String> known, Clock clock) {
        this.clock = clock;
        this.hourBegan = clock.instant();
        known.forEach(saltenv -> environments.put(saltenv, new Environment()));
        environments.put(OTHER, new Environment());
    }

    @Override
    public void onFileServed(String minion, String saltenv, String asked, long loc, long bytes, boolean found) {
        String path = asked.length() > LONGEST_PATH ? asked.substring(0, LONGEST_PATH) : asked;
        Environment environment = environments.getOrDefault(saltenv, environments.get(OTHER));
        environment.requests.increment();
        environment.bytes.add(bytes);
        if (!found) {
            environment.errors.increment();
        }
        if (path.startsWith(OURS)) {
            return;
        }
        Instant now = clock.instant();
        if (!minion.isEmpty()) {
            pulls.compute(minion, (id, before) -> {
                long failures = (before == null ? 0 : before.failures()) + (found ? 0 : 1);
                boolean goesOn = before != null && loc > 0 && before.path().equals(path);
                return new Pull(
                        id,
                        path,
                        saltenv,
                        goesOn ? before.bytes() + bytes : bytes,
                        goesOn ? before.began() : now,
                        now,
                        failures);
            });
        }
        if (found) {
            top(path, loc == 0, bytes, now);
        }
    }

    private void top(String path, boolean begins, long bytes, Instant now) {
        synchronized (lock) {
            if (Duration.between(hourBegan, now).compareTo(HOUR) > 0) {
                lastHour = thisHour;
                thisHour = new HashMap<>();
                hourBegan = now;
            }
            if (thisHour.containsKey(path) || thisHour.size() < MOST_FILES) {
                thisHour.put(
                        path,
                        thisHour.getOrDefault(path, new TopFile(path, 0, 0)).and(begins, bytes));
            }
        }
    }

    /** Last pulls of all minions, newest first. */
    public List<Pull> pulls() {
        return pulls.values().stream()
                .sorted(Comparator.comparing(Pull::last).reversed())
                .toList();
    }

    /** The files that cost most, dearest first. */
    public List<TopFile> topFiles(int most) {
        Map<String, TopFile> both = new HashMap<>();
        synchronized (lock) {
            List<TopFile> all = new ArrayList<>(thisHour.values());
            all.addAll(lastHour.values());
            all.forEach(file -> both.merge(
                    file.path(),
                    file,
                    (one, two) -> new TopFile(one.path(), one.pulls() + two.pulls(), one.bytes() + two.bytes())));
        }
        return both.values().stream()
                .sorted(Comparator.comparingLong(TopFile::bytes).reversed())
                .limit(most)
                .toList();
    }

    void retain(Set<String> accepted) {
        pulls.keySet().retainAll(accepted);
    }

    @Override
    public void collect(Families families) {
        Families.Family requests = families.counter("salt_file_requests_total", "Pieces of files that were asked for.");
        Families.Family bytes = families.counter("salt_file_bytes_total", "Bytes of files that were sent.");
        Families.Family errors =
                families.counter("salt_file_errors_total", "Pieces that were asked for of files that are not there.");
        environments.forEach((saltenv, counts) -> {
            requests.add(counts.requests.sum(), "saltenv", saltenv);
            bytes.add(counts.bytes.sum(), "saltenv", saltenv);
            errors.add(counts.errors.sum(), "saltenv", saltenv);
        });
    }
}
