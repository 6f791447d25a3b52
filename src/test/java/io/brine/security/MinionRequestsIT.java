package io.brine.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.data.Trees;
import io.brine.wire.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an accepted minion may do with its own key, and not beyond: events, returns, pillar, mine, jobs for others. */
class MinionRequestsIT {
    private static final String JID = "20260101000000000000";

    @TempDir
    private static Path root;

    private static AttackedMaster master;

    @BeforeAll
    static void start() throws Exception {
        Path home = root.resolve("M");
        Files.createDirectories(home.resolve("srv/pillar"));
        Files.writeString(home.resolve("srv/pillar/top.sls"), "base:\n  m1: [one]\n  m2: [two]\n");
        Files.writeString(home.resolve("srv/pillar/one.sls"), "own: of m1\n");
        Files.writeString(home.resolve("srv/pillar/two.sls"), "own: of m2, secret\n");
        master = new AttackedMaster(
                home, "peer: {'m1': ['test[.].*', publish.publish]}", "peer_run: {'m1': ['test.arg']}");
    }

    @AfterAll
    static void stop() {
        master.close();
    }

    @BeforeEach
    void listen() {
        master.listen();
    }

    private static Map<String, Object> event(Object... fields) {
        Map<String, Object> load = new LinkedHashMap<>(Map.of("cmd", "_minion_event"));
        for (int i = 0; i < fields.length; i += 2) {
            load.put((String) fields[i], fields[i + 1]);
        }
        return load;
    }

    private static final List<String> FOREIGN_TAGS = List.of(
            "salt/job/" + JID + "/publish",
            "salt/job/" + JID + "/new",
            "salt/job/" + JID + "/ret/m2",
            "salt/job/" + JID + "/ret/m1",
            "salt/job/" + JID + "/return",
            "salt/job/" + JID + "/prog/m2/1",
            "salt/job/x/prog/m1/1",
            "salt/run/" + JID + "/ret",
            "salt/wheel/" + JID + "/ret",
            "salt/cloud/x/created",
            "salt/key",
            "salt/auth",
            "salt/presence/change",
            "salt/cluster/peer",
            "salt/minion/m2/start",
            "salt/minion/m1x/start",
            "salt/beacon/m2/load/",
            "salt",
            "salt/",
            "key",
            JID,
            "syndic/m2/x",
            "syndic/m1/salt/key",
            "minion/refresh/m2",
            "__master_connected",
            "SALT/key",
            "Salt/Auth",
            "salt//key",
            "/salt/key",
            "//salt/key",
            " salt/key",
            "salt/key/",
            "salt/job/" + JID + "/prog/m1\n\n/1",
            "x\u0000y",
            "salt/\tkey",
            "t".repeat(5000));

    @Test
    @DisplayName(
            "CVE-2025-22239, CVE-2025-22236: no tag of the master or of another minion, in none of the three shapes")
    void aMinionFiresNoEventThatIsNotItsOwn() {
        int jobs = master.jobs().size();
        try (var events = master.events("")) {
            for (String tag : FOREIGN_TAGS) {
                int cut = tag.indexOf('/', 1);
                List<Map<String, Object>> shapes = new ArrayList<>(List.of(
                        event("tag", tag, "data", Map.of("id", "m2", "jid", JID)),
                        event("events", List.of(Map.of("tag", tag, "data", Map.of("id", "m2")))),
                        event("events", List.of(Map.of("tag", tag)), "pretag", null)));
                if (cut > 0 && cut + 1 < tag.length()) {
                    shapes.add(event(
                            "pretag", tag.substring(0, cut), "events", List.of(Map.of("tag", tag.substring(cut + 1)))));
                }
                for (Map<String, Object> shape : shapes) {
                    assertThat(master.m1.ask(shape)).isNull();
                    assertThat(master.told()).as(tag).anyMatch(line -> line.startsWith("filtered m1 "));
                    master.site.listener.lines.clear();
                }
            }

            List<String> fired =
                    AttackedMaster.fired(events).stream().map(Event::tag).toList();
            assertThat(fired).noneMatch(FOREIGN_TAGS::contains);
            assertThat(fired)
                    .allMatch(tag ->
                            !tag.strip().toLowerCase(java.util.Locale.ROOT).startsWith("salt"));
        }
        assertThat(master.jobs()).hasSize(jobs);
    }

    @Test
    void aMinionFiresItsOwnEventsAndTheyCarryItsProvenId() {
        List<String> own = List.of(
                "salt/minion/m1/start",
                "salt/beacon/m1/load/",
                "salt/job/" + JID + "/prog/m1/3",
                "minion_start",
                "myco/deploy/done",
                "minion/refresh/m1",
                "saltier");
        try (var events = master.events("")) {
            for (String tag : own) {
                master.m1.ask(event("events", List.of(Map.of("tag", tag, "data", Map.of("x", 1L)))));
            }
            master.m1.ask(event("events", List.of(Map.of("tag", "salt/beacon/m1/x/", "data", Map.of("id", "m2")))));
            master.m1.ask(event("tag", "my/tag", "data", Map.of("id", "m2", "_stamp", "1970")));

            List<Event> fired = AttackedMaster.fired(events);
            assertThat(fired).extracting(Event::tag).containsAll(own);
            assertThat(fired).allMatch(event -> "m1".equals(event.data().get("id")));
            assertThat(fired).noneMatch(event -> "1970".equals(event.data().get("_stamp")));
        }
    }

    @Test
    @DisplayName("CVE-2024-22231 and kin: who is no syndic does not change which minions a job expects")
    void aMinionDoesNotChangeTheMinionsOfAJob() {
        String jid =
                String.valueOf(master.site.publish("m2", "glob", "test.ping").get("jid"));

        master.m1.ask(event(
                "pretag",
                "syndic/m1",
                "events",
                List.of(Map.of("tag", "x", "data", Map.of("jid", jid, "minions", List.of("evil"))))));
        master.m1.ask(event("events", List.of(Map.of("tag", "x", "jid", "../../x", "minions", List.of("evil")))));

        assertThat(master.site.daemon.jobs().job(jid).orElseThrow().minions()).containsExactly("m2");
    }

    @Test
    @DisplayName("CVE-2024-22231, CVE-2013-4439: _syndic_return of who is no syndic leaves no trace")
    void aMinionBringsNoReturnsOfOthers() {
        String jid =
                String.valueOf(master.site.publish("m2", "glob", "test.ping").get("jid"));
        var before = master.tree();
        for (Object id : List.of("m1", "m2", "../../x", "..", 1L)) {
            Map<String, Object> inner =
                    new LinkedHashMap<>(Map.of("jid", jid, "load", Map.of("fun", "evil", "Minions", List.of("e"))));
            inner.put("id", id);
            inner.put("return", Map.of("m2", Map.of("return", "a lie"), "../x", Map.of("return", "a lie")));
            Map<String, Object> load = new LinkedHashMap<>(inner);
            load.put("cmd", "_syndic_return");
            load.put("load", List.of(inner));

            assertThat(master.m1.ask(load)).isNull();
        }

        master.hasOnly(before);
        assertThat(master.site.daemon.jobs().returns(jid)).isEmpty();
        assertThat(master.site.daemon.jobs().job(jid).orElseThrow().load()).containsEntry("fun", "test.ping");
        assertThat(master.told()).anyMatch(line -> line.equals("not proven _syndic_return m2"));
    }

    @Test
    @DisplayName("CVE-2013-4439: the first return of a minion stays, and nothing of a return is a path")
    void aReturnIsKeptOnceAndItsJidIsNoPath() {
        String jid =
                String.valueOf(master.site.publish("m1", "glob", "test.ping").get("jid"));
        master.m1.give(jid, "first");
        master.m1.give(jid, "second");
        assertThat(master.site.daemon.jobs().returns(jid).get("m1").result()).containsEntry("return", "first");
        assertThat(master.told()).contains("replay m1");

        var before = master.tree();
        for (Object bad : List.of(
                "../../x",
                "/etc/x",
                "..",
                ".",
                "a/b",
                "a\\b",
                "a\0b",
                "a\nb",
                "x".repeat(1000),
                List.of(),
                1.5,
                Map.of())) {
            Map<String, Object> load = new LinkedHashMap<>(
                    Map.of("cmd", "_return", "return", "x", "fun", List.of(1L), "retcode", "no", "success", List.of()));
            load.put("jid", bad);
            assertThat(master.m1.ask(load)).as("jid %s", bad).isNull();
        }
        master.hasOnly(before);
    }

    @Test
    @DisplayName("CVE-2013-4439: a return for a job that was meant for others is not mixed into its result")
    void aReturnOfAJobMeantForOthersIsNotTaken() {
        String jid =
                String.valueOf(master.site.publish("m2", "glob", "test.ping").get("jid"));

        master.m1.give(jid, "a lie");
        master.m2.give(jid, "the truth");
        master.m1.give(jid, "a lie, when nobody waits any more");

        assertThat(master.site.daemon.jobs().returns(jid)).containsOnlyKeys("m2");
        assertThat(master.told()).containsSequence("foreign return m1", "return m2", "foreign return m1");
    }

    @Test
    @DisplayName("CVE-2025-22242: pub_ret of a jid that is a path answers at once and opens nothing")
    void pubRetOpensNothingButTheNotesOfItsOwnJobs() throws Exception {
        Path owners = master.site.root.resolve("cache/publish_auth");
        Files.createDirectories(owners);
        new ProcessBuilder("mkfifo", owners.resolve("20260101000000000001").toString())
                .start()
                .waitFor();
        Files.createDirectories(owners.resolve("20260101000000000002"));
        Files.createSymbolicLink(owners.resolve("20260101000000000003"), Path.of("/dev/zero"));
        Files.writeString(owners.resolve("20260101000000000004"), "m2");
        for (Object jid : List.of(
                "../../../../dev/zero",
                "/dev/zero",
                "/proc/self/mem",
                "..",
                "",
                "20260101000000000001",
                "20260101000000000002",
                "20260101000000000003",
                "20260101000000000004",
                "20260101000000000009",
                "2026010100000000000a")) {
            long began = System.nanoTime();
            assertThat(master.m1.ask(Map.of("cmd", "pub_ret", "jid", jid)))
                    .as(String.valueOf(jid))
                    .isEqualTo(Map.of());
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        }
        assertThat(master.m1.ask(Map.of("cmd", "pub_ret", "jid", 1L))).isEqualTo("");
    }

    @Test
    @DisplayName("Salt 0.15.1, CVE-2025-22237, CVE-2025-22241: no pillar on demand, and never another minion's")
    void aPillarIsTheMinionsOwnWhateverItAsksFor() {
        var before = master.tree();
        for (Object ext : List.of(
                Map.of("git", List.of("ext::sh -c id")),
                Map.of("virtkey", Map.of("minions", "../../x")),
                Map.of("cmd_yaml", "id"),
                List.of("git"),
                "git")) {
            Map<String, Object> load = pillarLoad(Map.of("os", "x", "id", "m2"));
            load.put("ext", ext);
            load.put("extra_minion_data", "text");
            assertThat(master.m1.requests.askPillar(load, AttackedMaster.SOON).join())
                    .isEqualTo(Map.of("own", "of m1"));
        }
        for (Object env : List.of("../..", "/etc", "__env__", List.of("base"), "x".repeat(100_000))) {
            Map<String, Object> load = pillarLoad(Map.of("id", "m2"));
            load.put("saltenv", env);
            load.put("pillarenv", env);
            assertThat(String.valueOf(master.m1
                            .requests
                            .askPillar(load, AttackedMaster.SOON)
                            .join()))
                    .doesNotContain("secret");
        }
        assertThat(paths(master.tree())).isSubsetOf(paths(before, "minions/m1", "grains", "pillar"));
    }

    /** The minion's own cache may have come. */
    private static List<String> paths(java.util.Set<String> tree, String... more) {
        List<String> all = new ArrayList<>(tree);
        Path cache = master.site.root.resolve("cache");
        for (String name : more) {
            all.add(cache.resolve(name) + "");
        }
        for (String file : List.of("minions/m1/data.p", "grains/m1.p", "pillar/m1.p")) {
            all.add(cache.resolve(file) + "");
        }
        return all;
    }

    private static Map<String, Object> pillarLoad(Map<String, Object> grains) {
        Map<String, Object> load =
                new LinkedHashMap<>(Map.of("cmd", "_pillar", "id", "m1", "saltenv", "base", "ver", "2"));
        load.put("grains", grains);
        load.put("pillar_override", null);
        load.put("pillarenv", null);
        return load;
    }

    @Test
    @DisplayName("CVE-2022-22934: without a nonce there is no pillar, and none is in clear")
    void aPillarWithoutNonceIsAnError() {
        Object answer = master.send(new Forgery(master.m1, pillarLoad(Map.of("os", "x"))).without("nonce"));
        assertThat(answer).isEqualTo(Map.of("error", "Nonce not included in request"));

        Object sealed = master.send(new Forgery(master.m1, pillarLoad(Map.of("os", "x"))));
        assertThat(String.valueOf(Trees.fields(sealed).get("pillar"))).doesNotContain("of m1");
    }

    @Test
    @DisplayName("CVE-2025-22238, CVE-2013-4439: the mine changes for the sender alone and obeys allow_tgt")
    void theMineIsChangedByItsOwnerAlone() {
        master.m2.ask(Map.of(
                "cmd",
                "_mine",
                "data",
                Map.of(
                        "open",
                        1L,
                        "closed",
                        Map.of(
                                "__saltmine_acl__",
                                1L,
                                "__data__",
                                "secret",
                                "allow_tgt",
                                "m2",
                                "allow_tgt_type",
                                "glob"))));
        for (String cmd : List.of("_mine_flush", "_mine_delete", "_mine")) {
            master.m1.ask(
                    Map.of("cmd", cmd, "fun", "open", "data", Map.of("open", 9L), "bank", "minions/m2", "key", "../x"));
        }
        for (Object data : List.of("text", List.of(), 1L)) {
            assertThat(master.m1.ask(Map.of("cmd", "_mine", "data", data))).isEqualTo(false);
        }

        assertThat(master.m1.ask(Map.of("cmd", "_mine_get", "tgt", "m2", "fun", "open")))
                .isEqualTo(Map.of("m2", 1L));
        assertThat(master.m1.ask(Map.of("cmd", "_mine_get", "tgt", "*", "fun", "closed")))
                .isEqualTo(Map.of());
        for (Object fun : List.of(1L, Map.of(), List.of("closed"), "closed,closed")) {
            assertThat(String.valueOf(master.m1.ask(Map.of("cmd", "_mine_get", "tgt", "*", "fun", fun))))
                    .doesNotContain("secret");
        }
    }

    @Test
    @DisplayName("Peer publishing: whole names, every function, no recursion")
    void aPeerPublishesOnlyWhatItsRulesNameWholly() {
        List<Object> refused = List.of(
                "cmd.run",
                "testing.x",
                "xtest.ping",
                "publish.publish",
                List.of("test.ping", "cmd.run"),
                "test.ping,cmd.run",
                List.of(),
                Map.of());
        for (Object fun : refused) {
            assertThat(master.m1.ask(peer(fun))).as(String.valueOf(fun)).isIn(Map.of(), "");
        }
        assertThat(master.m2.ask(peer("test.ping"))).as("m2 has no rule").isEqualTo(Map.of());
        assertThat(master.m1.ask(Map.of("cmd", "minion_runner", "fun", "test.argx", "arg", List.of())))
                .isEqualTo(Map.of());
        assertThat(master.m1.ask(Map.of("cmd", "minion_runner", "fun", "manage.up", "arg", List.of())))
                .isEqualTo(Map.of());
        assertThat(master.jobs().stream().map(job -> job.load().get("fun")))
                .doesNotContain("cmd.run", "publish.publish");

        assertThat(Trees.fields(master.m1.ask(peer("test.ping")))).containsKey("jid");
    }

    private static Map<String, Object> peer(Object fun) {
        Map<String, Object> load = new LinkedHashMap<>(
                Map.of("cmd", "minion_pub", "arg", List.of("a"), "tgt", "m2", "ret", "", "tgt_type", "glob"));
        load.put("fun", fun);
        return load;
    }

    @Test
    void deepAndWideLoadsCostNobodyAnything() {
        Object deep = "x";
        for (int i = 0; i < 400; i++) {
            deep = List.of(deep);
        }
        for (String cmd : List.of("_return", "_mine", "_minion_event", "_pillar")) {
            Map<String, Object> load = new LinkedHashMap<>(Map.of("cmd", cmd, "return", deep, "jid", JID, "tag", "x"));
            load.put("data", Map.of("d", deep));
            load.put("grains", Map.of("d", deep));
            master.send(new Forgery(master.m1, load).bytes());
            load.put("events", Collections.nCopies(10_000, Map.of("tag", "salt/key")));
            master.send(new Forgery(master.m1, load).bytes());
        }
        master.stillAnswers();
    }
}
