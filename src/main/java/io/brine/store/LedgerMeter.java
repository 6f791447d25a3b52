package io.brine.store;

import java.util.concurrent.atomic.AtomicLong;

/** Counts for {@link LedgerCounts}; written by the writer alone but for the refusals, read by anybody. */
final class LedgerMeter {
    private final AtomicLong refused = new AtomicLong();
    private final CommitTimes times = new CommitTimes();
    private volatile LedgerCounts counts = new LedgerCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    void onRefused() {
        refused.incrementAndGet();
    }

    void onFailed() {
        LedgerCounts was = counts;
        counts = new LedgerCounts(
                was.commits(),
                was.writes(),
                was.failed() + 1,
                0,
                was.largestGroup(),
                was.longestCommitNanos(),
                was.waitedNanos(),
                was.longestWaitNanos(),
                was.checkpoints(),
                was.longestCheckpointNanos());
    }

    void onCommit(int writes, long commitNanos, long waitedNanos, long longestWaitNanos) {
        times.add(commitNanos);
        LedgerCounts was = counts;
        counts = new LedgerCounts(
                was.commits() + 1,
                was.writes() + writes,
                was.failed(),
                0,
                Math.max(was.largestGroup(), writes),
                Math.max(was.longestCommitNanos(), commitNanos),
                was.waitedNanos() + waitedNanos,
                Math.max(was.longestWaitNanos(), longestWaitNanos),
                was.checkpoints(),
                was.longestCheckpointNanos());
    }

    void onCheckpoint(long nanos) {
        LedgerCounts was = counts;
        counts = new LedgerCounts(
                was.commits(),
                was.writes(),
                was.failed(),
                0,
                was.largestGroup(),
                was.longestCommitNanos(),
                was.waitedNanos(),
                was.longestWaitNanos(),
                was.checkpoints() + 1,
                Math.max(was.longestCheckpointNanos(), nanos));
    }

    CommitTimes times() {
        return times;
    }

    LedgerCounts counts() {
        LedgerCounts now = counts;
        return new LedgerCounts(
                now.commits(),
                now.writes(),
                now.failed(),
                refused.get(),
                now.largestGroup(),
                now.longestCommitNanos(),
                now.waitedNanos(),
                now.longestWaitNanos(),
                now.checkpoints(),
                now.longestCheckpointNanos());
    }
}
