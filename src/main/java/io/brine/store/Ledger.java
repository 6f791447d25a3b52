package io.brine.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * An embedded SQLite database with one writer. Writes are queued (bounded) and committed in groups: a future is complete
 * only after its transaction is on disk (write-ahead log, {@code synchronous=FULL}). Readers have a connection of their
 * own and never wait for the writer. Another process may open the same file.
 *
 * <pre>
 *   write(...) ──► queue ──► thread Ledger:  begin · up to 500 writes · commit + fsync ──► futures complete
 *   read(...)  ──► reader's connection
 * </pre>
 */
public final class Ledger implements AutoCloseable {
    private static final int LARGEST_GROUP = 500;
    private static final int LARGEST_QUEUE = 50_000;

    private final Path file;
    private final SqliteSession writer;
    private final SqliteSession reader;
    private final BlockingQueue<Pending<?>> queue = new ArrayBlockingQueue<>(LARGEST_QUEUE);
    private final Executor afterCommit;
    private final Thread thread;
    private volatile boolean closing;

    private Ledger(Path file, SqliteSession writer, SqliteSession reader, Executor afterCommit) {
        this.file = file;
        this.writer = writer;
        this.reader = reader;
        this.afterCommit = afterCommit;
        this.thread = new Thread(this::run, "Ledger");
        thread.setDaemon(true);
    }

    private record Pending<T>(Function<LedgerSession, T> work, CompletableFuture<T> result) {
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
     * Opens or makes the database and brings its tables into being.
     *
     * @param schema statements that may be run at every start ({@code create table if not exists})
     * @param afterCommit runs the completion of futures, a whole group at a time: the writer has the next group to commit
     * @throws LedgerException if the file cannot be opened or is no database; the message names file and reason
     */
    public static Ledger open(Path file, List<String> schema, Executor afterCommit) {
        SqliteSession writer = SqliteSession.open(file, false);
        try {
            schema.forEach(writer::update);
            Ledger ledger = new Ledger(file, writer, SqliteSession.open(file, true), afterCommit);
            ledger.thread.start();
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
        if (closing || !queue.offer(new Pending<>(work, result))) {
            String reason = closing ? "the ledger is closed" : "more than " + LARGEST_QUEUE + " writes wait";
            result.completeExceptionally(new LedgerException(file + ": " + reason));
        }
        return result;
    }

    /** Reads what is committed. @throws LedgerException if the database cannot be read */
    public <T> T read(Function<LedgerSession, T> work) {
        synchronized (reader) {
            return work.apply(reader);
        }
    }

    /** Writes that wait. */
    public int waiting() {
        return queue.size();
    }

    private void run() {
        List<Pending<?>> group = new ArrayList<>(LARGEST_GROUP);
        while (!closing || !queue.isEmpty()) {
            group.clear();
            try {
                Pending<?> first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                group.add(first);
                queue.drainTo(group, LARGEST_GROUP - 1);
                commit(group);
            } catch (InterruptedException stop) {
                closing = true;
            }
        }
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
        afterCommit.execute(() -> done.forEach(Done::complete));
        return true;
    }

    private void commitAlone(Pending<?> pending) {
        try {
            writer.begin();
            Done<?> done = pending.attempt(writer);
            writer.commit();
            afterCommit.execute(done::complete);
        } catch (RuntimeException failed) {
            writer.rollback();
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
        synchronized (reader) {
            reader.close();
        }
        writer.close();
    }
}
