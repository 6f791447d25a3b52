package io.brine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final LedgerSchema SCHEMA =
            new LedgerSchema(1, List.of("create table if not exists t(k text primary key, v blob)"));
    static final String INSERT = "insert into t(k, v) values(?, ?)";

    @TempDir
    private Path directory;

    @Test
    void whatWasWrittenIsReadAlsoAfterReopening() {
        Path file = directory.resolve("deep/book.db");
        try (Ledger ledger = Ledger.open(file, SCHEMA, Runnable::run)) {
            ledger.write(session -> session.update(INSERT, "a", new byte[] {1, 2}))
                    .join();
        }

        try (Ledger ledger = Ledger.open(file, SCHEMA, Runnable::run)) {
            List<LedgerRow> rows = ledger.read(session -> session.query("select k, v from t"));
            assertThat(rows).hasSize(1);
            assertThat(rows.get(0).text(0)).isEqualTo("a");
            assertThat(rows.get(0).bytes(1)).containsExactly(1, 2);
        }
    }

    @Test
    void aWriteThatFailsHarmsOnlyItself() {
        try (Ledger ledger = Ledger.open(directory.resolve("book.db"), SCHEMA, Runnable::run)) {
            List<CompletableFuture<Integer>> writes = new ArrayList<>();
            for (int count = 0; count < 50; count++) {
                String key = count == 25 ? "0" : String.valueOf(count);
                writes.add(ledger.write(session -> session.update(INSERT, key, null)));
            }

            assertThatThrownBy(() -> writes.get(25).join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(LedgerException.class);
            writes.remove(25);
            assertThat(writes).allSatisfy(write -> assertThat(write.join()).isEqualTo(1));
            assertThat(ledger.read(session -> session.query("select count(*) from t"))
                            .get(0)
                            .number(0))
                    .isEqualTo(49);
        }
    }

    @Test
    void closingCommitsWhatWaits() {
        Path file = directory.resolve("book.db");
        Ledger ledger = Ledger.open(file, SCHEMA, Runnable::run);
        List<CompletableFuture<Integer>> writes = new ArrayList<>();
        for (int count = 0; count < 2000; count++) {
            String key = String.valueOf(count);
            writes.add(ledger.write(session -> session.update(INSERT, key, null)));
        }

        ledger.close();

        assertThat(writes).allMatch(CompletableFuture::isDone).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(ledger.write(session -> 1)).isCompletedExceptionally();
    }

    @Test
    void waitsAndGroupsAreCounted() {
        try (Ledger ledger = Ledger.open(directory.resolve("book.db"), SCHEMA, Runnable::run)) {
            ledger.write(session -> session.update(INSERT, "a", null)).join();
            ledger.write(session -> session.update(INSERT, "b", null)).join();
            assertThat(ledger.write(session -> session.update(INSERT, "b", null)))
                    .failsWithin(Duration.ofSeconds(20));

            LedgerCounts counts = ledger.counts();
            assertThat(counts.writes()).isEqualTo(2);
            assertThat(counts.commits()).isBetween(1L, 2L);
            assertThat(counts.failed()).isEqualTo(1);
            assertThat(counts.longestWaitNanos()).isGreaterThanOrEqualTo(counts.meanWaitNanos());
            assertThat(counts.longestCommitNanos()).isPositive();
        }
    }

    @Test
    void aStatementLeftHalfWayDoesNotStopTheWriter() {
        try (Ledger ledger = Ledger.open(directory.resolve("book.db"), SCHEMA, Runnable::run)) {
            ledger.write(session -> session.update(INSERT, "large", new byte[200_000]))
                    .join();
            ledger.write(session -> session.update("delete from t")).join();
            ledger.write(session -> session.query("pragma incremental_vacuum(5)"))
                    .exceptionally(refused -> List.of())
                    .join();

            ledger.write(session -> session.update(INSERT, "a", null)).join();

            List<LedgerRow> rows = ledger.read(session -> session.query("select k from t"));
            assertThat(rows).hasSize(1);
        }
    }

    @Test
    void theDatabaseIsForItsOwnerAlone() throws Exception {
        Path file = directory.resolve("book.db");
        try (Ledger ledger = Ledger.open(file, SCHEMA, Runnable::run)) {
            assertThat(ledger.waiting()).isZero();
            assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        }
    }
}
