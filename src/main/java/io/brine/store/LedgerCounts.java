package io.brine.store;

/**
 * What the writer of a {@link Ledger} has done since it was opened. A wait is the time from the call to the end of its commit.
 *
 * @param commits transactions that are on disk
 * @param writes writes in them
 * @param failed writes that could not be done
 * @param refused writes that were not taken: the queue was full or the disk had not answered for long
 * @param largestGroup most writes in one transaction
 * @param waitedNanos sum of all waits
 * @param checkpoints times the log was carried over into the file
 * @param longestCheckpointNanos the longest of those in which writes had to wait for it
 */
public record LedgerCounts(
        long commits,
        long writes,
        long failed,
        long refused,
        long largestGroup,
        long longestCommitNanos,
        long waitedNanos,
        long longestWaitNanos,
        long checkpoints,
        long longestCheckpointNanos) {

    public double meanGroup() {
        return commits == 0 ? 0 : (double) writes / commits;
    }

    public long meanWaitNanos() {
        return writes == 0 ? 0 : waitedNanos / writes;
    }
}
