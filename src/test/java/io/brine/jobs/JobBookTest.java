package io.brine.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.brine.data.MsgPack;
import io.brine.jobs.JobBook.Saved;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobBookTest {
    private static final String JID = "20240102030405678901";

    private static final Set<PosixFilePermission> OWNERS_ALONE = PosixFilePermissions.fromString("rwx------");

    @TempDir
    private Path cachedir;

    private JobBook book;
    private JobFiles files;

    @BeforeEach
    void open() {
        files = new JobFiles(cachedir, "sha256", true);
        book = JobBook.open(cachedir.resolve("brine/jobs.db"), files, Runnable::run, Runnable::run, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        book.close();
    }

    private static JobRecord job(String jid) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "publish");
        load.put("tgt", "web*");
        load.put("tgt_type", "glob");
        load.put("fun", "test.ping");
        load.put("arg", List.of());
        load.put("jid", jid);
        load.put("user", "root");
        return new JobRecord(jid, load, List.of("web1", "web2"));
    }

    private static JobReturn returned(String minion) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("return", true);
        load.put("retcode", 0L);
        load.put("success", true);
        load.put("fun", "test.ping");
        load.put("out", "txt");
        return JobReturn.of(JID, minion, load);
    }

    @Test
    void aJobAndItsReturnsAreKept() {
        book.saveJob(job(JID), true).join();

        assertThat(book.saveReturn(returned("web1")).join()).isEqualTo(Saved.SAVED);

        assertThat(book.job(JID).orElseThrow()).isEqualTo(job(JID));
        assertThat(book.returns(JID)).containsOnlyKeys("web1").containsValue(returned("web1"));
        assertThat(book.hasReturned(JID, "web1")).isTrue();
        assertThat(book.hasReturned(JID, "web2")).isFalse();
    }

    @Test
    void aSecondReturnFromTheSameMinionIsRefused() {
        book.saveReturn(returned("web1")).join();

        assertThat(book.saveReturn(returned("web1")).join()).isEqualTo(Saved.REPLAY);
        assertThat(book.returns(JID)).hasSize(1);
    }

    @Test
    void aReturnOfAJobThatWasMeantForOthersIsNotTakenFromTheMinionItself() {
        book.saveJob(job(JID), true).join();

        assertThat(book.saveOwnReturn(returned("web3")).join()).isEqualTo(Saved.FOREIGN);
        assertThat(book.saveOwnReturn(returned("eb1")).join()).isEqualTo(Saved.FOREIGN);
        assertThat(book.saveOwnReturn(returned("web1")).join()).isEqualTo(Saved.SAVED);
        assertThat(book.returns(JID)).containsOnlyKeys("web1");
    }

    @Test
    void aJobThatIsWaitedForKnowsItsMinions() {
        book.saveJob(job(JID), true).join();
        book.deliveries().open(JID, List.of("web1", "web2"), Map.of());

        assertThat(book.saveOwnReturn(returned("web3")).join()).isEqualTo(Saved.FOREIGN);
        assertThat(book.saveOwnReturn(returned("web2")).join()).isEqualTo(Saved.SAVED);
    }

    @Test
    void aJobNobodyAnnouncedIsAnybodysToReturn() {
        assertThat(book.saveOwnReturn(returned("web3")).join()).isEqualTo(Saved.SAVED);
        assertThat(book.saveOwnReturn(returned("web4")).join()).isEqualTo(Saved.SAVED);
    }

    @Test
    void aSyndicBringsMinionsNobodyHereKnows() {
        book.saveJob(job(JID), true).join();

        assertThat(book.saveReturn(returned("below")).join()).isEqualTo(Saved.SAVED);
    }

    @Test
    void theFilesOfAJobAreTheOwnersAlone() throws Exception {
        book.saveJob(job(JID), true).join();

        for (Path at = files.directory(JID); !at.equals(cachedir); at = at.getParent()) {
            assertThat(Files.getPosixFilePermissions(at)).containsExactlyInAnyOrderElementsOf(OWNERS_ALONE);
        }
    }

    @Test
    void returnsOfAJobThatAskedNotToBeKeptAreNotKept() {
        book.saveJob(job(JID), false).join();

        assertThat(book.saveReturn(returned("web1")).join()).isEqualTo(Saved.NOT_KEPT);
        assertThat(book.returns(JID)).isEmpty();
        assertThat(files.directory(JID).resolve("nocache")).exists();
    }

    @Test
    void theFilesAreSaltsJobCache() throws Exception {
        book.saveJob(job(JID), true).join();
        book.saveReturn(returned("web1")).join();
        awaitFiles("web1");

        Path directory = cachedir.resolve("jobs/61").resolve(hashOfJid().substring(2));
        assertThat(directory.resolve("jid")).hasContent(JID);
        assertThat(MsgPack.unpackLocal(Files.readAllBytes(directory.resolve(".load.p"))))
                .isEqualTo(job(JID).load());
        assertThat(MsgPack.unpackLocal(Files.readAllBytes(directory.resolve(".minions.p"))))
                .isEqualTo(List.of("web1", "web2"));
        assertThat(MsgPack.unpackLocal(Files.readAllBytes(directory.resolve("web1/return.p"))))
                .isEqualTo(Map.of("return", true, "retcode", 0L, "success", true));
        assertThat(MsgPack.unpackLocal(Files.readAllBytes(directory.resolve("web1/out.p"))))
                .isEqualTo("txt");
    }

    /** They are written after the return is safe, while nobody waits. */
    private void awaitFiles(String minion) {
        await().until(() -> Files.exists(files.directory(JID).resolve(minion).resolve("out.p")));
    }

    private static String hashOfJid() {
        return new JobFiles(Path.of("/"), "sha256", true)
                .directory(JID)
                .toString()
                .replace("/jobs/", "")
                .replace("/", "");
    }

    @Test
    void theHashOfAJidIsSalts() {
        assertThat(hashOfJid()).startsWith("61833e88a8");
    }

    @Test
    void withoutReturnFilesOnlyTheBookHasTheReturn() {
        JobFiles lean = new JobFiles(cachedir.resolve("lean"), "sha256", false);

        lean.saveJob(job(JID), true);
        lean.saveReturn(returned("web1"));

        assertThat(lean.directory(JID).resolve(".load.p")).exists();
        assertThat(lean.directory(JID).resolve("web1")).doesNotExist();
    }

    @Test
    void minionsNamedByASyndicAreExpectedToo() {
        book.saveJob(job(JID), true).join();
        book.saveSyndicMinions(JID, "syn", List.of("low1", "web1")).join();

        assertThat(book.job(JID).orElseThrow().minions()).containsExactly("low1", "web1", "web2");
        assertThat(files.directory(JID).resolve(".minions.syn.p")).exists();
    }

    @Test
    void oldJobsAreForgottenOnDiskToo() throws Exception {
        book.saveJob(job(JID), true).join();
        book.saveReturn(returned("web1")).join();
        awaitFiles("web1");

        assertThat(book.expire(Instant.now().minus(Duration.ofHours(1)))).isZero();
        assertThat(book.expire(Instant.now().plus(Duration.ofHours(1)))).isEqualTo(1);

        assertThat(book.job(JID)).isEmpty();
        assertThat(book.returns(JID)).isEmpty();
        assertThat(files.directory(JID)).doesNotExist();
    }

    private void fill(int jobs, int returns) {
        byte[] large = new byte[8000];
        List<CompletableFuture<Saved>> saved = new ArrayList<>();
        for (int job = 0; job < jobs; job++) {
            String jid = "202401020304050000" + (10 + job);
            for (int minion = 0; minion < returns; minion++) {
                JobReturn one = new JobReturn(jid, "m" + minion, "f.g", Map.of("return", large), Optional.empty());
                saved.add(book.saveReturn(one));
            }
        }
        saved.forEach(CompletableFuture::join);
    }

    private long pages() {
        return book.ledger()
                .read(session -> session.query("pragma page_count"))
                .get(0)
                .number(0);
    }

    @Test
    void spaceIsGivenBackAndTheBookGoesOn() {
        fill(3, 700);
        long before = pages();

        assertThat(book.expire(Instant.now().plusSeconds(60))).isEqualTo(3);

        assertThat(pages()).isLessThan(before - 3000).isLessThan(1500);
        assertThat(book.saveReturn(returned("web1")).join()).isEqualTo(Saved.SAVED);
    }

    @Test
    void theOldestJobsGoWhenTheBookIsTooLarge() {
        fill(1, 300);
        book.saveJob(job(JID), true).join();

        assertThat(book.shrink(100_000_000)).isZero();
        assertThat(book.shrink(500_000)).isPositive();
    }

    @Test
    void thousandsOfReturnsAreDurableTogether() {
        var saved = java.util.stream.IntStream.range(0, 3000)
                .mapToObj(number -> book.saveReturn(returned("m" + number)))
                .toList();

        assertThat(saved).allSatisfy(one -> assertThat(one.join()).isEqualTo(Saved.SAVED));
        assertThat(book.returns(JID)).hasSize(3000);
    }

    @Test
    void aJobThatCannotBeWrittenForSaltsToolsIsRefused() throws Exception {
        Files.createDirectories(cachedir.resolve("full"));
        Files.write(cachedir.resolve("full/jobs"), new byte[0]);

        assertThatThrownBy(() -> new JobFiles(cachedir.resolve("full"), "sha256", true).saveJob(job(JID), true))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("job cache");
    }

    @Test
    void aListingUsesSaltsWords() {
        assertThat(JobListing.entry(job(JID)).toString())
                .isEqualTo("{Function=test.ping, Arguments=[], Target=web*, Target-type=glob, User=root,"
                        + " Minions=[web1, web2], StartTime=2024, Jan 02 03:04:05.678901}");
        assertThat(JobListing.entry(Map.of()))
                .containsEntry("Error", "Cannot contact returner or no job with this jid");
        assertThat(JobListing.startTime("req")).isEmpty();
    }
}
