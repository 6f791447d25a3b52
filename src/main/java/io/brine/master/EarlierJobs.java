package io.brine.master;

import io.brine.config.MasterConfig;
import io.brine.jobs.JobBook;
import io.brine.jobs.JobExchange;
import io.brine.jobs.JobExchange.Choice;
import io.brine.jobs.JobExchange.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs that an earlier Salt master left in {@code <cachedir>/jobs}, read into the book once, in the background, so that
 * {@code salt-run jobs.*} shows them. That it is done is remembered in {@code <cachedir>/brine/jobs-imported}; an import that
 * was cut short begins anew at the next start, and finds what it has done.
 */
final class EarlierJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EarlierJobs.class);
    private static final int MOST_LINES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final JobBook jobs;
    private final Clock clock;
    private final Path directory;
    private final Path mark;
    private final long keepSeconds;
    private final Thread thread;
    private volatile boolean closing;

    EarlierJobs(MasterConfig config, JobBook jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
        this.directory = config.paths().cachedir().resolve("jobs");
        this.mark = config.paths().cachedir().resolve("brine").resolve("jobs-imported");
        this.keepSeconds = config.jobs().keepJobsSeconds();
        this.thread = new Thread(this::run, "EarlierJobs");
        thread.setDaemon(true);
    }

    void open() {
        if (!Files.exists(mark)) {
            thread.start();
        }
    }

    private void run() {
        // What is older is forgotten anyway.
        Instant since = keepSeconds > 0 ? clock.instant().minusSeconds(keepSeconds) : Instant.EPOCH;
        try {
            Counts counts =
                    new JobExchange(jobs, clock, new Lines()).importFrom(directory, new Choice(Set.of(), since));
            if (!counts.equals(new Counts(0, 0, 0, 0))) {
                LOG.info(
                        "{}: {} jobs and {} returns were read into the book; {} were there already, {} left out",
                        directory,
                        counts.jobs(),
                        counts.returns(),
                        counts.known(),
                        counts.skipped());
            }
            Files.createDirectories(mark.getParent());
            Files.writeString(mark, "the jobs found at the first start were imported\n");
        } catch (CancellationException stopped) {
            LOG.info("the import of {} goes on at the next start", directory);
        } catch (RuntimeException | IOException failed) {
            LOG.error(
                    "the jobs in {} cannot be imported, the next start tries again: {}", directory, failed.toString());
        }
    }

    private final class Lines implements JobExchange.Watcher {
        private int lines;

        @Override
        public void onJob() {
            if (closing) {
                throw new CancellationException();
            }
        }

        @Override
        public void onSkipped(String what, String why) {
            if (++lines <= MOST_LINES) {
                LOG.warn("not imported: {}: {}", what.replaceAll("\\p{Cntrl}", "?"), why);
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
