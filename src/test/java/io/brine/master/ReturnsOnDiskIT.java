package io.brine.master;

import static io.brine.master.MasterSite.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.brine.channel.SignInResult;
import io.brine.events.EventClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of jobs and returns on the master's disk: one that is full, and files for who reads them. */
class ReturnsOnDiskIT {
    @TempDir
    private Path root;

    private MasterSite site;

    @AfterEach
    void close() {
        if (site != null) {
            site.close();
        }
    }

    private TestMinion minionOf(String... lines) {
        site = new MasterSite(root, lines).start();
        TestMinion minion = site.minion("m1");
        assertThat(minion.signIn()).isInstanceOf(SignInResult.Accepted.class);
        return minion;
    }

    private void disk(long pages) {
        site.daemon
                .jobs()
                .ledger()
                .write(session -> session.query("pragma max_page_count=" + pages))
                .join();
    }

    private String publish() {
        return String.valueOf(site.publish("*", "glob", "test.ping").get("jid"));
    }

    @Test
    void aFullDiskRefusesWorkAndNothingIsLostWhenThereIsRoomAgain() {
        TestMinion minion = minionOf("auto_accept: true");
        String jid = publish();
        disk(1);
        String large = "x".repeat(200_000);

        assertThatThrownBy(() -> minion.give(jid, large)).isNotNull();
        assertThat(site.listener.lines).contains("return lost m1");
        assertThat(site.daemon.jobs().hasReturned(jid, "m1")).isFalse();
        Map<String, Object> refused = publishLarge(large);
        assertThat(String.valueOf(refused.get("error"))).contains("cannot keep the job", "full");
        assertThat(site.listener.lines).contains("publish lost");
        disk(1_000_000);

        assertThat(minion.give(jid, large)).isNull();
        assertThat(site.daemon.jobs().returns(jid).get("m1").result()).containsEntry("return", large);
        assertThat(publishLarge(large)).containsKey("jid");
        assertThat(site.daemon.jobs().ledger().counts().failed()).isGreaterThanOrEqualTo(2);
    }

    private Map<String, Object> publishLarge(String large) {
        return site.publish("*", "glob", "test.echo", large);
    }

    private List<Path> returnFiles() throws Exception {
        try (Stream<Path> files = Files.walk(root.resolve("cache/jobs"))) {
            return files.filter(file -> file.getFileName().toString().equals("return.p"))
                    .toList();
        }
    }

    private void someoneRuns(String fun, String jid, Map<String, Object> more) {
        Map<String, Object> data = new LinkedHashMap<>(more);
        data.put("fun", fun);
        data.put("jid", "20260102030405000000");
        data.put("user", "root");
        data.put("fun_args", List.of(jid));
        EventClient.sink(MasterBooks.sockets(site.config)).fire("salt/run/20260102030405000000/new", data);
    }

    @Test
    void returnFilesAreWrittenFromTheFirstTimeSomebodyReadsThem() throws Exception {
        TestMinion minion = minionOf("auto_accept: true");
        String jid = publish();
        minion.give(jid, true);
        someoneRuns("runner.manage.up", jid, Map.of());
        someoneRuns("runner.jobs.lookup_jid", jid, Map.of("brine", true));
        assertThat(returnFiles()).isEmpty();

        someoneRuns("runner.jobs.lookup_jid", jid, Map.of());

        await().atMost(SOON).until(() -> returnFiles().size() == 1);
        assertThat(root.resolve("cache/brine/return-files")).exists();
        minion.give(publish(), true);
        await().atMost(SOON).until(() -> returnFiles().size() == 2);
        site.restart();
        minion.give(publish(), true);
        await().atMost(SOON).until(() -> returnFiles().size() == 3);
    }

    @Test
    void returnFilesCanBeForbidden() throws Exception {
        TestMinion minion = minionOf("auto_accept: true", "job_cache_return_files: false");
        String jid = publish();
        minion.give(jid, true);

        someoneRuns("runner.jobs.lookup_jid", jid, Map.of());
        minion.give(publish(), true);

        assertThat(returnFiles()).isEmpty();
        assertThat(root.resolve("cache/brine/return-files")).doesNotExist();
    }
}
