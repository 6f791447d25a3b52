package io.brine.master;

import static io.brine.master.MasterSite.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.brine.channel.Envelope;
import io.brine.channel.Session;
import io.brine.channel.SignInResult;
import io.brine.crypt.Crypticle;
import io.brine.crypt.RsaKeyPair;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.events.EventClient;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.jobs.JobQuery;
import io.brine.jobs.JobSearch;
import io.brine.keys.Dropfile;
import io.brine.keys.KeyOffice;
import io.brine.keys.MinionKeys;
import io.brine.transport.Roads.RoadOptions;
import io.brine.transport.TransportException;
import io.brine.wire.Event;
import io.brine.wire.PublishLoad;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole master over real sockets, with a minion's own channels against it. */
class MasterDaemonIT extends WithAMaster {
    @Test
    void aRestartMakesNobodySignInAgain() throws Exception {
        master("auto_accept: true");
        TestMinion minion = accepted("m1");

        site.restart();
        await().until(() -> site.daemon.connected().contains("m1"));
        String jid = String.valueOf(site.publish("m1", "glob", "test.ping").get("jid"));

        assertThat(minion.nextJob().fields()).containsEntry("jid", jid);
        assertThat(site.listener.lines.stream().filter("auth m1 accept"::equals))
                .hasSize(1);
    }

    @Test
    void statsAreFiredAsOftenAsAsked() {
        master("auto_accept: true", "master_stats: true", "master_stats_event_iter: 1");
        EventSource bus = site.daemon.bus().subscribe(EventFilter.startingWith("salt/stats/"));
        accepted("m1");

        Map<String, Object> data = next(bus).data();
        while (!Trees.fields(data.get("stats")).containsKey("_auth")) {
            data = next(bus).data();
        }

        Map<String, Object> auth = Trees.fields(Trees.fields(data.get("stats")).get("_auth"));
        assertThat(auth.get("runs")).isEqualTo(1L);
        assertThat((Double) auth.get("mean")).isPositive();
        assertThat(Trees.fields(data.get("lanes")))
                .containsOnlyKeys("MWorker", "Auth", "Files", "Pillar", "Logins", "Commands")
                .containsEntry("Auth", Map.of("depth", 0, "age", 0.0, "refused", 0L));
    }

    @Test
    void aStrangerWaitsUntilItsKeyIsAccepted() {
        master();
        EventSource events = site.daemon.bus().subscribe(EventFilter.startingWith("salt/auth"));
        TestMinion minion = site.minion("m1");

        assertThat(minion.signIn()).isInstanceOf(SignInResult.Pending.class);
        assertThat(next(events).data()).containsEntry("act", "pend").containsEntry("id", "m1");
        new KeyOffice(new MinionKeys(site.config.paths().pkiDir(), Clock.systemUTC())).acceptAll();
        assertThat(minion.signIn()).isInstanceOf(SignInResult.Accepted.class);

        assertThat(next(events).data()).containsEntry("act", "accept").containsEntry("result", true);
    }

    @Test
    void aJobReachesTheMinionAndItsReturnIsKeptAndTold() throws Exception {
        master("auto_accept: true", "job_cache_return_files: true");
        TestMinion minion = accepted("m1");
        EventSource events = site.daemon.bus().subscribe(EventFilter.startingWith("salt/job/"));

        Map<String, Object> published = site.publish("*", "glob", "test.ping");
        PublishLoad job = minion.nextJob();
        Object answer = minion.give(job.jid().value(), true);

        String jid = String.valueOf(published.get("jid"));
        assertThat(published).containsEntry("minions", List.of("m1")).containsEntry("missing", List.of());
        assertThat(job.fields()).containsEntry("jid", jid).containsEntry("fun", "test.ping");
        assertThat(job.fields().keySet()).containsExactly("fun", "arg", "tgt", "jid", "ret", "tgt_type", "user");
        assertThat(answer).isNull();
        assertThat(next(events).tag()).isEqualTo("salt/job/" + jid + "/new");
        assertThat(next(events).tag()).isEqualTo("salt/job/" + jid + "/publish");
        Event returned = next(events);
        assertThat(returned.tag()).isEqualTo("salt/job/" + jid + "/ret/m1");
        assertThat(returned.data()).containsEntry("return", true).doesNotContainKeys("tok", "nonce");
        assertThat(site.daemon.jobs().returns(jid)).containsOnlyKeys("m1");
        assertThat(filesNamed("return.p")).hasSize(1);
        assertThat(filesNamed(".load.p")).hasSize(1);
    }

    private List<Path> filesNamed(String name) throws Exception {
        await().atMost(SOON).until(() -> !find(name).isEmpty());
        return find(name);
    }

    private List<Path> find(String name) throws Exception {
        try (var files = Files.walk(root.resolve("cache/jobs"))) {
            return files.filter(file -> file.getFileName().toString().equals(name))
                    .toList();
        }
    }

    @Test
    void aSecondReturnIsAnsweredButNotToldAgain() throws Exception {
        master("auto_accept: true");
        TestMinion minion = accepted("m1");
        String jid = String.valueOf(site.publish("*", "glob", "test.ping").get("jid"));
        minion.give(jid, true);
        EventSource events = site.daemon.bus().subscribe(EventFilter.startingWith("salt/job/"));

        assertThat(minion.give(jid, "again")).isNull();

        assertThat(site.listener.lines).contains("replay m1");
        site.daemon.bus().fire("salt/job/after", Map.of());
        assertThat(events.next(SOON).map(Event::tag)).contains("salt/job/after");
        assertThat(site.daemon.jobs().returns(jid).get("m1").result()).containsEntry("return", true);
    }

    @Test
    void aMinionCannotReturnForAnother() {
        master("auto_accept: true");
        TestMinion minion = accepted("m1");
        accepted("m2");
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "_return");
        load.put("id", "m2");
        load.put("return", "lie");
        load.put("jid", "20260101000000000000");
        load.put("nonce", "0123456789abcdef0123456789abcdef");
        load.put("tok", minion.identity.token());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("enc", "aes");
        body.put("load", Envelope.seal(minion.session().own().orElseThrow(), load));
        body.put("version", 3L);
        body.put("id", "m1");

        assertThat(MsgPack.unpackWire(raw(MsgPack.packWire(body)))).isEqualTo("bad load");

        assertThat(site.daemon.jobs().returns("20260101000000000000")).isEmpty();
        assertThat(site.listener.lines).contains("refused ID_MISMATCH m1");
    }

    private byte[] raw(byte[] request) {
        try (var client = site.roads.requestClient(site.requestUri(), RoadOptions.DEFAULT)) {
            return client.ask(request, SOON).join();
        }
    }

    @Test
    void anUnprovenReturnMustNameAnAcceptedMinion() {
        master("auto_accept: true", "minimum_auth_version: 2");
        TestMinion minion = accepted("m1");
        Map<String, Object> load = new LinkedHashMap<>(Map.of(
                "cmd",
                "_return",
                "id",
                "stranger",
                "return",
                "lie",
                "jid",
                "20260101000000000000",
                "fun",
                "test.ping"));
        load.put("nonce", "0123456789abcdef0123456789abcdef");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("enc", "aes");
        body.put("load", Envelope.seal(minion.session().shared(), load));
        body.put("version", 2L);

        raw(MsgPack.packWire(body));

        assertThat(site.daemon.jobs().returns("20260101000000000000")).isEmpty();
        assertThat(site.listener.lines).contains("not proven _return stranger");
    }

    @Test
    void aMinionBringsAJobOfItsOwn() {
        master("auto_accept: true");
        TestMinion minion = accepted("m1");

        minion.give("req", "done");

        assertThat(new JobSearch(site.daemon.jobs()).list(JobQuery.ALL).jobs())
                .singleElement()
                .satisfies(job -> {
                    assertThat(job.load()).containsEntry("tgt", "m1").containsEntry("fun", "test.ping");
                    assertThat(site.daemon.jobs().returns(job.jid())).containsOnlyKeys("m1");
                });
    }

    @Test
    void afterARotationJobsStillArriveAndTheOldKeyIsHonouredForAWhile() throws Exception {
        master("auto_accept: true", "minimum_auth_version: 2");
        TestMinion minion = accepted("m1");
        Session before = minion.session();
        EventSource events = site.daemon.bus().subscribe(EventFilter.glob("key"));

        new Dropfile(site.config.paths().cachedir()).request("brine_master");

        assertThat(next(events).data()).containsEntry("rotate_aes_key", true);
        await().atMost(SOON).until(() -> site.listener.lines.contains("rotated dropfile"));
        assertThat(askVersion2(before.shared(), "_master_opts")).containsKey("file_roots");
        site.publish("*", "glob", "test.ping");
        assertThat(minion.nextJob().fields()).containsEntry("fun", "test.ping");
        assertThat(minion.session().shared().keyString())
                .isNotEqualTo(before.shared().keyString());
    }

    /** As a minion of 3006.0 asks: sealed with the shared key, no token. */
    private Map<String, Object> askVersion2(Crypticle key, String cmd) {
        String nonce = "0123456789abcdef0123456789abcdef";
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("enc", "aes");
        body.put("load", Envelope.seal(key, Map.of("cmd", cmd, "nonce", nonce)));
        body.put("version", 2L);
        byte[] reply = raw(MsgPack.packWire(body));
        return Trees.fields(Envelope.openReply(key, Trees.bytes(MsgPack.unpackWire(reply)), nonce));
    }

    @Test
    void aSessionOutlivesTheMaster() {
        master("auto_accept: true");
        TestMinion minion = accepted("m1");
        String own = minion.session().own().orElseThrow().keyString();

        site.restart();

        assertThat(minion.ask(Map.of("cmd", "_master_opts"))).isInstanceOf(Map.class);
        assertThat(site.listener.lines.stream().filter(line -> line.startsWith("auth")))
                .hasSize(1);
        assertThat(minion.signIn()).isInstanceOf(SignInResult.Accepted.class);
        assertThat(minion.session().own().orElseThrow().keyString()).isEqualTo(own);
    }

    @Test
    void anotherKeyForAnAcceptedIdIsDenied() {
        master("auto_accept: true");
        accepted("m1");
        TestMinion other = new TestMinion("m1", site, RsaKeyPair.generate(2048));

        assertThat(other.signIn()).isInstanceOf(SignInResult.Refused.class);

        assertThat(site.root.resolve("pki/minions_denied/m1")).exists();
        other.close();
    }

    @Test
    void oneMoreThanMaxMinionsIsToldThatTheMasterIsFull() {
        master("auto_accept: true", "max_minions: 1");
        accepted("m1");

        assertThat(site.minion("m2").signIn()).isInstanceOf(SignInResult.Full.class);

        assertThat(site.minion("m1").signIn()).isInstanceOf(SignInResult.Accepted.class);
    }

    @Test
    void aDeletedKeyEndsTheSession() {
        master("auto_accept: false", "autosign_timeout: 0");
        TestMinion minion = site.minion("m1");
        minion.signIn();
        MinionKeys keys = new MinionKeys(site.config.paths().pkiDir(), Clock.systemUTC());
        new KeyOffice(keys).acceptAll();
        minion.signIn();
        minion.ask(Map.of("cmd", "_master_opts"));

        new KeyOffice(keys).delete(keys.matching("m1"));

        assertThatThrownBy(() -> minion.ask(Map.of("cmd", "_master_opts")));
        assertThat(site.listener.lines).contains("refused UNKNOWN_MINION m1", "auth m1 pend");
    }

    @Test
    void whatMinionsPutIntoTheMineOthersFind() {
        master("auto_accept: true");
        TestMinion one = accepted("m1");
        TestMinion two = accepted("m2");

        assertThat(one.ask(Map.of("cmd", "_mine", "data", Map.of("f", 1L, "g", 2L))))
                .isEqualTo(true);

        assertThat(two.ask(Map.of("cmd", "_mine_get", "tgt", "*", "fun", "f"))).isEqualTo(Map.of("m1", 1L));
        assertThat(two.ask(Map.of("cmd", "_mine_get", "tgt", "*", "fun", List.of("f", "g"))))
                .isEqualTo(Map.of("f", Map.of("m1", 1L), "g", Map.of("m1", 2L)));
        assertThat(one.ask(Map.of("cmd", "_mine_delete", "fun", "f"))).isEqualTo(true);
        assertThat(two.ask(Map.of("cmd", "_mine_get", "tgt", "*", "fun", "f"))).isEqualTo(Map.of());
        assertThat(root.resolve("cache/minions/m1/mine.p")).exists();
        assertThat(root.resolve("cache/mine/m1.p")).exists();
    }

    @Test
    void anEventOfAMinionIsFiredAsItsWholeLoad() {
        master("auto_accept: true");
        TestMinion minion = accepted("m1");
        EventSource events = site.daemon.bus().subscribe(EventFilter.startingWith("my/"));

        minion.ask(Map.of("cmd", "_minion_event", "tag", "my/tag", "data", Map.of("a", 1L)));

        assertThat(next(events).data())
                .containsEntry("id", "m1")
                .containsEntry("cmd", "_minion_event")
                .containsEntry("data", Map.of("a", 1L))
                .doesNotContainKeys("tok", "nonce");
    }

    @Test
    void anUnknownCommandIsAnsweredWithAnEmptyMap() {
        master("auto_accept: true");

        assertThat(accepted("m1").ask(Map.of("cmd", "__init__"))).isEqualTo(Map.of());
        assertThat(site.clear(Map.of("cmd", "no_such"))).isEqualTo(Map.of());
        assertThat(site.clear(Map.of("cmd", "ping", "x", 1L))).isEqualTo(Map.of("cmd", "ping", "x", 1L));
        assertThat(site.listener.lines).contains("unknown __init__", "unknown no_such");
    }

    @Test
    void peersPublishWhatTheyMayAndSeeOnlyTheirOwnReturns() throws Exception {
        master("auto_accept: true", "peer: {m1: ['test.*']}");
        TestMinion one = accepted("m1");
        TestMinion two = accepted("m2");
        Map<String, Object> asked =
                Map.of("cmd", "minion_pub", "fun", "test.ping", "arg", List.of(), "tgt", "m2", "ret", "");

        Map<String, Object> answer = Trees.fields(one.ask(asked));
        two.give(two.nextJob().jid().value(), "pong");

        String jid = String.valueOf(answer.get("jid"));
        assertThat(answer).containsEntry("minions", List.of("m2"));
        assertThat(one.ask(Map.of("cmd", "pub_ret", "jid", jid))).isEqualTo(Map.of("m2", Map.of("ret", "pong")));
        assertThat(two.ask(Map.of("cmd", "pub_ret", "jid", jid))).isEqualTo(Map.of());
        assertThat(two.ask(asked)).isEqualTo(Map.of());
    }

    @Test
    void aMinionMayRevokeItsOwnKey() {
        master("auto_accept: true");
        TestMinion minion = accepted("m1");

        assertThat(minion.ask(Map.of("cmd", "revoke_auth"))).isEqualTo(true);

        assertThat(site.root.resolve("pki/minions/m1")).doesNotExist();
    }

    @Test
    void aPushedFileStaysBelowItsMinion() {
        master("auto_accept: true", "file_recv: true");
        TestMinion minion = accepted("m1");

        assertThat(minion.ask(Map.of("cmd", "_file_recv", "path", List.of("etc", "motd"), "loc", 0L, "data", "hello")))
                .isEqualTo(true);
        assertThat(minion.ask(Map.of("cmd", "_file_recv", "path", List.of("..", "..", "x"), "loc", 0L, "data", "bad")))
                .isEqualTo(false);

        assertThat(root.resolve("cache/minions/m1/files/etc/motd")).hasContent("hello");
    }

    @Test
    void thePillarIsForTheMinionAndItsGrainsAreRemembered() throws Exception {
        master("auto_accept: true");
        TestMinion minion = accepted("m1");
        EventSource events = site.daemon.bus().subscribe(EventFilter.startingWith("minion/refresh/"));

        Files.writeString(root.resolve("srv/pillar/top.sls"), "base: {'m1': [own]}\n");
        Files.writeString(root.resolve("srv/pillar/own.sls"), "colour: blue\n");

        assertThat(minion.askPillar(Map.of("os", "Debian", "id", "liar"))).isEqualTo(Map.of("colour", "blue"));

        assertThat(next(events).tag()).isEqualTo("minion/refresh/m1");
        assertThat(site.publish("os:Debian", "grain", "test.ping")).containsEntry("minions", List.of("m1"));
        assertThat(site.publish("os:Suse", "grain", "test.ping")).containsKey("error");
        assertThat(root.resolve("cache/minions/m1/data.p")).exists();
        assertThat(root.resolve("cache/grains/m1.p")).exists();
    }

    @Test
    void filesAreServedInPiecesUntilNothingIsLeft() throws Exception {
        master("auto_accept: true", "file_buffer_size: 4");
        TestMinion minion = accepted("m1");
        Files.writeString(root.resolve("srv/salt/motd"), "welcome");

        assertThat(minion.ask(Map.of("cmd", "_serve_file", "path", "motd", "saltenv", "base", "loc", 0L)))
                .isEqualTo(Map.of("data", "welc", "dest", "motd"));
        assertThat(minion.ask(Map.of("cmd", "_serve_file", "path", "motd", "saltenv", "base", "loc", 4L)))
                .isEqualTo(Map.of("data", "ome", "dest", "motd"));
        assertThat(minion.ask(Map.of("cmd", "_serve_file", "path", "motd", "saltenv", "base", "loc", 7L)))
                .isEqualTo(Map.of("data", "", "dest", "motd"));
        assertThat(minion.ask(Map.of("cmd", "_file_list", "saltenv", "base"))).isEqualTo(List.of("motd"));
        assertThat(minion.ask(Map.of("cmd", "_file_envs"))).isEqualTo(List.of("base"));
    }

    @Test
    void whoIsThereIsToldWhenItChanges() {
        master("auto_accept: true", "presence_events: true", "loop_interval: 1");
        EventSource events = site.daemon.bus().subscribe(EventFilter.glob("salt/presence/change"));
        TestMinion minion = accepted("m1");

        assertThat(next(events).data()).containsEntry("new", List.of("m1"));
        minion.close();

        assertThat(next(events).data()).containsEntry("lost", List.of("m1"));
    }

    @Test
    void otherProcessesSeeTheBusThroughItsSockets() {
        master("auto_accept: true");
        try (EventClient outside =
                EventClient.connect(MasterBooks.sockets(site.config), EventFilter.startingWith("salt/auth"))) {
            accepted("m1");

            assertThat(next(outside).data()).containsEntry("id", "m1");
        }
        assertThat(root.resolve("run/publish_pull.ipc")).exists();
        assertThat(root.resolve("run/workers.ipc")).exists();
    }

    @Test
    void aPortThatIsTakenIsNamedAndNothingStaysOpen() {
        master();
        MasterSite second =
                new MasterSite(root.resolve("second"), site.config.network().publishPort());

        assertThatThrownBy(second::start)
                .isInstanceOf(TransportException.class)
                .hasMessageContaining(String.valueOf(site.config.network().publishPort()));

        assertThat(second.root.resolve("run/master_event_pub.ipc")).doesNotExist();
        second.close();
    }

    @Test
    void aCachedirThatCannotBeUsedIsNamed() throws Exception {
        Files.createDirectories(root);
        Files.writeString(root.resolve("cache"), "not a directory");
        site = new MasterSite(root);

        assertThatThrownBy(site::start)
                .hasMessageContaining(root.resolve("cache").toString());
    }
}
