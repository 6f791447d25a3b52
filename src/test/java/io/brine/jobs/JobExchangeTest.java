package io.brine.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.data.MsgPack;
import io.brine.jobs.JobExchange.Choice;
import io.brine.jobs.JobExchange.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobExchangeTest {
    private static final String JID = "20240102030405678901";
    private static final String OTHER = "20240203040506789012";

    @TempDir
    private Path directory;

    private final List<String> skipped = new ArrayList<>();
    private Path files;
    private JobBook first;
    private JobBook second;

    @BeforeEach
    void twoBooks() {
        files = directory.resolve("files");
        first = open("first");
        second = open("second");
    }

    private JobBook open(String name) {
        Path cachedir = directory.resolve(name);
        return JobBook.open(
                cachedir.resolve("jobs.db"),
                new JobFiles(cachedir, "sha256", false),
                Runnable::run,
                Runnable::run,
                Clock.systemUTC());
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private JobExchange exchange(JobBook book) {
        return new JobExchange(book, Clock.systemUTC(), new JobExchange.Watcher() {
            @Override
            public void onJob() {}

            @Override
            public void onSkipped(String what, String why) {
                skipped.add(what.replace(directory.toString(), "") + ": " + why);
            }
        });
    }

    private static void saveJob(JobBook book, String jid) {
        Map<String, Object> load = Map.of(
                "tgt",
                "web*",
                "tgt_type",
                "glob",
                "fun",
                "test.ping",
                "arg",
                List.of(),
                "jid",
                jid,
                "user",
                "eva",
                "metadata",
                Map.of("ticket", "T1"));
        book.saveJob(new JobRecord(jid, load, List.of("web1", "web2")), true).join();
    }

    private static JobReturn returned(String jid, String minion) {
        Map<String, Object> load =
                Map.of("return", "pong", "retcode", 3L, "success", false, "fun", "test.ping", "out", "txt");
        return JobReturn.of(jid, minion, load);
    }

    private void twoJobsWithReturns() {
        for (String jid : List.of(JID, OTHER)) {
            saveJob(first, jid);
            first.saveReturn(returned(jid, "web1")).join();
            first.saveReturn(returned(jid, "web2")).join();
        }
        first.saveSyndicMinions(JID, "syndic1", List.of("db1")).join();
    }

    @Test
    void whatOneBookExportsAnotherHasAfterTheImport() {
        twoJobsWithReturns();
        first.saveReturn(returned("20240304050607890123", "lone")).join();

        assertThat(exchange(first).exportTo(files, "sha256", Choice.ALL)).isEqualTo(new Counts(3, 5, 0, 0));
        assertThat(exchange(second).importFrom(files, Choice.ALL)).isEqualTo(new Counts(3, 5, 0, 0));

        assertThat(skipped).isEmpty();
        for (String jid : List.of(JID, OTHER)) {
            assertThat(second.job(jid)).isPresent().isEqualTo(first.job(jid));
            assertThat(second.returns(jid)).isEqualTo(first.returns(jid));
        }
        assertThat(second.job(JID).orElseThrow().minions()).containsExactly("db1", "web1", "web2");
        assertThat(second.job("20240304050607890123").orElseThrow().load()).isEmpty();
        assertThat(at(second)).isEqualTo(at(first));
        JobQuery failedOfEva =
                JobQuery.ALL.ofUser("eva").with(false).ofMinion("web1").marked(Map.of("ticket", "T1"));
        assertThat(new JobSearch(second).list(failedOfEva).jobs()).hasSize(2);
    }

    private static List<Long> at(JobBook book) {
        return book.ledger()
                .read(session -> session.query("select at from returns order by jid, minion").stream()
                        .map(row -> row.number(0))
                        .toList());
    }

    @Test
    void aJobIsAsOldAsItsJidSaysOrElseAsItsFile() throws IOException {
        saveJob(first, JID);
        saveJob(first, "nightly");
        exchange(first).exportTo(files, "sha256", Choice.ALL);
        Instant time = Instant.parse("2023-04-05T06:07:08Z");
        Path jidFile = JobFiles.in(files, "sha256").directory("nightly").resolve("jid");
        Files.setLastModifiedTime(jidFile, FileTime.from(time));

        exchange(second).importFrom(files, Choice.ALL);

        assertThat(made(JID)).isEqualTo(Instant.parse("2024-01-02T03:04:05.678Z"));
        assertThat(made("nightly")).isEqualTo(time);
    }

    private Instant made(String jid) {
        return second.ledger()
                .read(session -> Instant.ofEpochMilli(session.query("select made from jobs where jid = ?", jid)
                        .get(0)
                        .number(0)));
    }

    @Test
    void bothMayBeDoneAgain() {
        twoJobsWithReturns();
        exchange(first).exportTo(files, "sha256", Choice.ALL);
        exchange(second).importFrom(files, Choice.ALL);
        var job = second.job(JID);
        var returns = second.returns(JID);

        assertThat(exchange(first).exportTo(files, "sha256", Choice.ALL)).isEqualTo(new Counts(0, 0, 6, 0));
        assertThat(exchange(second).importFrom(files, Choice.ALL)).isEqualTo(new Counts(0, 0, 6, 0));

        assertThat(second.job(JID)).isEqualTo(job);
        assertThat(second.returns(JID)).isEqualTo(returns);
    }

    @Test
    void onlyChosenJobsAreTakenAndAMissingOneIsNamed() {
        twoJobsWithReturns();
        exchange(first).exportTo(files, "sha256", Choice.ALL);

        Counts counts = exchange(second).importFrom(files, new Choice(Set.of(OTHER, "lost"), Instant.EPOCH));

        assertThat(counts).isEqualTo(new Counts(1, 2, 0, 1));
        assertThat(skipped).containsExactly("job lost: there are no files of it");
        assertThat(second.job(JID)).isEmpty();
        Choice late = new Choice(Set.of(), Instant.parse("2024-02-01T00:00:00Z"));
        assertThat(exchange(open("third")).importFrom(files, late).jobs()).isEqualTo(1);
        assertThat(exchange(first)
                        .exportTo(directory.resolve("one"), "sha256", new Choice(Set.of(JID, "lost"), Instant.EPOCH)))
                .isEqualTo(new Counts(1, 2, 0, 1));
    }

    @Test
    void brokenFilesAreNamedWithTheReasonAndTheRestIsTaken() throws IOException {
        twoJobsWithReturns();
        exchange(first).exportTo(files, "sha256", Choice.ALL);
        Path job = JobFiles.in(files, "sha256").directory(JID);
        Files.write(job.resolve("web1/return.p"), new byte[] {(byte) 0x82, 1});
        Files.write(job.resolve(".minions.p"), MsgPack.packLocal(List.of("../../etc")));
        Files.delete(job.resolve("web2/out.p"));
        Files.createSymbolicLink(job.resolve("web2/out.p"), job.resolve("jid"));
        Files.createDirectory(job.resolve("a;b"));
        Files.createDirectory(job.resolve("empty"));
        Path hostile = Files.createDirectories(files.resolve("aa/bb"));
        Files.writeString(hostile.resolve("jid"), "../../../etc");
        Path large = Files.createDirectories(files.resolve("aa/cc"));
        Files.write(large.resolve("jid"), new byte[300]);
        Files.createDirectories(files.resolve("aa/dd"));

        Counts counts = exchange(second).importFrom(files, Choice.ALL);

        String at = job.toString().replace(directory.toString(), "");
        assertThat(skipped)
                .containsExactlyInAnyOrder(
                        at + "/web1/return.p: not MessagePack: truncated",
                        at + "/.minions.p: not a plain name of a minion",
                        at + "/web2/out.p: not a plain file",
                        at + "/a;b: not a plain name of a minion",
                        at + "/empty/return.p: not there",
                        "/files/aa/bb/jid: not a plain jid",
                        "/files/aa/cc/jid: larger than 256 bytes",
                        "/files/aa/dd/jid: not there");
        assertThat(counts).isEqualTo(new Counts(2, 3, 0, 8));
        assertThat(second.returns(JID).get("web2").out()).isEqualTo(Optional.empty());
        assertThat(second.job(JID).orElseThrow().minions()).containsExactly("db1");
    }

    @Test
    void aBareReturnOfOldIsWrappedAndALoadThatIsNoMapLeftOut() throws IOException {
        Path job = Files.createDirectories(files.resolve("aa/bb"));
        Files.createDirectory(job.resolve("web1"));
        Files.writeString(job.resolve("jid"), JID);
        Files.write(job.resolve(".load.p"), MsgPack.packLocal(List.of()));
        Files.write(job.resolve("web1/return.p"), MsgPack.packLocal(true));

        assertThat(exchange(second).importFrom(files, Choice.ALL)).isEqualTo(new Counts(1, 1, 0, 1));

        assertThat(second.returns(JID).get("web1").result()).isEqualTo(Map.of("return", true));
        assertThat(second.job(JID).orElseThrow().load()).isEmpty();
        saveJob(first, JID);
        exchange(first).exportTo(files, "sha256", Choice.ALL);
        exchange(second).importFrom(files, Choice.ALL);
        assertThat(second.job(JID)).as("a load that comes later is taken").isEqualTo(first.job(JID));
    }
}
