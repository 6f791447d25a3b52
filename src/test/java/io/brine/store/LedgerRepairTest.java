package io.brine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start with a database that is not as a clean stop leaves it. */
class LedgerRepairTest {
    private static final LedgerSchema SCHEMA =
            new LedgerSchema(3, List.of("create table if not exists t(id integer primary key, k text unique, v blob)"));
    private static final String INSERT = "insert into t(k, v) values(?, ?)";

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("book.db");
    }

    private static void fill(Ledger ledger, int from, int to) {
        CompletableFuture.allOf(IntStream.range(from, to)
                        .mapToObj(
                                number -> ledger.write(session -> session.update(INSERT, "k" + number, new byte[300])))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static long count(Ledger ledger) {
        return ledger.read(session -> session.query("select count(*) from t"))
                .get(0)
                .number(0);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aCleanStopLeavesNoMark() throws Exception {
        try (Ledger ledger = Ledger.open(file(), SCHEMA, Runnable::run)) {
            fill(ledger, 0, 10);
            assertThat(names()).contains("book.db.running");
        }

        assertThat(names()).containsExactly("book.db");
    }

    @Test
    void aFileThatIsNoDatabaseIsSetAsideAndANewOneBegun() throws Exception {
        Files.writeString(file(), "this is not a database, far from it".repeat(50));

        try (Ledger ledger = Ledger.open(file(), SCHEMA, Runnable::run)) {
            fill(ledger, 0, 3);
            assertThat(count(ledger)).isEqualTo(3);
        }

        assertThat(names()).anyMatch(name -> name.startsWith("book.db.damaged-"));
    }

    @Test
    void whatIsReadableOfADamagedFileIsBroughtOver() throws Exception {
        try (Ledger ledger = Ledger.open(file(), SCHEMA, Runnable::run)) {
            fill(ledger, 0, 5000);
        }
        Files.writeString(directory.resolve("book.db.running"), "");
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            byte[] garbage = new byte[4096];
            new Random(1).nextBytes(garbage);
            long middle = Files.size(file()) / 2 / 4096 * 4096;
            channel.write(java.nio.ByteBuffer.wrap(garbage), middle);
        }

        try (Ledger ledger = Ledger.open(file(), SCHEMA, Runnable::run)) {
            assertThat(count(ledger)).isBetween(4900L, 4999L);
            fill(ledger, 10_000, 10_001);
        }

        assertThat(names()).anyMatch(name -> name.startsWith("book.db.damaged-"));
    }

    @Test
    void anOlderLayoutIsBroughtOver() throws Exception {
        LedgerSchema old =
                new LedgerSchema(2, List.of("create table if not exists t(id integer primary key, k text, gone text)"));
        try (Ledger ledger = Ledger.open(file(), old, Runnable::run)) {
            ledger.write(session -> session.update("insert into t(k, gone) values('a', 'b')"))
                    .join();
        }

        try (Ledger ledger = Ledger.open(file(), SCHEMA, Runnable::run)) {
            assertThat(ledger.read(session -> session.query("select k from t"))
                            .get(0)
                            .text(0))
                    .isEqualTo("a");
        }

        assertThat(names()).anyMatch(name -> name.startsWith("book.db.layout-2-"));
    }

    @Test
    void aTornLogLosesOnlyWhatComesAfterTheDamage() throws Exception {
        Path live = directory.resolve("live/book.db");
        try (Ledger ledger = Ledger.open(live, SCHEMA, Runnable::run)) {
            fill(ledger, 0, 100);
            ledger.write(session -> session.query("select 1")).join();
            long safe = Files.size(live.resolveSibling("book.db-wal"));
            fill(ledger, 100, 400);
            Random random = new Random(7);
            for (int round = 0; round < 20; round++) {
                Path copy = directory.resolve("copy" + round + "/book.db");
                copy(live, copy);
                tear(copy.resolveSibling("book.db-wal"), safe, random, round % 2 == 0);

                try (Ledger torn = Ledger.open(copy, SCHEMA, Runnable::run)) {
                    assertThat(count(torn)).isBetween(100L, 400L);
                    assertThat(torn.read(session -> session.query("pragma integrity_check"))
                                    .get(0)
                                    .text(0))
                            .isEqualTo("ok");
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        for (String part : List.of("", "-wal")) {
            Files.copy(
                    from.resolveSibling(from.getFileName() + part),
                    to.resolveSibling(to.getFileName() + part),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(to.resolveSibling("book.db.running"), "");
    }

    /** Cuts it off, or changes a byte, somewhere behind what must survive. */
    private static void tear(Path log, long safe, Random random, boolean cut) throws IOException {
        long size = Files.size(log);
        long at = safe + (long) (random.nextDouble() * (size - safe - 1));
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            if (cut) {
                channel.truncate(at);
            } else {
                channel.write(java.nio.ByteBuffer.wrap(new byte[] {(byte) random.nextInt(), 77}), at);
            }
        }
    }

    @Test
    void aFullDiskRefusesWritesAndNothingElse() {
        try (Ledger ledger = Ledger.open(file(), SCHEMA, Runnable::run)) {
            fill(ledger, 0, 100);
            long pages = ledger.read(session -> session.query("pragma page_count"))
                    .get(0)
                    .number(0);
            ledger.write(session -> session.query("pragma max_page_count=" + pages))
                    .join();

            CompletableFuture<Integer> refused =
                    ledger.write(session -> session.update(INSERT, "big", new byte[100_000]));
            assertThat(refused).failsWithin(java.time.Duration.ofSeconds(20));
            assertThat(count(ledger)).isEqualTo(100);
            ledger.write(session -> session.query("pragma max_page_count=1000000"))
                    .join();
            ledger.write(session -> session.update(INSERT, "big", new byte[100_000]))
                    .join();

            assertThat(count(ledger)).isEqualTo(101);
            assertThat(ledger.counts().failed()).isEqualTo(1);
        }
    }
}
