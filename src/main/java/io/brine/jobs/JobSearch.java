package io.brine.jobs;

import io.brine.store.Ledger;
import io.brine.store.LedgerRow;
import io.brine.store.LedgerSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds jobs in the book, newest first, by walking along one index and looking at each job for the rest of the query. A walk
 * ends when enough was found, or after {@value #MOST_LOOKS} jobs that did not fit: then it says so.
 */
public final class JobSearch {
    static final int MOST_LOOKS = 2000;

    private static final String ROW =
            "select fun, user, tgt, tgt_type, load from jobs where jid = ? and load is not null";

    private final Ledger ledger;

    public JobSearch(JobBook book) {
        this.ledger = book.ledger();
    }

    /**
     * What was found.
     *
     * @param jobs oldest first, without their minions
     * @param more there are older jobs that fit
     * @param gaveUpAt the jid up to which was looked, if the search gave up; empty text otherwise
     */
    public record Found(List<JobRecord> jobs, boolean more, String gaveUpAt) {
        public Found {
            jobs = List.copyOf(jobs);
        }
    }

    /** @throws io.brine.store.LedgerException if the book cannot be read */
    public Found list(JobQuery query) {
        return ledger.read(session -> list(session, query));
    }

    private static Found list(LedgerSession session, JobQuery query) {
        List<JobRecord> jobs = new ArrayList<>();
        Iterator<String> jids = new JobSource(session, query).jids();
        int inVain = 0;
        while (jids.hasNext()) {
            String jid = jids.next();
            JobRecord job = fitting(session, query, jid);
            if (job == null) {
                if (++inVain == MOST_LOOKS && query.limit() > 0) {
                    return found(jobs, false, jid);
                }
            } else if (query.limit() > 0 && jobs.size() == query.limit()) {
                return found(jobs, true, "");
            } else {
                jobs.add(job);
            }
        }
        return found(jobs, false, "");
    }

    private static Found found(List<JobRecord> newestFirst, boolean more, String gaveUpAt) {
        Collections.reverse(newestFirst);
        return new Found(newestFirst, more, gaveUpAt);
    }

    /** Null if it does not fit. */
    private static JobRecord fitting(LedgerSession session, JobQuery query, String jid) {
        List<LedgerRow> rows = session.query(ROW, jid);
        if (rows.isEmpty() || !fits(query, jid, rows.get(0)) || !fitsReturns(session, query, jid)) {
            return null;
        }
        Map<String, Object> load = JobBook.loadOf(rows.get(0).bytes(4));
        return hasMark(query, load) ? new JobRecord(jid, load, List.of()) : null;
    }

    private static boolean fits(JobQuery query, String jid, LedgerRow row) {
        boolean timed = !query.start().isEmpty() || !query.end().isEmpty();
        return (!timed || !JobListing.startTime(jid).isEmpty())
                && (query.user().isEmpty() || query.user().equals(row.text(1)))
                && (query.functions().isEmpty()
                        || JobSource.likeAny(
                                query.functions(), List.of(row.text(0).split(","))))
                && (query.targets().isEmpty() || JobSource.likeAny(query.targets(), targets(row)));
    }

    private static List<String> targets(LedgerRow row) {
        return row.text(3).equals("list") ? List.of(row.text(2).split(",")) : List.of(row.text(2));
    }

    private static boolean fitsReturns(LedgerSession session, JobQuery query, String jid) {
        if (!query.minion().isEmpty()
                && session.query("select 1 from returns where jid = ? and minion = ?", jid, query.minion())
                        .isEmpty()) {
            return false;
        }
        return query.success().isEmpty() || query.success().get() == isGood(session, jid) && hasReturns(session, jid);
    }

    private static boolean isGood(LedgerSession session, String jid) {
        return session.query("select 1 from returns where jid = ? and failed = 1 limit 1", jid)
                .isEmpty();
    }

    private static boolean hasReturns(LedgerSession session, String jid) {
        return !session.query("select 1 from returns where jid = ? limit 1", jid)
                .isEmpty();
    }

    private static boolean hasMark(JobQuery query, Map<String, Object> load) {
        return query.metadata().isEmpty()
                || JobListing.metadata(load) instanceof Map<?, ?> marks
                        && query.metadata().entrySet().stream()
                                .anyMatch(wanted -> marks.containsKey(wanted.getKey())
                                        && Objects.equals(marks.get(wanted.getKey()), wanted.getValue()));
    }
}
