package io.brine.jobs;

import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.jobs.JobExchange.Choice;
import io.brine.jobs.JobExchange.Counts;
import io.brine.store.LedgerRow;
import io.brine.wire.Jid;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Writes jobs of the book as files. A file has the time at which its content came, as Salt's has. */
final class JobExport {
    private static final int AT_ONCE = 200;

    private final JobBook book;
    private final JobFiles files;
    private final JobExchange.Watcher watcher;
    private Counts counts = Counts.NONE;

    JobExport(JobBook book, JobFiles files, JobExchange.Watcher watcher) {
        this.book = book;
        this.files = files;
        this.watcher = watcher;
    }

    Counts run(Choice choice) {
        long since = choice.since().toEpochMilli();
        if (choice.jids().isEmpty()) {
            String after = "";
            for (List<LedgerRow> some = jobs(after, since); !some.isEmpty(); some = jobs(after, since)) {
                some.forEach(this::write);
                after = some.get(some.size() - 1).text(0);
            }
            return counts;
        }
        for (String jid : new TreeSet<>(choice.jids())) {
            List<LedgerRow> found = rows("select jid, made, kept, load from jobs where jid = ?", jid);
            if (found.isEmpty()) {
                skip("job " + jid, "the book does not have it");
            } else if (found.get(0).number(1) >= since) {
                write(found.get(0));
            }
        }
        return counts;
    }

    private List<LedgerRow> jobs(String after, long since) {
        return rows(
                "select jid, made, kept, load from jobs where jid > ? and made >= ? order by jid limit " + AT_ONCE,
                after,
                since);
    }

    private List<LedgerRow> rows(String sql, Object... values) {
        return book.ledger().read(session -> session.query(sql, values));
    }

    private void skip(String what, String why) {
        watcher.onSkipped(what, why);
        counts = counts.plus(new Counts(0, 0, 0, 1));
    }

    private void write(LedgerRow job) {
        String jid = job.text(0);
        watcher.onJob();
        if (Jid.of(jid).isEmpty()) {
            skip("job " + jid, "its jid cannot be the name of a file");
            return;
        }
        try {
            boolean isNew = !Files.exists(files.directory(jid).resolve("jid"));
            writeJob(jid, job);
            counts = counts.plus(new Counts(isNew ? 1 : 0, 0, isNew ? 0 : 1, 0));
            writeReturns(jid);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write job " + jid + ": " + refused, refused);
        }
    }

    private void writeJob(String jid, LedgerRow job) throws IOException {
        Map<String, Object> load = JobBook.loadOf(job.bytes(3));
        Path directory = files.directory(jid);
        if (load.isEmpty()) {
            JobFiles.prepare(directory, jid);
        }
        for (LedgerRow row : rows("select syndic, ids from minions where jid = ? order by syndic", jid)) {
            List<String> ids = MsgPack.unpackLocal(row.bytes(1)) instanceof List<?> list
                    ? list.stream().map(Trees::text).toList()
                    : List.of();
            if (row.text(0).isEmpty() && !load.isEmpty()) {
                files.saveJob(new JobRecord(jid, load, ids), job.number(2) == 1);
            } else if (MinionId.of(row.text(0)).isPresent()) {
                JobFiles.prepare(directory, jid);
                Files.write(directory.resolve(".minions." + row.text(0) + ".p"), MsgPack.packLocal(ids));
            }
        }
        if (!load.isEmpty() && !Files.exists(directory.resolve(".load.p"))) {
            files.saveJob(new JobRecord(jid, load, List.of()), job.number(2) == 1);
        }
        Files.setLastModifiedTime(directory.resolve("jid"), FileTime.fromMillis(job.number(1)));
    }

    /** A few at a time: one job may have as many as there are minions. */
    private void writeReturns(String jid) throws IOException {
        String after = "";
        List<LedgerRow> some;
        do {
            some = rows(
                    "select minion, fun, result, out, at from returns where jid = ? and minion > ? order by minion limit "
                            + AT_ONCE,
                    jid,
                    after);
            for (LedgerRow row : some) {
                writeReturn(jid, row);
                after = row.text(0);
            }
        } while (some.size() == AT_ONCE);
    }

    private void writeReturn(String jid, LedgerRow row) throws IOException {
        if (MinionId.of(row.text(0)).isEmpty()) {
            skip("return of " + row.text(0) + " for job " + jid, "its name cannot be the name of a directory");
            return;
        }
        Map<String, Object> result = Trees.fields(MsgPack.unpackLocal(row.bytes(2)));
        Optional<Object> out = row.isNull(3) ? Optional.empty() : Optional.of(MsgPack.unpackLocal(row.bytes(3)));
        try {
            Path file = files.writeReturn(new JobReturn(jid, row.text(0), row.text(1), result, out));
            Files.setLastModifiedTime(file, FileTime.fromMillis(row.number(4)));
            counts = counts.plus(new Counts(0, 1, 0, 0));
        } catch (FileAlreadyExistsException earlier) {
            counts = counts.plus(new Counts(0, 0, 1, 0));
        }
    }
}
