package io.brine.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the write-ahead log over into the file on a thread and connection of its own, so that commits need not wait for
 * it. What was written meanwhile is too little to be worth a thread: when the log has become long the writer does that rest
 * between two commits, after which SQLite begins the log anew.
 */
final class Checkpoints implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final Duration TICK = Duration.ofMillis(500);
    private static final int WRITES_WORTH_IT = 4000;
    private static final int COMMITS_WORTH_IT = 100;
    private static final int TICKS_WORTH_IT = 20;
    private static final long LONG_LOG_PAGES = 4000;

    private final SqliteSession session;
    private final Supplier<LedgerCounts> counts;
    private final Runnable askWriter;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private LedgerCounts doneAt;
    private int ticks;

    /** @param counts of the writer
     *  @param askWriter has the writer do the rest of a long log */
    Checkpoints(Path file, Supplier<LedgerCounts> counts, Runnable askWriter) {
        this.session = SqliteSession.open(file, SqliteSession.Use.CHECKPOINTER);
        this.counts = counts;
        this.doneAt = counts.get();
        this.askWriter = askWriter;
        this.thread = new Thread(this::run, "LedgerCheckpoint");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closing.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                tick();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        ticks++;
        LedgerCounts now = counts.get();
        long commits = now.commits() - doneAt.commits();
        boolean worthIt = now.writes() - doneAt.writes() >= WRITES_WORTH_IT
                || commits >= COMMITS_WORTH_IT
                || commits > 0 && ticks >= TICKS_WORTH_IT;
        if (!worthIt) {
            return;
        }
        doneAt = now;
        ticks = 0;
        try {
            LedgerRow done = session.query("pragma wal_checkpoint(passive)").get(0);
            if (done.number(1) > LONG_LOG_PAGES) {
                askWriter.run();
            }
        } catch (LedgerException failed) {
            LOG.error("the log cannot be carried over, it grows: {}", failed.getMessage());
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(30_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        session.close();
    }
}
