package io.brine.monitor;

import io.brine.master.MasterViews;
import io.brine.master.MasterViews.LaneState;
import io.brine.store.CommitTimes;
import io.brine.store.Ledger;
import io.brine.store.LedgerCounts;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What waits inside the master: requests in their lanes, writes before the disk. */
final class QueueSeries implements MetricSource {
    private static final double NANOS = 1e9;

    private final MasterViews views;

    QueueSeries(MasterViews views) {
        this.views = views;
    }

    @Override
    public void collect(Families families) {
        lanes(families);
        store(families, views.jobs().ledger());
    }

    private void lanes(Families families) {
        List<LaneState> lanes = views.lanes().get();
        families.gauge("salt_req_queue_depth", "Requests that wait, in all lanes.")
                .add(lanes.stream().mapToInt(LaneState::depth).sum());
        Families.Family depth = families.gauge("salt_lane_depth", "Requests that wait in one lane.");
        Families.Family age = families.gauge("salt_lane_age_seconds", "How long the next request has waited.");
        Families.Family busy = families.gauge("salt_lane_busy_threads", "Threads of a lane that are at work.");
        Families.Family threads = families.gauge("salt_lane_threads", "Most threads a lane may have.");
        Families.Family refused = families.counter("salt_lane_refused_total", "Requests a full lane did not take.");
        for (LaneState lane : lanes) {
            depth.add(lane.depth(), "lane", lane.name());
            age.add(lane.ageSeconds(), "lane", lane.name());
            busy.add(lane.busy(), "lane", lane.name());
            threads.add(lane.threads(), "lane", lane.name());
            refused.add(lane.refused(), "lane", lane.name());
        }
    }

    private static void store(Families families, Ledger ledger) {
        LedgerCounts counts = ledger.counts();
        families.counter("salt_store_commits_total", "Transactions that are on disk.")
                .add(counts.commits());
        families.counter("salt_store_writes_total", "Writes in them.").add(counts.writes());
        families.counter("salt_store_failed_total", "Writes that could not be done.")
                .add(counts.failed());
        families.counter("salt_store_refused_total", "Writes that were not taken: too many waited, or the disk hung.")
                .add(counts.refused());
        families.gauge("salt_store_waiting", "Writes that wait.").add(ledger.waiting());
        CommitTimes times = ledger.commitTimes();
        families.histogram("salt_store_commit_seconds", "How long commits took, the disk included.")
                .add(buckets(times), times.sumSeconds());
        families.counter("salt_store_wait_seconds_total", "Time that writes spent from call to commit, all together.")
                .add(counts.waitedNanos() / NANOS);
        families.gauge("salt_store_longest_commit_seconds", "The longest commit since the start.")
                .add(counts.longestCommitNanos() / NANOS);
        families.counter("salt_store_checkpoints_total", "Times the log was carried over into the file.")
                .add(counts.checkpoints());
        families.gauge("salt_store_bytes", "Size of the database.")
                .add(size(ledger.file()), "part", "file")
                .add(size(ledger.file().resolveSibling(ledger.file().getFileName() + "-wal")), "part", "log");
    }

    private static ClassicHistogramBuckets buckets(CommitTimes times) {
        long[] counts = times.counts();
        double[] bounds = new double[counts.length];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = i < CommitTimes.BOUNDS.size() ? CommitTimes.BOUNDS.get(i) : Double.POSITIVE_INFINITY;
        }
        return ClassicHistogramBuckets.of(bounds, counts);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException absent) {
            return 0;
        }
    }
}
