package io.brine.jobs;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.jobs.JobExchange.Choice;
import io.brine.jobs.JobExchange.Counts;
import io.brine.store.LedgerSession;
import io.brine.wire.Jid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Reads job files into the book. A file that is broken, too large, a link, or has a name that means more than itself is told
 * and left out; the rest of its job is taken.
 */
final class JobImport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSSSSS", Locale.ROOT);
    private static final int JID_DIGITS = 20;
    /** One transaction: what the returns of a master at work wait for. */
    private static final int WRITES_AT_ONCE = 100;

    private static final long BYTES_AT_ONCE = 4L * 1024 * 1024;

    private final JobBook book;
    private final Clock clock;
    private final JobExchange.Watcher watcher;
    private final MinionIndex index;
    private final List<Function<LedgerSession, Counts>> slice = new ArrayList<>();
    /** Chosen jobs that were found. */
    private final Set<String> seen = new HashSet<>();

    private long sliceBytes;
    private long unindexed;
    private Counts counts = Counts.NONE;

    JobImport(JobBook book, Clock clock, JobExchange.Watcher watcher) {
        this.book = book;
        this.clock = clock;
        this.watcher = watcher;
        this.index = new MinionIndex(book.ledger());
    }

    private record Head(String jid, Instant made, JobColumns columns) {}

    private interface Reading<T> {
        T read(Path file) throws IOException;
    }

    Counts run(Path root, Choice choice) {
        try (DirectoryStream<Path> tops = Files.newDirectoryStream(root, JobFileReader::isDirectory)) {
            for (Path top : tops) {
                takeAll(top, choice);
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            throw new UncheckedIOException(
                    "cannot read the jobs in " + root + ": " + unreadable, new IOException(unreadable));
        }
        flush();
        choice.jids().stream().filter(jid -> !seen.contains(jid)).sorted().forEach(jid -> {
            watcher.onSkipped("job " + jid, "there are no files of it");
            counts = counts.plus(new Counts(0, 0, 0, 1));
        });
        return counts;
    }

    private void takeAll(Path top, Choice choice) {
        try (DirectoryStream<Path> jobs = Files.newDirectoryStream(top, JobFileReader::isDirectory)) {
            for (Path job : jobs) {
                watcher.onJob();
                take(job, choice);
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            skip(top, unreadable);
        }
    }

    private void skip(Path file, Exception why) {
        watcher.onSkipped(file.toString(), why instanceof NoSuchFileException ? "not there" : why.getMessage());
        counts = counts.plus(new Counts(0, 0, 0, 1));
    }

    /** Empty, and told, for what cannot be read. */
    private <T> Optional<T> read(Path file, Reading<T> reading) {
        try {
            return Optional.ofNullable(reading.read(file));
        } catch (IOException broken) {
            skip(file, broken);
            return Optional.empty();
        }
    }

    private void take(Path job, Choice choice) {
        Path file = job.resolve("jid");
        Optional<String> jid = read(file, JobFileReader::jid);
        Optional<Instant> dated = jid.flatMap(known -> read(file, JobImport::fileTime));
        if (dated.isEmpty()) {
            return;
        }
        Instant made = made(jid.get(), dated.get());
        if (choice.jids().contains(jid.get())) {
            seen.add(jid.get());
        }
        if (!choice.includes(jid.get()) || made.isBefore(choice.since())) {
            return;
        }
        Path loadFile = job.resolve(".load.p");
        Map<String, Object> load = JobFileReader.isThere(loadFile)
                ? read(loadFile, JobFileReader::load).orElse(Map.of())
                : Map.of();
        take(job, new Head(jid.get(), made, JobColumns.of(load)), load);
    }

    private static Instant fileTime(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }

    /** A jid that lies in the future would never be forgotten. */
    private Instant made(String jid, Instant fileTime) {
        Instant now = clock.instant();
        Instant said = fileTime;
        if (Jid.isJid(jid)) {
            try {
                said = LocalDateTime.parse(jid.substring(0, JID_DIGITS), TIME).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException notATime) {
                said = fileTime;
            }
        }
        return said.isAfter(now) ? now : said;
    }

    private void take(Path job, Head head, Map<String, Object> load) {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        List<Path> minions = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(job)) {
            for (Path entry : entries) {
                if (JobFileReader.isDirectory(entry)) {
                    minions.add(entry);
                } else if (isExpectation(entry)) {
                    read(entry, file -> expected.put(syndic(file), JobFileReader.names(file)));
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            skip(job, unreadable);
            return;
        }
        boolean kept = !JobFileReader.isThere(job.resolve("nocache"));
        int size = expected.getOrDefault("", List.of()).size();
        byte[] packed = load.isEmpty() ? null : MsgPack.packLocal(load);
        add(packed == null ? 0 : packed.length, session -> insertJob(session, head, size, kept, packed));
        expected.forEach((syndic, ids) -> {
            byte[] names = MsgPack.packLocal(ids);
            add(names.length, session -> insertMinions(session, head.jid(), syndic, names));
        });
        minions.forEach(minion -> takeReturn(head, minion));
    }

    private static boolean isExpectation(Path file) {
        String name = file.getFileName().toString();
        return name.equals(".minions.p") || name.startsWith(".minions.") && name.endsWith(".p");
    }

    private static String syndic(Path file) throws IOException {
        String name = file.getFileName().toString();
        return name.equals(".minions.p")
                ? ""
                : JobFileReader.plainName(name.substring(".minions.".length(), name.length() - ".p".length()));
    }

    private void takeReturn(Head head, Path directory) {
        Path file = directory.resolve("return.p");
        Path outFile = directory.resolve("out.p");
        if (read(directory, path -> JobFileReader.plainName(path.getFileName().toString()))
                .isEmpty()) {
            return;
        }
        Optional<Map<String, Object>> result = read(file, JobFileReader::result);
        Optional<Instant> at = result.flatMap(known -> read(file, JobImport::fileTime));
        if (at.isEmpty()) {
            return;
        }
        Optional<Object> out = JobFileReader.isThere(outFile) ? read(outFile, JobFileReader::tree) : Optional.empty();
        JobReturn returned = new JobReturn(
                head.jid(), directory.getFileName().toString(), head.columns().fun(), result.get(), out);
        try {
            byte[] packed = MsgPack.packLocal(returned.result());
            byte[] shape = out.map(MsgPack::packLocal).orElse(null);
            add(packed.length, session -> insertReturn(session, returned, at.get(), packed, shape));
        } catch (DataException unusable) {
            skip(file, unusable);
        }
    }

    private void add(long bytes, Function<LedgerSession, Counts> write) {
        slice.add(write);
        sliceBytes += bytes;
        if (slice.size() >= WRITES_AT_ONCE || sliceBytes >= BYTES_AT_ONCE) {
            flush();
        }
    }

    private void flush() {
        List<Function<LedgerSession, Counts>> writes = List.copyOf(slice);
        slice.clear();
        sliceBytes = 0;
        try {
            Counts done = book.ledger()
                    .write(session ->
                            writes.stream().map(write -> write.apply(session)).reduce(Counts.NONE, Counts::plus))
                    .join();
            counts = counts.plus(done);
            unindexed += done.returns();
            if (unindexed >= MinionIndex.BATCH) {
                index.enter().join();
                unindexed -= MinionIndex.BATCH;
            }
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException why ? why : failed;
        }
    }

    /** A job known by its returns alone gets its load. */
    private static Counts insertJob(LedgerSession session, Head head, int minions, boolean kept, byte[] load) {
        JobColumns columns = head.columns();
        boolean isNew =
                session.query("select 1 from jobs where jid = ?", head.jid()).isEmpty();
        if (load == null) {
            session.update(
                    "insert or ignore into jobs(jid, made, fun, kept) values(?, ?, '', ?)",
                    head.jid(),
                    head.made().toEpochMilli(),
                    kept ? 1 : 0);
            return isNew ? new Counts(1, 0, 0, 0) : new Counts(0, 0, 1, 0);
        }
        session.update(
                "insert into jobs(jid, made, fun, user, tgt, tgt_type, minions, kept, load)"
                        + " values(?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict(jid) do update set fun = excluded.fun,"
                        + " user = excluded.user, tgt = excluded.tgt, tgt_type = excluded.tgt_type,"
                        + " minions = excluded.minions, load = excluded.load where jobs.load is null",
                head.jid(),
                head.made().toEpochMilli(),
                columns.fun(),
                columns.user(),
                columns.tgt(),
                columns.tgtType(),
                minions,
                kept ? 1 : 0,
                load);
        columns.metadata()
                .forEach((name, value) -> session.update(
                        "insert or ignore into metadata(jid, name, value) values(?, ?, ?)", head.jid(), name, value));
        return isNew ? new Counts(1, 0, 0, 0) : new Counts(0, 0, 1, 0);
    }

    private static Counts insertMinions(LedgerSession session, String jid, String syndic, byte[] names) {
        session.update("insert or ignore into minions(jid, syndic, ids) values(?, ?, ?)", jid, syndic, names);
        return Counts.NONE;
    }

    private static Counts insertReturn(
            LedgerSession session, JobReturn returned, Instant at, byte[] result, byte[] out) {
        int inserted = session.update(
                JobBook.INSERT_RETURN,
                returned.jid(),
                returned.minion(),
                at.toEpochMilli(),
                returned.fun(),
                returned.result().get("retcode") instanceof Number retcode ? retcode.longValue() : null,
                returned.failed() ? 1 : 0,
                result,
                out);
        return inserted == 1 ? new Counts(0, 1, 0, 0) : new Counts(0, 0, 1, 0);
    }
}
