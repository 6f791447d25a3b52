package io.brine.jobs;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/**
 * The book as files in the layout of Salt's job cache (see {@link JobFiles}), and such files into the book. Both may be done
 * again: what is there stays. Both work in slices, beside a master that goes on.
 */
public final class JobExchange {
    private final JobBook book;
    private final Clock clock;
    private final Watcher watcher;

    /** Is told how it goes; what it throws ends the work, and what was done by then stays. */
    public interface Watcher {
        /** One more job was looked at. */
        void onJob();

        /** @param what a file, or a job
         *  @param why it was left out */
        void onSkipped(String what, String why);
    }

    /**
     * Which jobs.
     *
     * @param jids empty for all
     * @param since made then or later
     */
    public record Choice(Set<String> jids, Instant since) {
        public static final Choice ALL = new Choice(Set.of(), Instant.EPOCH);

        public Choice {
            jids = Set.copyOf(jids);
        }

        boolean includes(String jid) {
            return jids.isEmpty() || jids.contains(jid);
        }
    }

    /**
     * What was done.
     *
     * @param jobs newly written
     * @param returns newly written
     * @param known jobs and returns that were there already
     * @param skipped what was told as skipped
     */
    public record Counts(long jobs, long returns, long known, long skipped) {
        static final Counts NONE = new Counts(0, 0, 0, 0);

        Counts plus(Counts more) {
            return new Counts(jobs + more.jobs, returns + more.returns, known + more.known, skipped + more.skipped);
        }
    }

    public JobExchange(JobBook book, Clock clock, Watcher watcher) {
        this.book = book;
        this.clock = clock;
        this.watcher = watcher;
    }

    /**
     * @param hashType Salt's hash_type, such as sha256
     * @throws io.brine.store.LedgerException if the book cannot be read
     * @throws java.io.UncheckedIOException if the directory cannot be written
     */
    public Counts exportTo(Path directory, String hashType, Choice choice) {
        return new JobExport(book, JobFiles.in(directory, hashType), watcher).run(choice);
    }

    /**
     * @throws io.brine.store.LedgerException if the book cannot be written
     * @throws java.io.UncheckedIOException if the directory cannot be read
     */
    public Counts importFrom(Path directory, Choice choice) {
        return new JobImport(book, clock, watcher).run(directory, choice);
    }
}
