package io.brine.jobs;

import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.store.Ledger;
import io.brine.store.LedgerException;
import io.brine.store.LedgerRow;
import io.brine.store.LedgerSession;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master's book of jobs and returns. Every future here completes after its data is on disk, and fails with a
 * {@link io.brine.store.LedgerException} if that cannot be.
 */
public final class JobBook implements AutoCloseable {
    /** What became of a return. */
    public enum Saved {
        SAVED,
        /** This minion has already returned this job: Salt calls it a possible replay. The first return stays. */
        REPLAY,
        /** The job asked not to be kept. */
        NOT_KEPT,
        /** The job is known and was not meant for this minion. */
        FOREIGN
    }

    private static final Logger LOG = LoggerFactory.getLogger(JobBook.class);
    private static final String INSERT_JOB =
            "insert into jobs(jid, made, fun, user, tgt, tgt_type, minions, kept, load) values(?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " on conflict(jid) do update set fun = excluded.fun, user = excluded.user, tgt = excluded.tgt,"
                    + " tgt_type = excluded.tgt_type, minions = max(minions, excluded.minions), load = excluded.load";
    /** Nothing is inserted for a minion that has returned. */
    static final String INSERT_RETURN =
            "insert or ignore into returns(jid, minion, at, fun, retcode, failed, result, out)"
                    + " values(?, ?, ?, ?, ?, ?, ?, ?)";

    private static final int MOST_ANNOUNCED = 100_000;

    private final Ledger ledger;
    private final JobFiles files;
    private final Executor fileWriter;
    private final Clock clock;
    private final DeliveryBook deliveries;
    private final SeenMinions seen;
    private final BatchBook batches;
    private final MinionIndex index;
    /** Jobs that are known to be on disk and to keep returns, so that their returns need not look. */
    private final Set<String> announced = ConcurrentHashMap.newKeySet();

    private final ExpectedMinions expected = new ExpectedMinions();

    private JobBook(Ledger ledger, JobFiles files, Executor fileWriter, Clock clock) {
        this.ledger = ledger;
        this.files = files;
        this.fileWriter = fileWriter;
        this.clock = clock;
        this.deliveries = new DeliveryBook(ledger, clock);
        this.seen = new SeenMinions(ledger);
        this.batches = new BatchBook(ledger, clock);
        this.index = new MinionIndex(ledger);
    }

    /**
     * Opens the database beside the files, for the daemon.
     *
     * @param fileWriter runs the writing of return files, which nobody waits for
     * @throws io.brine.store.LedgerException if that cannot be
     */
    public static JobBook open(Path file, JobFiles files, Executor afterCommit, Executor fileWriter, Clock clock) {
        Ledger ledger = Ledger.open(file, JobSchema.SCHEMA, afterCommit);
        afterCommit.execute(() -> report(ledger));
        return new JobBook(ledger, files, fileWriter, clock);
    }

    /** The same book for a command while the daemon may have it open. */
    public static JobBook beside(Path file, JobFiles files, Clock clock) {
        return new JobBook(Ledger.beside(file, JobSchema.SCHEMA, Runnable::run), files, Runnable::run, clock);
    }

    private static void report(Ledger ledger) {
        try {
            long jobs = count(ledger, "select count(*) from jobs");
            long returns = count(ledger, "select count(*) from returns");
            LOG.info("{} has {} jobs and {} returns", ledger.file(), jobs, returns);
        } catch (LedgerException failed) {
            LOG.error("the jobs cannot be counted: {}", failed.getMessage());
        }
    }

    private static long count(Ledger ledger, String sql) {
        return ledger.read(session -> session.query(sql).get(0).number(0));
    }

    /**
     * A new job. The files Salt's command line reads are there when this returns, as it looks into them after the answer to
     * its publish.
     *
     * @param minions who is expected to answer
     * @param kept false: returns will not be kept ({@code nocache})
     */
    public CompletableFuture<Void> saveJob(JobRecord job, boolean kept) {
        files.saveJob(job, kept);
        byte[] load = MsgPack.packLocal(job.load());
        byte[] ids = MsgPack.packLocal(job.minions());
        JobColumns columns = JobColumns.of(job.load());
        CompletableFuture<Void> saved = ledger.write(session -> {
            insertJob(session, job, columns, kept, load);
            saveMinions(session, job.jid(), "", ids);
            return null;
        });
        return kept ? saved.thenRun(() -> announce(job.jid())) : saved;
    }

    private void insertJob(LedgerSession session, JobRecord job, JobColumns columns, boolean kept, byte[] load) {
        session.update(
                INSERT_JOB,
                job.jid(),
                clock.millis(),
                columns.fun(),
                columns.user(),
                columns.tgt(),
                columns.tgtType(),
                job.minions().size(),
                kept ? 1 : 0,
                load);
        columns.metadata()
                .forEach((name, value) -> session.update(
                        "insert or replace into metadata(jid, name, value) values(?, ?, ?)", job.jid(), name, value));
    }

    private void announce(String jid) {
        if (announced.size() >= MOST_ANNOUNCED) {
            announced.clear();
        }
        announced.add(jid);
    }

    /** Ids a syndic names as expected below it. */
    public CompletableFuture<Void> saveSyndicMinions(String jid, String syndic, List<String> minions) {
        files.saveSyndicMinions(jid, syndic, minions);
        byte[] ids = MsgPack.packLocal(minions);
        return ledger.write(session -> {
            saveMinions(session, jid, syndic, ids);
            return null;
        });
    }

    private void saveMinions(LedgerSession session, String jid, String syndic, byte[] ids) {
        expected.forget(jid);
        session.update("insert or replace into minions(jid, syndic, ids) values(?, ?, ?)", jid, syndic, ids);
    }

    /**
     * A return that a minion brings itself: it is not taken if the job is known and was meant for others. A job nobody announced
     * is made known with its first return.
     */
    public CompletableFuture<Saved> saveOwnReturn(JobReturn returned) {
        Optional<Boolean> meant = deliveries.isMeantFor(returned.jid(), returned.minion());
        if (meant.isPresent() && !meant.get()) {
            return CompletableFuture.completedFuture(Saved.FOREIGN);
        }
        return saveReturn(returned, meant.isEmpty());
    }

    /** A return that somebody else brings: a syndic names minions as they come. */
    public CompletableFuture<Saved> saveReturn(JobReturn returned) {
        return saveReturn(returned, false);
    }

    private CompletableFuture<Saved> saveReturn(JobReturn returned, boolean whereMeant) {
        byte[] result = MsgPack.packLocal(returned.result());
        byte[] out = returned.out().map(MsgPack::packLocal).orElse(null);
        CompletableFuture<Saved> saved =
                ledger.write(session -> whereMeant && !expected.contains(session, returned.jid(), returned.minion())
                        ? Saved.FOREIGN
                        : insert(session, returned, result, out));
        saved.thenAccept(what -> {
            if (what == Saved.SAVED) {
                afterReturn(returned);
            }
        });
        return saved;
    }

    private void afterReturn(JobReturn returned) {
        if (files.writesReturns()) {
            fileWriter.execute(() -> files.saveReturn(returned));
        }
        if (index.isDueAfterReturn()) {
            fileWriter.execute(index::enterDue);
        }
    }

    private Saved insert(LedgerSession session, JobReturn returned, byte[] result, byte[] out) {
        if (!announced.contains(returned.jid()) && !keepsReturns(session, returned)) {
            return Saved.NOT_KEPT;
        }
        int inserted = session.update(
                INSERT_RETURN,
                returned.jid(),
                returned.minion(),
                clock.millis(),
                returned.fun(),
                returned.result().get("retcode") instanceof Number retcode ? retcode.longValue() : null,
                returned.failed() ? 1 : 0,
                result,
                out);
        return inserted == 1 ? Saved.SAVED : Saved.REPLAY;
    }

    /** A job that nobody announced is made here. */
    private boolean keepsReturns(LedgerSession session, JobReturn returned) {
        List<LedgerRow> kept = session.query("select kept from jobs where jid = ?", returned.jid());
        if (!kept.isEmpty()) {
            return kept.get(0).number(0) == 1;
        }
        session.update(
                "insert into jobs(jid, made, fun, kept) values(?, ?, ?, 1)",
                returned.jid(),
                clock.millis(),
                returned.fun());
        return true;
    }

    public Optional<JobRecord> job(String jid) {
        return ledger.read(session -> session.query("select jid, load from jobs where jid = ?", jid).stream()
                .findFirst()
                .map(row -> new JobRecord(jid, loadOf(row.bytes(1)), minions(session, jid))));
    }

    /** From now on every return has its file; the job named first and then all others, newest first, get theirs here. */
    public void writeReturnFiles(String first) {
        files.writeReturns();
        new ReturnFileRun(this, files).run(first);
    }

    /** Returns of a job by minion, in the order they came. */
    public Map<String, JobReturn> returns(String jid) {
        Map<String, JobReturn> returns = new LinkedHashMap<>();
        ledger.read(session ->
                        session.query("select minion, fun, result, out from returns where jid = ? order by id", jid))
                .forEach(row -> returns.put(row.text(0), returned(jid, row)));
        return returns;
    }

    /** What one minion has returned for a job; empty if it has not. */
    public Optional<JobReturn> returned(String jid, String minion) {
        return ledger
                .read(session -> session.query(
                        "select minion, fun, result, out from returns where jid = ? and minion = ?", jid, minion))
                .stream()
                .findFirst()
                .map(row -> returned(jid, row));
    }

    private static JobReturn returned(String jid, LedgerRow row) {
        return new JobReturn(
                jid,
                row.text(0),
                row.text(1),
                Trees.fields(MsgPack.unpackLocal(row.bytes(2))),
                row.isNull(3) ? Optional.empty() : Optional.of(MsgPack.unpackLocal(row.bytes(3))));
    }

    /** True if this minion has returned this job. */
    public boolean hasReturned(String jid, String minion) {
        return !ledger.read(session -> session.query("select 1 from returns where jid = ? and minion = ?", jid, minion))
                .isEmpty();
    }

    /** Empty for a job known by its returns alone. */
    static Map<String, Object> loadOf(byte[] packed) {
        return packed.length == 0 ? Map.of() : Trees.fields(MsgPack.unpackLocal(packed));
    }

    static List<String> minions(LedgerSession session, String jid) {
        TreeSet<String> all = new TreeSet<>();
        for (LedgerRow row : session.query("select ids from minions where jid = ?", jid)) {
            if (MsgPack.unpackLocal(row.bytes(0)) instanceof List<?> ids) {
                ids.forEach(id -> all.add(Trees.text(id)));
            }
        }
        return List.copyOf(all);
    }

    /** Forgets jobs and returns from before this time. @return jobs forgotten */
    public int expire(Instant before) {
        int forgotten = retention().expire(before);
        batches.expire(before);
        files.expire(before);
        return forgotten;
    }

    /** Forgets the oldest jobs until the file is not larger than this. @return jobs forgotten */
    public int shrink(long mostBytes) {
        return retention().shrink(mostBytes);
    }

    private JobRetention retention() {
        return new JobRetention(ledger, index, announced::clear);
    }

    /** For searches in it, and what it did. */
    public Ledger ledger() {
        return ledger;
    }

    /** What became of each job for each minion. */
    public DeliveryBook deliveries() {
        return deliveries;
    }

    /** Batches and their steps. */
    public BatchBook batches() {
        return batches;
    }

    /** Where minions were connected last. */
    public SeenMinions seen() {
        return seen;
    }

    @Override
    public void close() {
        ledger.close();
    }
}
