package io.brine.jobs;

import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.store.Ledger;
import io.brine.store.LedgerRow;
import io.brine.store.LedgerSession;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

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
        NOT_KEPT
    }

    private static final List<String> JOBS = List.of(
            "create table if not exists jobs(jid text primary key, made integer, fun text, kept integer, load blob)",
            "create index if not exists jobs_made on jobs(made)",
            "create table if not exists minions(jid text, syndic text, ids blob, primary key(jid, syndic))",
            "create table if not exists returns(id integer primary key, jid text, minion text, at integer, fun text,"
                    + " retcode integer, success integer, result blob, out blob)",
            "create unique index if not exists returns_once on returns(jid, minion)",
            "create index if not exists returns_of_minion on returns(minion, at)",
            "create index if not exists returns_at on returns(at)");
    /** Nothing is inserted for a job that asked not to be kept, nor for a minion that has returned. */
    private static final String INSERT_RETURN =
            "insert or ignore into returns(jid, minion, at, fun, retcode, success, result, out)"
                    + " select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 where (select kept from jobs where jid = ?1) = 1";

    private static final int SLICE = 2000;
    private static final int MOST_ANNOUNCED = 100_000;

    private final Ledger ledger;
    private final JobFiles files;
    private final Executor fileWriter;
    private final Clock clock;
    private final DeliveryBook deliveries;
    private final SeenMinions seen;
    /** Jobs that are known to be on disk, so that their returns need not look. */
    private final Set<String> announced = ConcurrentHashMap.newKeySet();

    /** @param fileWriter runs the writing of return files, which nobody waits for */
    private JobBook(Ledger ledger, JobFiles files, Executor fileWriter, Clock clock) {
        this.ledger = ledger;
        this.files = files;
        this.fileWriter = fileWriter;
        this.clock = clock;
        this.deliveries = new DeliveryBook(ledger, clock);
        this.seen = new SeenMinions(ledger);
    }

    /** Opens the database beside the files. @throws io.brine.store.LedgerException if that cannot be */
    public static JobBook open(Path file, JobFiles files, Executor afterCommit, Executor fileWriter, Clock clock) {
        List<String> schema = Stream.of(JOBS, DeliveryBook.SCHEMA, SeenMinions.SCHEMA)
                .flatMap(List::stream)
                .toList();
        return new JobBook(Ledger.open(file, schema, afterCommit), files, fileWriter, clock);
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
        String fun = job.load().get("fun") instanceof String name ? name : "";
        CompletableFuture<Void> saved = ledger.write(session -> {
            session.update(
                    "insert into jobs(jid, made, fun, kept, load) values(?, ?, ?, ?, ?)"
                            + " on conflict(jid) do update set fun = excluded.fun, load = excluded.load",
                    job.jid(),
                    clock.millis(),
                    fun,
                    kept ? 1 : 0,
                    load);
            saveMinions(session, job.jid(), "", ids);
            return null;
        });
        return saved.thenRun(() -> announce(job.jid()));
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

    private static void saveMinions(LedgerSession session, String jid, String syndic, byte[] ids) {
        session.update("insert or replace into minions(jid, syndic, ids) values(?, ?, ?)", jid, syndic, ids);
    }

    /** A job nobody announced is made known with its first return. */
    public CompletableFuture<Saved> saveReturn(JobReturn returned) {
        byte[] result = MsgPack.packLocal(returned.result());
        byte[] out = returned.out().map(MsgPack::packLocal).orElse(null);
        CompletableFuture<Saved> saved = ledger.write(session -> insert(session, returned, result, out));
        saved.thenAcceptAsync(
                what -> {
                    if (what == Saved.SAVED) {
                        files.saveReturn(returned);
                    }
                },
                fileWriter);
        return saved;
    }

    private Saved insert(LedgerSession session, JobReturn returned, byte[] result, byte[] out) {
        if (!announced.contains(returned.jid())) {
            session.update(
                    "insert or ignore into jobs(jid, made, fun, kept) values(?, ?, ?, 1)",
                    returned.jid(),
                    clock.millis(),
                    returned.fun());
        }
        int inserted = session.update(
                INSERT_RETURN,
                returned.jid(),
                returned.minion(),
                clock.millis(),
                returned.fun(),
                returned.result().get("retcode") instanceof Number retcode ? retcode.longValue() : null,
                returned.result().get("success") instanceof Boolean success ? (success ? 1 : 0) : null,
                result,
                out);
        return inserted == 1 ? Saved.SAVED : notInserted(session, returned.jid());
    }

    private static Saved notInserted(LedgerSession session, String jid) {
        List<LedgerRow> kept = session.query("select kept from jobs where jid = ?", jid);
        return kept.get(0).number(0) == 0 ? Saved.NOT_KEPT : Saved.REPLAY;
    }

    public Optional<JobRecord> job(String jid) {
        return ledger.read(session -> session.query("select jid, load from jobs where jid = ?", jid).stream()
                .findFirst()
                .map(row -> new JobRecord(jid, load(row), minions(session, jid))));
    }

    /** All jobs that were announced with a load, oldest first, without their minions. */
    public List<JobRecord> jobs() {
        return ledger.read(session -> {
            List<JobRecord> jobs = new ArrayList<>();
            for (LedgerRow row : session.query("select jid, load from jobs where load is not null order by jid")) {
                jobs.add(new JobRecord(row.text(0), load(row), List.of()));
            }
            return jobs;
        });
    }

    /** Returns of a job by minion, in the order they came. */
    public Map<String, JobReturn> returns(String jid) {
        Map<String, JobReturn> returns = new LinkedHashMap<>();
        ledger.read(session ->
                        session.query("select minion, fun, result, out from returns where jid = ? order by id", jid))
                .forEach(row -> returns.put(
                        row.text(0),
                        new JobReturn(
                                jid,
                                row.text(0),
                                row.text(1),
                                Trees.fields(MsgPack.unpackLocal(row.bytes(2))),
                                row.isNull(3) ? Optional.empty() : Optional.of(MsgPack.unpackLocal(row.bytes(3))))));
        return returns;
    }

    /** True if this minion has returned this job. */
    public boolean hasReturned(String jid, String minion) {
        return !ledger.read(session -> session.query("select 1 from returns where jid = ? and minion = ?", jid, minion))
                .isEmpty();
    }

    private static Map<String, Object> load(LedgerRow row) {
        return row.isNull(1) ? Map.of() : Trees.fields(MsgPack.unpackLocal(row.bytes(1)));
    }

    private static List<String> minions(LedgerSession session, String jid) {
        TreeSet<String> all = new TreeSet<>();
        for (LedgerRow row : session.query("select ids from minions where jid = ?", jid)) {
            if (MsgPack.unpackLocal(row.bytes(0)) instanceof List<?> ids) {
                ids.forEach(id -> all.add(Trees.text(id)));
            }
        }
        return List.copyOf(all);
    }

    /** Forgets jobs and returns from before this time, in small transactions. @return jobs forgotten */
    public int expire(Instant before) {
        announced.clear();
        int forgotten = 0;
        int slice;
        do {
            slice = ledger.write(session -> expireSlice(session, before.toEpochMilli()))
                    .join();
            forgotten += slice;
        } while (slice == SLICE);
        files.expire(before);
        return forgotten;
    }

    private static int expireSlice(LedgerSession session, long before) {
        session.update(
                "delete from returns where jid in (select jid from jobs where made < ? order by made limit " + SLICE
                        + ")",
                before);
        session.update(
                "delete from minions where jid in (select jid from jobs where made < ? order by made limit " + SLICE
                        + ")",
                before);
        session.update(
                "delete from deliveries where jid in (select jid from jobs where made < ? order by made limit " + SLICE
                        + ")",
                before);
        return session.update(
                "delete from jobs where jid in (select jid from jobs where made < ? order by made limit " + SLICE + ")",
                before);
    }

    /** What became of each job for each minion. */
    public DeliveryBook deliveries() {
        return deliveries;
    }

    /** Where minions were connected last. */
    public SeenMinions seen() {
        return seen;
    }

    /** Writes that wait for the disk. */
    public int waiting() {
        return ledger.waiting();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
