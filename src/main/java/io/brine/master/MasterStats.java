package io.brine.master;

import io.brine.config.MasterConfig;
import io.brine.events.EventSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * With {@code master_stats: true}, every {@code master_stats_event_iter} seconds (60) an event of what the workers did and
 * what waits for them:
 * <pre>
 *   salt/stats/MWorker   {time: 60.0, worker: MWorker, stats: {_return: {runs: 900, mean: 0.0002}},
 *                         lanes: {Auth: {depth: 3, age: 0.5, refused: 0}}}
 * </pre>
 * Salt fires one for each worker process; here there is one for all, and {@code lanes} is Brine's own. Thread-safe.
 * Source: 3006.0 master.py MWorker._post_stats.
 */
final class MasterStats {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double EVERY_SECONDS = 60;

    private final boolean isOn;
    private final Duration every;
    private final Lanes lanes;
    private final EventSink events;
    private final Clock clock;
    private final Map<String, Runs> runs = new TreeMap<>();
    private Instant since;

    private record Runs(long count, long nanos) {
        Runs and(Duration one) {
            return new Runs(count + 1, nanos + one.toNanos());
        }
    }

    MasterStats(MasterConfig config, Lanes lanes, EventSink events, Clock clock) {
        this.isOn = Boolean.TRUE.equals(config.raw().get("master_stats"));
        Object seconds = config.raw().get("master_stats_event_iter");
        this.every = Duration.ofMillis(
                (long) ((seconds instanceof Number number ? number.doubleValue() : EVERY_SECONDS) * 1000));
        this.lanes = lanes;
        this.events = events;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** A handler has answered this command. */
    synchronized void onHandled(String cmd, Duration took) {
        if (isOn) {
            runs.put(cmd, runs.getOrDefault(cmd, new Runs(0, 0)).and(took));
        }
    }

    /** Fires when it is time to. */
    synchronized void tick() {
        Duration passed = Duration.between(since, clock.instant());
        if (!isOn || passed.compareTo(every) < 0) {
            return;
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("time", passed.toNanos() / NANOS_PER_SECOND);
        data.put("worker", "MWorker");
        Map<String, Object> stats = new LinkedHashMap<>();
        runs.forEach((cmd, all) ->
                stats.put(cmd, Map.of("runs", all.count(), "mean", all.nanos() / NANOS_PER_SECOND / all.count())));
        data.put("stats", stats);
        data.put("lanes", lanes.state());
        runs.clear();
        since = clock.instant();
        events.fire("salt/stats/MWorker", data);
    }
}
