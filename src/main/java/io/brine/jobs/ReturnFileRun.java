package io.brine.jobs;

import io.brine.store.LedgerRow;
import java.util.List;

/** Writes Salt's files of returns that are in the book, newest job first. Files that are there already stay. */
final class ReturnFileRun {
    private static final int JOBS_AT_ONCE = 200;
    private static final String LAST = "~";

    private final JobBook book;
    private final JobFiles files;

    ReturnFileRun(JobBook book, JobFiles files) {
        this.book = book;
        this.files = files;
    }

    /** @param first the jid somebody waits for; may be empty */
    void run(String first) {
        if (!first.isEmpty()) {
            write(first);
        }
        String before = LAST;
        while (!before.isEmpty()) {
            before = writeSome(before);
        }
    }

    /** @return the jid to go on from; empty at the end */
    private String writeSome(String before) {
        List<LedgerRow> jids = book.ledger()
                .read(session -> session.query(
                        "select jid from jobs where jid < ? order by jid desc limit " + JOBS_AT_ONCE, before));
        jids.forEach(row -> write(row.text(0)));
        return jids.isEmpty() ? "" : jids.get(jids.size() - 1).text(0);
    }

    private void write(String jid) {
        book.returns(jid).values().forEach(files::saveReturn);
    }
}
