package io.brine.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * An embedded SQLite database with one writer. Writes are queued (bounded) and committed in groups: a future is complete
 * only after its transaction is on disk (write-ahead log, {@code synchronous=FULL}). Readers have connections of their own
 * and never wait for the writer. Another process may open the same file beside it.
 *
 * <pre>
 *   write(...) ──► queue ──► thread Ledger:  begin · up to 500 writes · commit + fsync ──► futures complete
 *   read(...)  ──► a reader's connection          thread LedgerCheckpoint: log ──► file
 * </pre>
 */
public final class Ledger implements AutoCloseable {
    private static final int LARGEST_GROUP = 500;
    private static final int LARGEST_QUEUE = 50_000;
    private static final int IDLE_READERS = 4;
    /** A disk that has not answered for so long gets nothing more to do until it has. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private final Path file;
    private final SqliteSession writer;
    private final ConcurrentLinkedQueue<SqliteSession> readers = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Pending<?>> queue = new ArrayBlockingQueue<>(LARGEST_QUEUE);
    private final Executor afterCommit;
    private final LedgerMeter meter = new LedgerMeter();
    private final Thread thread;
    private final LedgerUpkeep upkeep;
    private volatile boolean closing;
    private volatile boolean checkpointWanted;
    /** When the group at work was begun; 0 when there is none. */
    private volatile long busySince;

    private Ledger(Path file, SqliteSession writer, LedgerUpkeep upkeep, Executor afterCommit) {
        this.file = file;
        this.writer = writer;
        this.upkeep = upkeep;
        this.afterCommit = afterCommit;
        this.thread = new Thread(this::run, "Ledger");
        thread.setDaemon(true);
    }

    private record Pending<T>(Function<LedgerSession, T> work, CompletableFuture<T> result, long since) {
        /** The error if this write cannot be done; its result is kept back until the commit. */
        Done<T> attempt(LedgerSession session) {
            return new Done<>(this, work.apply(session));
        }
    }

    private record Done<T>(Pending<T> pending, T value) {
        void complete() {
            pending.result().complete(value);
        }
    }

    /**
     * Opens or makes the database and brings its tables into being. What the last stop left behind is put in order first: see
     * {@link LedgerRepair}.
     *
     * @param afterCommit runs the completion of futures, a whole group at a time: the writer has the next group to commit
     * @throws LedgerException if the file cannot be opened or made; the message names file and reason
     */
    public static Ledger open(Path file, LedgerSchema schema, Executor afterCommit) {
        LedgerUpkeep upkeep = LedgerUpkeep.ofOwner(file);
        upkeep.before(schema);
        return open(file, schema, upkeep, SqliteSession.Use.WRITER, afterCommit);
    }

    /** The same file for another process than the daemon that owns it: nothing is checked, repaired or tidied. */
    public static Ledger beside(Path file, LedgerSchema schema, Executor afterCommit) {
        return open(file, schema, LedgerUpkeep.NONE, SqliteSession.Use.GUEST, afterCommit);
    }

    private static Ledger open(
            Path file, LedgerSchema schema, LedgerUpkeep upkeep, SqliteSession.Use use, Executor afterCommit) {
        SqliteSession writer = SqliteSession.open(file, use);
        try {
            LedgerRepair.makeTables(writer, schema);
            upkeep.rescue(writer);
            Ledger ledger = new Ledger(file, writer, upkeep, afterCommit);
            ledger.thread.start();
            upkeep.after(ledger.meter::counts, () -> ledger.checkpointWanted = true);
            return ledger;
        } catch (LedgerException failed) {
            writer.close();
            throw failed;
        }
    }

    /**
     * Queues a write. The future completes after the commit, or fails with a {@link LedgerException}: the work failed, the
     * disk is full, or the queue is.
     *
     * @param work may be run twice; sees what was written before it; must not keep the session
     */
    public <T> CompletableFuture<T> write(Function<LedgerSession, T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        String refusal = refusal();
        if (refusal.isEmpty() && !queue.offer(new Pending<>(work, result, System.nanoTime()))) {
            refusal = "more than " + LARGEST_QUEUE + " writes wait";
        }
        if (!refusal.isEmpty()) {
            meter.onRefused();
            result.completeExceptionally(new LedgerException(file + ": " + refusal));
        }
        return result;
    }

    private String refusal() {
        if (closing) {
            return "the ledger is closed";
        }
        long since = busySince;
        boolean stuck = since != 0 && System.nanoTime() - since > PATIENCE_NANOS;
        return stuck ? "the disk has not answered for more than 30 s" : "";
    }

    /** Reads what is committed. @throws LedgerException if the database cannot be read */
    public <T> T read(Function<LedgerSession, T> work) {
        SqliteSession idle = readers.poll();
        SqliteSession reader = idle == null ? SqliteSession.open(file, SqliteSession.Use.READER) : idle;
        try {
            return work.apply(reader);
        } finally {
            if (closing || readers.size() >= IDLE_READERS) {
                reader.close();
            } else {
                readers.add(reader);
            }
        }
    }

    /** Writes that wait. */
    public int waiting() {
        return queue.size();
    }

    /** What has been done so far. */
    public LedgerCounts counts() {
        return meter.counts();
    }

    public CommitTimes commitTimes() {
        return meter.times();
    }

    /** Where it is. */
    public Path file() {
        return file;
    }

    private void run() {
        List<Pending<?>> group = new ArrayList<>(LARGEST_GROUP);
        while (!closing || !queue.isEmpty()) {
            group.clear();
            try {
                Pending<?> first = queue.poll(200, TimeUnit.MILLISECONDS);
                finishCheckpoint();
                if (first == null) {
                    continue;
                }
                group.add(first);
                queue.drainTo(group, LARGEST_GROUP - 1);
                busySince = System.nanoTime();
                commit(group);
                busySince = 0;
            } catch (InterruptedException stop) {
                closing = true;
            }
        }
    }

    private void finishCheckpoint() {
        if (!checkpointWanted) {
            return;
        }
        checkpointWanted = false;
        long start = System.nanoTime();
        try {
            writer.query("pragma wal_checkpoint(passive)");
        } catch (LedgerException failed) {
            // Checkpoints reports it when it meets it, which is soon
            return;
        }
        meter.onCheckpoint(System.nanoTime() - start);
    }

    /** All in one transaction; if one of them fails, each in its own, so that a bad write harms only itself. */
    private void commit(List<Pending<?>> group) {
        if (commitTogether(group)) {
            return;
        }
        for (Pending<?> pending : group) {
            commitAlone(pending);
        }
    }

    private boolean commitTogether(List<Pending<?>> group) {
        long start = System.nanoTime();
        List<Done<?>> done = new ArrayList<>(group.size());
        try {
            writer.begin();
            for (Pending<?> pending : group) {
                done.add(pending.attempt(writer));
            }
            writer.commit();
        } catch (RuntimeException failed) {
            writer.rollback();
            return false;
        }
        measure(group, start);
        afterCommit.execute(() -> done.forEach(Done::complete));
        return true;
    }

    private void measure(List<Pending<?>> group, long start) {
        long now = System.nanoTime();
        long waited = 0;
        for (Pending<?> pending : group) {
            waited += now - pending.since();
        }
        meter.onCommit(group.size(), now - start, waited, now - group.get(0).since());
    }

    private void commitAlone(Pending<?> pending) {
        long start = System.nanoTime();
        try {
            writer.begin();
            Done<?> done = pending.attempt(writer);
            writer.commit();
            measure(List.of(pending), start);
            afterCommit.execute(done::complete);
        } catch (RuntimeException failed) {
            writer.rollback();
            meter.onFailed();
            LedgerException why = failed instanceof LedgerException known
                    ? known
                    : new LedgerException(file + ": a write failed: " + failed, failed);
            afterCommit.execute(() -> pending.result().completeExceptionally(why));
        }
    }

    /** Commits what waits, then closes the file. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(Duration.ofSeconds(30).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        for (SqliteSession reader = readers.poll(); reader != null; reader = readers.poll()) {
            reader.close();
        }
        upkeep.close();
        writer.close();
        upkeep.stopped(!thread.isAlive());
    }
}
