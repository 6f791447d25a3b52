package io.brine.jobs;

import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.events.TimedEvent;
import io.brine.store.Ledger;
import io.brine.store.LedgerRow;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The events {@code salt/job/<jid>/new} and {@code salt/job/<jid>/ret/<id>} of the past, made again from the book, page by
 * page in the order of time. Fields the book does not keep are missing ({@code missing}, {@code fun_args}).
 */
public final class JobTimeline {
    private static final int PAGE = 500;
    private static final int LOOKED_AT_ONCE = 5000;

    private final Ledger ledger;

    public JobTimeline(JobBook book) {
        this.ledger = book.ledger();
    }

    /** Jobs from the one moment on and before the other. */
    public Iterator<TimedEvent> jobs(Instant from, Instant to) {
        return new Pages() {
            private long made = from.toEpochMilli();
            private long row = -1;

            @Override
            List<TimedEvent> next(int most) {
                List<LedgerRow> rows = ledger.read(session -> session.query(
                        "select rowid, jid, made, load from jobs where (made, rowid) > (?, ?) and made < ?"
                                + " order by made, rowid limit ?",
                        made,
                        row,
                        to.toEpochMilli(),
                        most));
                List<TimedEvent> events = new ArrayList<>();
                for (LedgerRow one : rows) {
                    row = one.number(0);
                    made = one.number(2);
                    events.add(job(one.text(1), made, one.bytes(3)));
                }
                return events;
            }
        };
    }

    private TimedEvent job(String jid, long made, byte[] load) {
        Map<String, Object> job = JobBook.loadOf(load);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("jid", jid);
        for (String key : List.of("tgt_type", "tgt", "user", "fun", "arg")) {
            data.put(key, job.get(key));
        }
        data.put("minions", ledger.read(session -> JobBook.minions(session, jid)));
        return TimedEvent.remade(Instant.ofEpochMilli(made), "salt/job/" + jid + "/new", data);
    }

    /** Returns from the one moment on and before the other. */
    public Iterator<TimedEvent> returns(Instant from, Instant to) {
        long first = firstReturn(from.toEpochMilli());
        return new Pages() {
            private long last = first - 1;

            @Override
            List<TimedEvent> next(int most) {
                List<LedgerRow> rows = ledger.read(session -> session.query(
                        "select id, jid, minion, at, fun, result from returns where id > ? and at >= ? and at < ?"
                                + " order by id limit ?",
                        last,
                        from.toEpochMilli(),
                        to.toEpochMilli(),
                        most));
                List<TimedEvent> events = new ArrayList<>();
                for (LedgerRow one : rows) {
                    last = one.number(0);
                    events.add(returned(one));
                }
                return events;
            }
        };
    }

    /** The book has no index of times; numbers of returns grow with time, so it is read backwards until before that. */
    private long firstReturn(long fromMillis) {
        long first = Long.MAX_VALUE;
        while (true) {
            long before = first;
            List<LedgerRow> rows = ledger.read(session -> session.query(
                    "select id, at from returns where id < ? order by id desc limit ?", before, LOOKED_AT_ONCE));
            if (rows.stream().noneMatch(row -> row.number(1) >= fromMillis)) {
                return first;
            }
            first = rows.get(rows.size() - 1).number(0);
        }
    }

    private static TimedEvent returned(LedgerRow row) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("jid", row.text(1));
        data.put("id", row.text(2));
        data.put("fun", row.text(4));
        data.putAll(Trees.fields(MsgPack.unpackLocal(row.bytes(5))));
        String tag = "salt/job/" + row.text(1) + "/ret/" + row.text(2);
        return TimedEvent.remade(Instant.ofEpochMilli(row.number(3)), tag, data);
    }

    /** Reads on when what was read has been taken. */
    private abstract static class Pages implements Iterator<TimedEvent> {
        private final Deque<TimedEvent> read = new ArrayDeque<>();
        private boolean atEnd;

        abstract List<TimedEvent> next(int most);

        @Override
        public boolean hasNext() {
            if (read.isEmpty() && !atEnd) {
                read.addAll(next(PAGE));
                atEnd = read.isEmpty();
            }
            return !read.isEmpty();
        }

        @Override
        public TimedEvent next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return read.removeFirst();
        }
    }
}
