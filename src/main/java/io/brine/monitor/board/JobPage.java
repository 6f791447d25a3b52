package io.brine.monitor.board;

import io.brine.data.Trees;
import io.brine.jobs.JobBook;
import io.brine.jobs.JobDeliveries;
import io.brine.jobs.JobQuery;
import io.brine.jobs.JobRecord;
import io.brine.jobs.JobReturn;
import io.brine.jobs.JobSearch;
import io.brine.monitor.health.HealthWatch;
import io.brine.store.LedgerRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jobs and what became of them, from the book. */
final class JobPage {
    /** Tools ask with it all the time. */
    private static final String FIND_JOB = "saltutil.find_job";
    /** So many jobs of the watch are passed over for one of a person. */
    private static final int CHECKS_BETWEEN = 20;

    private final JobBook book;

    JobPage(JobBook book) {
        this.book = book;
    }

    /** {@code [jid, fun, target, target type, user, minions expected, returned, failed]}, newest first. */
    List<Object> newest(int most) {
        List<JobRecord> found =
                new JobSearch(book).list(JobQuery.ALL.newest(most * 2)).jobs();
        List<Object> jobs = new ArrayList<>();
        for (int at = found.size() - 1; at >= 0 && jobs.size() < most; at--) {
            JobRecord job = found.get(at);
            if (!FIND_JOB.equals(job.load().get("fun"))) {
                jobs.add(line(job));
            }
        }
        return jobs;
    }

    private List<Object> line(JobRecord job) {
        LedgerRow counts = book.ledger()
                .read(session -> session.query(
                                "select (select minions from jobs where jid = ?1), count(*), coalesce(sum(failed), 0)"
                                        + " from returns where jid = ?1",
                                job.jid())
                        .get(0));
        return Arrays.asList(
                job.jid(),
                words(job.load().get("fun")),
                words(job.load().get("tgt")),
                Trees.text(job.load().getOrDefault("tgt_type", "glob")),
                Trees.text(job.load().getOrDefault("user", "")),
                counts.isNull(0) ? 0 : counts.number(0),
                counts.number(1),
                counts.number(2));
    }

    private static String words(Object value) {
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : String.valueOf(value == null ? "" : value);
    }

    /** {@code {line, arg?, rows: [[minion, state, why, retcode, failed, seconds], ...]}}. */
    Optional<Map<String, Object>> job(String jid, boolean arguments) {
        Optional<JobRecord> found = book.job(jid);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("line", line(found.get()));
        if (arguments) {
            tree.put("arg", found.get().load().getOrDefault("arg", List.of()));
        }
        tree.put("rows", rows(jid));
        return Optional.of(tree);
    }

    private List<Object> rows(String jid) {
        Map<String, LedgerRow> returns = new HashMap<>();
        book.ledger()
                .read(session -> session.query("select minion, retcode, failed from returns where jid = ?", jid))
                .forEach(row -> returns.put(row.text(0), row));
        JobDeliveries deliveries = book.deliveries().deliveries(jid);
        List<Object> rows = new ArrayList<>();
        for (int place = 0; place < deliveries.minions().size(); place++) {
            List<JobDeliveries.Step> line = deliveries.timeline(place);
            JobDeliveries.Step first = line.get(0);
            JobDeliveries.Step last = line.get(line.size() - 1);
            String minion = deliveries.minions().get(place);
            LedgerRow returned = returns.remove(minion);
            rows.add(row(
                    minion,
                    deliveries.state(place).word(),
                    last.why(),
                    returned,
                    last.at().toEpochMilli() - first.at().toEpochMilli()));
        }
        returns.forEach((minion, returned) -> rows.add(row(minion, "returned", "", returned, 0)));
        return rows;
    }

    private static List<Object> row(String minion, String state, String why, LedgerRow returned, long millis) {
        Long retcode = returned == null || returned.isNull(1) ? null : returned.number(1);
        return Arrays.asList(minion, state, why, retcode, returned == null ? 0 : returned.number(2), millis / 1000.0);
    }

    Optional<Map<String, Object>> result(String jid, String minion) {
        return book.returned(jid, minion).map(JobReturn::withOut);
    }

    /** The last ones this minion has returned, as {@link #newest}; checks are no story. */
    List<Object> of(String minion, int most) {
        List<Object> jobs = new ArrayList<>();
        List<JobRecord> found = new JobSearch(book)
                .list(JobQuery.ALL.ofMinion(minion).newest(most * CHECKS_BETWEEN))
                .jobs();
        for (int at = found.size() - 1; at >= 0 && jobs.size() < most; at--) {
            if (!HealthWatch.USER.equals(found.get(at).load().get("user"))) {
                jobs.add(line(found.get(at)));
            }
        }
        return jobs;
    }
}
