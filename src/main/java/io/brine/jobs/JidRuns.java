package io.brine.jobs;

import io.brine.store.LedgerSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * Jids of several entries of an index, newest first and each once, fetched a page at a time as they are asked for: however
 * many jobs an entry has, only its newest cost anything.
 */
final class JidRuns implements Iterator<String> {
    private static final int LARGEST_PAGE = 500;
    private static final int SMALLEST_PAGE = 4;

    private final LedgerSession session;
    private final String start;
    private final int page;
    private final PriorityQueue<Run> runs =
            new PriorityQueue<>(Comparator.comparing(Run::head).reversed());

    /**
     * @param start no jid before this
     * @param end no jid after this
     */
    JidRuns(LedgerSession session, List<Entry> entries, String start, String end) {
        this.session = session;
        this.start = start;
        this.page = Math.max(SMALLEST_PAGE, Math.min(LARGEST_PAGE, 2000 / Math.max(1, entries.size())));
        for (Entry entry : entries) {
            Run run = new Run(entry);
            if (run.fetch(" and jid <= ?", end)) {
                runs.add(run);
            }
        }
    }

    /**
     * An entry of an index.
     *
     * @param sql selects its jids, with a condition to which others can be added
     * @param values what its question marks stand for
     */
    record Entry(String sql, List<String> values) {
        static Entry of(String sql, String... values) {
            return new Entry(sql, List.of(values));
        }
    }

    private final class Run {
        private final Entry entry;
        private List<String> jids = List.of();
        private int at;

        Run(Entry entry) {
            this.entry = entry;
        }

        String head() {
            return jids.get(at);
        }

        boolean fetch(String bound, String jid) {
            List<Object> values = new ArrayList<>(entry.values());
            values.add(jid);
            values.add(start);
            jids =
                    session
                            .query(
                                    entry.sql() + bound + " and jid >= ? order by jid desc limit " + page,
                                    values.toArray())
                            .stream()
                            .map(row -> row.text(0))
                            .toList();
            at = 0;
            return !jids.isEmpty();
        }

        boolean advance() {
            String last = head();
            at++;
            return at < jids.size() || jids.size() == page && fetch(" and jid < ?", last);
        }
    }

    @Override
    public boolean hasNext() {
        return !runs.isEmpty();
    }

    @Override
    public String next() {
        if (runs.isEmpty()) {
            throw new NoSuchElementException();
        }
        String jid = runs.peek().head();
        while (!runs.isEmpty() && runs.peek().head().equals(jid)) {
            Run run = runs.poll();
            if (run.advance()) {
                runs.add(run);
            }
        }
        return jid;
    }
}
