package io.brine.jobs;

import io.brine.store.Ledger;
import io.brine.store.LedgerRow;
import io.brine.store.LedgerSession;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Forgets jobs, oldest first, in slices small enough that returns hardly wait for them, and gives the space back to the
 * file system in slices as well.
 */
final class JobRetention {
    private static final int JOBS_AT_ONCE = 200;
    private static final int RETURNS_AT_ONCE = 500;
    private static final int PAGES_AT_ONCE = 200;
    /** Entries of forgotten jobs in the index by minion are taken out when there are so many. */
    private static final int WORTH_A_SWEEP = 10_000;
    /** Free pages that are kept for what comes. */
    private static final long FREE_PAGES = 1000;

    private final Ledger ledger;
    private final MinionIndex index;
    private final Runnable forgetAnnounced;
    private int returnsForgotten;

    /** @param forgetAnnounced the book must look again whether a job is there */
    JobRetention(Ledger ledger, MinionIndex index, Runnable forgetAnnounced) {
        this.ledger = ledger;
        this.index = index;
        this.forgetAnnounced = forgetAnnounced;
    }

    /** Jobs made before this time. Waits for each slice. @return how many */
    int expire(Instant before) {
        int forgotten = 0;
        for (int slice = slice(before); slice > 0; slice = slice(before)) {
            forgotten += slice;
        }
        return finish(forgotten);
    }

    /** The oldest jobs, until what is in use is not more than this. @return how many */
    int shrink(long mostBytes) {
        int forgotten = 0;
        Instant always = Instant.ofEpochMilli(Long.MAX_VALUE);
        while (usedBytes() > mostBytes) {
            int slice = slice(always);
            if (slice == 0) {
                break;
            }
            forgotten += slice;
        }
        return finish(forgotten);
    }

    /** Pages that are free count as given back. */
    private long usedBytes() {
        return ledger.read(session -> {
            long pages = pragma(session, "page_count") - pragma(session, "freelist_count");
            return pages * pragma(session, "page_size");
        });
    }

    private static long pragma(LedgerSession session, String name) {
        return session.query("pragma " + name).get(0).number(0);
    }

    private int finish(int forgotten) {
        if (returnsForgotten >= WORTH_A_SWEEP) {
            index.sweep();
        }
        if (forgotten > 0) {
            while (ledger.write(JobRetention::giveBack).join()) {
                // the next slice
            }
        }
        return forgotten;
    }

    private static boolean giveBack(LedgerSession session) {
        long free = pragma(session, "freelist_count");
        if (free <= FREE_PAGES) {
            return false;
        }
        session.giveBack(PAGES_AT_ONCE);
        return pragma(session, "freelist_count") < free;
    }

    /** @return jobs that are gone; 0 when none is left to go */
    private int slice(Instant before) {
        int gone = 0;
        while (gone == 0) {
            Slice slice = ledger.write(session -> slice(session, before.toEpochMilli()))
                    .join();
            returnsForgotten += slice.returns;
            gone = slice.jobs;
            if (slice.returns == 0 && slice.jobs == 0) {
                return 0;
            }
        }
        return gone;
    }

    private record Slice(int jobs, int returns) {}

    /** The returns of a few jobs, and if these were all, the jobs. */
    private Slice slice(LedgerSession session, long before) {
        forgetAnnounced.run();
        List<LedgerRow> old =
                session.query("select jid from jobs where made < ? order by made limit " + JOBS_AT_ONCE, before);
        Object[] jids = old.stream().map(row -> row.text(0)).toArray();
        if (jids.length == 0) {
            return new Slice(0, 0);
        }
        String these = old.stream().map(row -> "?").collect(Collectors.joining(", ", "(", ")"));
        int returns = session.update(
                "delete from returns where id in (select id from returns where jid in " + these + " limit "
                        + RETURNS_AT_ONCE + ")",
                jids);
        if (returns == RETURNS_AT_ONCE) {
            return new Slice(0, returns);
        }
        for (String table : List.of("minions", "deliveries", "metadata", "jobs")) {
            session.update("delete from " + table + " where jid in " + these, jids);
        }
        return new Slice(jids.length, returns);
    }
}
