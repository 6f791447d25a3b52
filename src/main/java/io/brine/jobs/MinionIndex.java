package io.brine.jobs;

import io.brine.store.Ledger;
import io.brine.store.LedgerRow;
import io.brine.store.LedgerSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which jobs a minion returned, newest first. Returns are entered long after they came, many at once and sorted, so that a
 * page is written once for many of them; the latest, that are not entered yet, are few enough to be looked through. Entries
 * of forgotten jobs stay until they are swept; whoever reads must look whether the job is still there.
 */
final class MinionIndex {
    private static final Logger LOG = LoggerFactory.getLogger(MinionIndex.class);
    private static final String MARK = "returns_of_minion";
    static final int BATCH = 20_000;
    private static final int SLICE = 1000;

    private final Ledger ledger;
    private final AtomicInteger waiting = new AtomicInteger(BATCH - SLICE);
    private final AtomicBoolean atWork = new AtomicBoolean();

    MinionIndex(Ledger ledger) {
        this.ledger = ledger;
    }

    /** One entry to come. */
    private record Entry(String minion, String jid) {}

    /** A return is on disk. @return true when it is time for {@link #enterDue} */
    boolean isDueAfterReturn() {
        boolean due = waiting.incrementAndGet() >= BATCH && atWork.compareAndSet(false, true);
        if (due) {
            waiting.set(0);
        }
        return due;
    }

    /** Reads the batch, then lets it be written without waiting for that. */
    void enterDue() {
        enter().whenComplete((entered, failed) -> {
            atWork.set(false);
            if (failed != null) {
                LOG.error("the index of returns by minion waits: {}", failed.toString());
            }
        });
    }

    /** Enters a batch. @return how many */
    CompletableFuture<Integer> enter() {
        List<Entry> entries = new ArrayList<>();
        long[] last = new long[1];
        ledger.read(session -> {
            for (LedgerRow row : session.query(
                    "select id, minion, jid from returns where id > ? order by id limit " + BATCH, mark(session))) {
                last[0] = row.number(0);
                entries.add(new Entry(row.text(1), row.text(2)));
            }
            return null;
        });
        entries.sort(Comparator.comparing(Entry::minion).thenComparing(Entry::jid));
        return write(entries, 0, last[0]).thenApply(done -> entries.size());
    }

    private CompletableFuture<Void> write(List<Entry> entries, int from, long last) {
        int to = Math.min(entries.size(), from + SLICE);
        CompletableFuture<Void> slice = ledger.write(session -> {
            for (Entry entry : entries.subList(from, to)) {
                session.update(
                        "insert or ignore into returns_of_minion(minion, jid) values(?, ?)",
                        entry.minion(),
                        entry.jid());
            }
            if (to == entries.size() && last > 0) {
                session.update("insert or replace into marks(name, value) values('" + MARK + "', ?)", last);
            }
            return null;
        });
        return to == entries.size() ? slice : slice.thenCompose(done -> write(entries, to, last));
    }

    /** The last return that is entered. */
    static long mark(LedgerSession session) {
        return session.query("select value from marks where name = '" + MARK + "'").stream()
                .findFirst()
                .map(row -> row.number(0))
                .orElse(0L);
    }

    /** Takes out entries of jobs that are no more, one stretch after the other. Waits for each. */
    void sweep() {
        Entry from = new Entry("", "");
        while (from != null) {
            Entry start = from;
            from = ledger.write(session -> sweep(session, start)).join();
        }
    }

    /** @return where the next stretch begins; null at the end */
    private static Entry sweep(LedgerSession session, Entry from) {
        Entry to = session
                .query(
                        "select minion, jid from returns_of_minion where (minion, jid) > (?, ?)"
                                + " order by minion, jid limit 1 offset " + SLICE,
                        from.minion(),
                        from.jid())
                .stream()
                .findFirst()
                .map(row -> new Entry(row.text(0), row.text(1)))
                .orElse(null);
        String sql = "delete from returns_of_minion where (minion, jid) > (?, ?)"
                + " and not exists (select 1 from jobs where jobs.jid = returns_of_minion.jid)";
        if (to == null) {
            session.update(sql, from.minion(), from.jid());
        } else {
            session.update(sql + " and (minion, jid) <= (?, ?)", from.minion(), from.jid(), to.minion(), to.jid());
        }
        return to;
    }
}
