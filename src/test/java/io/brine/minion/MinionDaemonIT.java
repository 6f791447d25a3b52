package io.brine.minion;

import static io.brine.minion.TestMaster.SOON;
import static io.brine.minion.TestMaster.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.crypt.HashType;
import io.brine.data.Trees;
import io.brine.events.EventClient;
import io.brine.events.EventSockets;
import io.brine.events.EventSource;
import io.brine.keys.Dropfile;
import io.brine.transport.InMemoryRoads;
import io.brine.transport.InMemoryRoads.Fate;
import io.brine.transport.InMemoryRoads.Way;
import io.brine.wire.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole minion and a whole master, with roads between them that can be closed. */
class MinionDaemonIT {
    @TempDir
    private Path root;

    private final InMemoryRoads roads = new InMemoryRoads();
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private TestMaster master;

    @AfterEach
    void close() throws Exception {
        for (int i = toClose.size() - 1; i >= 0; i--) {
            toClose.get(i).close();
        }
        roads.close();
    }

    private TestMaster master(String... lines) {
        master = new TestMaster(root.resolve("M"), roads, 4505, 4506, lines);
        toClose.add(master);
        return master.start();
    }

    private MinionSite minion(String id, String... lines) {
        List<String> all = new ArrayList<>(List.of("master: 127.0.0.1"));
        all.addAll(List.of(lines));
        MinionSite site = new MinionSite(root.resolve(id), id, roads, all.toArray(String[]::new));
        toClose.add(site);
        return site.start();
    }

    private MinionSite readyMinion(String id, String... lines) {
        MinionSite site = minion(id, lines);
        await().atMost(SOON).until(() -> site.count("ready") > 0);
        return site;
    }

    @Test
    void anAcceptedMinionRunsAJobAndReturns() {
        master("auto_accept: true");
        readyMinion("m1");

        Map<String, Object> returned = master.run("m1", "test.arg", 1L, "a=2");

        assertThat(returned)
                .containsEntry("id", "m1")
                .containsEntry("fun", "test.arg")
                .containsEntry("fun_args", List.of(1L, "a=2"))
                .containsEntry("retcode", 0L)
                .containsEntry("success", true);
        assertThat(Trees.traverse(returned.get("return"), "kwargs:a", "")).isEqualTo(2L);
    }

    @Test
    void aMinionAsksUntilItsKeyIsAccepted() {
        master();
        MinionSite minion = minion("m1");
        await().atMost(SOON).until(() -> master.isPending("m1") && minion.count("key_pending") > 2);

        master.keys().acceptAll();

        await().atMost(SOON).until(() -> minion.count("ready") == 1);
        assertThat(master.value("m1", "test.ping")).isEqualTo(true);
    }

    @Test
    void itSaysThatItIsThereWithTheGrainsItWasToldToShow() {
        master("auto_accept: true");
        EventSource events = master.events("minion_start");
        EventSource named = master.events("salt/minion/m1/start");

        readyMinion("m1", "start_event_grains: [id, nothing]", "enable_legacy_startup_events: true");

        assertThat(next(events).data()).containsEntry("cmd", "_minion_event").containsEntry("tag", "minion_start");
        Event start = next(named);
        assertThat(start.data()).containsEntry("grains", Map.of("id", "m1"));
        assertThat(String.valueOf(start.data().get("data"))).startsWith("Minion m1 started at ");
    }

    @Test
    void aJobForOthersIsNotRun() {
        master("auto_accept: true");
        MinionSite m1 = readyMinion("m1");
        readyMinion("m2");
        await().until(() -> m1.count("job_started") == 1); // the master's question who this connection is

        assertThat(master.value("m2", "test.ping")).isEqualTo(true);

        await().atMost(SOON).until(() -> m1.count("publication_for_others") == 1);
        assertThat(m1.count("job_started")).isEqualTo(1);
    }

    @Test
    void itIsTargetedByGrainsAndByAPillarItHasJustFetched() {
        master("auto_accept: true");
        readyMinion("m1");
        MinionSite.write(master.root.resolve("srv/pillar/top.sls"), List.of("base: {'*': [p]}"));
        MinionSite.write(master.root.resolve("srv/pillar/p.sls"), List.of("role: web"));

        assertThat(master.value("m1", "saltutil.refresh_pillar")).isEqualTo(true);
        await().atMost(SOON).until(() -> "web".equals(master.value("m1", "pillar.get", "role")));

        EventSource returns = master.events("salt/job/");
        master.publish("I@role:web and G@id:m1 and not E@x.*", "compound", "", "test.ping", List.of());
        Event event = next(returns);
        while (!event.tag().endsWith("/ret/m1")) {
            event = next(returns);
        }
        assertThat(event.data()).containsEntry("return", true);
    }

    @Test
    void itComesBackToARestartedMasterAndSaysSo() {
        master("auto_accept: true");
        MinionSite minion = readyMinion("m1");
        master.close();
        await().atMost(SOON).until(() -> minion.count("connection_lost") == 1);

        master.start();

        await().atMost(SOON).until(() -> minion.count("ready") == 2);
        assertThat(master.value("m1", "test.ping")).isEqualTo(true);
    }

    @Test
    void aJobUnderANewKeyIsOpenedAfterOneSignIn() {
        master("auto_accept: true", "loop_interval: 1");
        MinionSite minion = readyMinion("m1");
        EventSource rotated = master.events("key");
        new Dropfile(master.config.paths().cachedir()).request(master.config.id());
        next(rotated);

        assertThat(master.value("m1", "test.ping")).isEqualTo(true);

        assertThat(minion.count("publication_unopenable")).isZero();
    }

    @Test
    void aRunningJobIsFoundAndKilledAndThenHasNoReturn() {
        master("auto_accept: true");
        MinionSite minion = readyMinion("m1");
        String jid = master.publish("m1", "test.sleep", 600L);
        await().atMost(SOON).until(() -> minion.count("job_started") == 1);

        assertThat(Trees.fields(master.value("m1", "saltutil.find_job", jid)))
                .containsEntry("jid", jid)
                .containsEntry("fun", "test.sleep")
                .containsEntry("pid", ProcessHandle.current().pid());
        assertThat(minion.root.resolve("cache/proc").resolve(jid)).exists();
        assertThat(String.valueOf(master.value("m1", "saltutil.kill_job", jid))).contains(jid);

        await().atMost(SOON)
                .until(() -> master.value("m1", "saltutil.find_job", jid).equals(Map.of()));
        assertThat(minion.root.resolve("cache/proc").resolve(jid)).doesNotExist();
        assertThat(master.daemon.jobs().returns(jid)).isEmpty();
    }

    @Test
    void aJobAboveProcessCountMaxWaitsButQuestionsAboutJobsDoNot() {
        master("auto_accept: true");
        MinionSite minion = readyMinion("m1", "process_count_max: 1");
        String first = master.publish("m1", "test.sleep", 600L);
        await().atMost(SOON).until(() -> minion.count("job_started") == 1);
        String second = master.publish("m1", "test.sleep", 0L);

        Object running = master.value("m1", "saltutil.find_job", first);
        assertThat(running).isNotEqualTo(Map.of());
        assertThat(master.daemon.jobs().returns(second)).isEmpty();
        master.value("m1", "saltutil.kill_job", first);

        await().atMost(SOON).until(() -> !master.daemon.jobs().returns(second).isEmpty());
    }

    @Test
    void aReturnIsRepeatedUntilTheMasterHasAcknowledgedIt() {
        master("auto_accept: true");
        MinionSite minion = readyMinion("m1", "request_channel_timeout: 0.2", "request_channel_tries: 1");
        String jid = master.publish("m1", "test.sleep", 1L);
        await().atMost(SOON).until(() -> minion.count("job_started") == 1);

        roads.weather((way, frames) -> way == Way.REQUEST ? Fate.DROPPED : Fate.DELIVERED);
        await().atMost(SOON).until(() -> minion.count("return_unacknowledged") >= 1);
        roads.weather(InMemoryRoads.Weather.FINE);

        // The master's own questions are answered and acknowledged, too.
        await().atMost(SOON).until(() -> minion.count("return_acknowledged") >= 1);
        await().atMost(SOON).until(() -> master.daemon.jobs().returns(jid).containsKey("m1"));
    }

    @Test
    void whatIsFiredAtItsSocketReachesTheMaster() {
        master("auto_accept: true");
        MinionSite minion = readyMinion("m1");
        EventSource events = master.events("from/outside");
        String hash = HashType.SHA256.hex("m1").substring(0, 10);

        EventClient.sink(EventSockets.minion(minion.root.resolve("run"), hash))
                .fire("fire_master", Map.of("tag", "from/outside", "data", Map.of("a", 1L)));

        assertThat(next(events).data()).containsEntry("data", Map.of("a", 1L)).containsEntry("id", "m1");
    }

    @Test
    void filesComeThroughTheMasterAndStayInTheCache() {
        master("auto_accept: true");
        MinionSite minion = readyMinion("m1");

        Object cached = master.value("m1", "cp.cache_file", "salt://hello.txt");

        Path place = minion.root.resolve("cache/files/base/hello.txt");
        assertThat(cached).isEqualTo(place.toString());
        assertThat(place).hasContent("hello");
        assertThat(master.value("m1", "cp.cache_file", "salt://absent")).isNotEqualTo(place.toString());
    }

    @Test
    void theMineIsFilledAtTheStart() {
        master("auto_accept: true");
        readyMinion("m1", "mine_functions: {whoami: [{mine_function: grains.get}, id]}");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(master.value("m1", "mine.get", "*", "whoami"))
                        .isEqualTo(Map.of("m1", "m1")));
    }

    @Test
    void aJobOfTwoMastersRunsOnceAndReturnsToOneOfThem() {
        master("auto_accept: true");
        TestMaster other = new TestMaster(root.resolve("N"), roads, 5505, 5506, "auto_accept: true");
        toClose.add(other.start());
        copyKeys(master, other);
        MinionSite minion =
                new MinionSite(root.resolve("m1"), "m1", roads, "master: ['127.0.0.1:4506', '127.0.0.1:5506']");
        toClose.add(minion.start());
        await().atMost(SOON).until(() -> minion.count("ready") == 2);

        String jid = "20260101000000000001";
        master.publish("m1", "glob", jid, "test.ping", List.of());
        other.publish("m1", "glob", jid, "test.ping", List.of());

        await().atMost(SOON).until(() -> minion.count("jid_repeated") == 1);
        await().atMost(SOON).until(() -> minion.count("return_acknowledged") == 1);
        assertThat(minion.count("job_started")).isEqualTo(1);
        assertThat(other.value("m1", "test.ping")).isEqualTo(true);
    }

    /** Masters of one minion have the same key. */
    private void copyKeys(TestMaster from, TestMaster to) {
        to.close();
        for (String name : List.of("master.pem", "master.pub")) {
            try {
                Files.deleteIfExists(to.root.resolve("pki").resolve(name));
                Files.copy(
                        from.root.resolve("pki").resolve(name),
                        to.root.resolve("pki").resolve(name));
            } catch (java.io.IOException refused) {
                throw new java.io.UncheckedIOException(refused);
            }
        }
        to.start();
    }

    @Test
    void withFailoverTheNextMasterIsTakenAndLeftWhenTheFirstIsBack() {
        master("auto_accept: true");
        TestMaster other = new TestMaster(root.resolve("N"), roads, 5505, 5506, "auto_accept: true");
        toClose.add(other.start());
        copyKeys(master, other);
        master.close();
        MinionSite minion = new MinionSite(
                root.resolve("m1"),
                "m1",
                roads,
                "master: ['127.0.0.1:4506', '127.0.0.1:5506']",
                "master_type: failover",
                "auth_timeout: 0.2",
                "master_failback: true",
                "master_failback_interval: 1");
        toClose.add(minion.start());
        await().atMost(SOON).until(() -> minion.count("ready") == 1);
        assertThat(other.value("m1", "test.ping")).isEqualTo(true);

        master.start();

        await().atMost(SOON).until(() -> minion.count("ready") == 2);
        assertThat(master.value("m1", "test.ping")).isEqualTo(true);
    }

    @Test
    void aMasterWithAnotherFingerprintEndsItWith42() {
        master("auto_accept: true");

        MinionSite minion = minion("m1", "master_finger: '00:11'");

        assertThat(minion.daemon.awaitStop()).isEqualTo(42);
    }

    @Test
    void aMasterWithAnotherKeyThanTheKnownOneIsNotBelieved() throws Exception {
        master("auto_accept: true");
        MinionSite minion = readyMinion("m1");
        minion.close();
        Path known = minion.root.resolve("pki/minion_master.pub");
        Files.writeString(known, io.brine.crypt.RsaKeyPair.generate(2048).publicPem());

        MinionSite again = minion("m1");

        await().atMost(SOON).until(() -> again.count("sign_in_failed") > 1);
        assertThat(again.count("signed_in")).isZero();
    }

    @Test
    void hostileFramesAreCountedAndDroppedAndJobsGoOn() {
        master("auto_accept: true");
        AtomicInteger published = new AtomicInteger();
        List<List<byte[]>> seen = new ArrayList<>();
        roads.weather((way, frames) -> {
            if (way == Way.PUBLISH) {
                published.incrementAndGet();
                seen.add(List.copyOf(frames));
            }
            return Fate.DELIVERED;
        });
        TappedRoads tapped = new TappedRoads(roads);
        MinionSite minion = new MinionSite(root.resolve("m1"), "m1", tapped, "master: 127.0.0.1");
        toClose.add(minion.start());
        await().atMost(SOON).until(() -> minion.count("ready") == 1);
        assertThat(master.value("m1", "test.ping")).isEqualTo(true);

        tapped.give(List.of());
        tapped.give(List.of(new byte[0]));
        tapped.give(List.of(new byte[1], new byte[2], new byte[3]));
        tapped.give(List.of(new byte[] {(byte) 0x81, (byte) 0xa3, 'e', 'n', 'c', (byte) 0xc0}));
        await().atMost(SOON).until(() -> minion.count("publication_malformed") >= 3);
        tapped.give(seen.get(0));
        await().atMost(SOON).until(() -> minion.count("publication_unopenable") >= 1);

        assertThat(master.value("m1", "test.ping")).isEqualTo(true);
        assertThat(minion.count("job_started")).isEqualTo(2);
    }

    @Test
    void aSignedReturnIsTakenByAMasterThatWantsSignatures() {
        master("auto_accept: true", "require_minion_sign_messages: true", "drop_messages_signature_fail: true");
        readyMinion("m1", "minion_sign_messages: true");

        assertThat(master.value("m1", "test.ping")).isEqualTo(true);
    }

    @Test
    void afterItsKeyWasDeletedItWaitsToBeAcceptedAnew() {
        master("loop_interval: 1");
        MinionSite minion = minion("m1");
        await().atMost(SOON).until(() -> master.isPending("m1"));
        master.keys().acceptAll();
        await().atMost(SOON).until(() -> minion.count("ready") == 1);

        master.delete("m1");
        String hash = HashType.SHA256.hex("m1").substring(0, 10);
        EventClient.sink(EventSockets.minion(minion.root.resolve("run"), hash))
                .fire("fire_master", Map.of("tag", "x", "data", Map.of()));
        await().atMost(SOON).until(() -> master.isPending("m1"));
        master.keys().acceptAll();

        await().atMost(SOON).pollInterval(Duration.ofMillis(200)).until(() -> minion.count("signed_in") >= 2);
        assertThat(master.value("m1", "test.ping")).isEqualTo(true);
    }
}
