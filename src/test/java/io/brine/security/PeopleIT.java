package io.brine.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.wire.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People and their tools on the clear channel: keys of local users, logins, tokens, and what their rules let them do. */
class PeopleIT {
    private static final String PASSWORD = "bobs-password-9f2c";
    private static final Map<String, Object> AUTHENTICATION =
            Map.of("error", Map.of("name", "AuthenticationError", "message", "Authentication error occurred."));
    private static final Map<String, Object> AUTHORIZATION =
            Map.of("error", Map.of("name", "AuthorizationError", "message", "Authorization error occurred."));

    @TempDir
    private static Path root;

    private static AttackedMaster master;

    @BeforeAll
    static void start() {
        master = new AttackedMaster(
                root.resolve("M"),
                "sharedsecret: " + PASSWORD,
                "external_auth: {sharedsecret: {bob: [test.ping, {m1: ['test[.]arg']}, {'G@os:Debian': ['test[.]version']}, {'@runner': ['jobs.list_jobs']}]}}",
                "publisher_acl: {nobody: [test.ping]}",
                "publisher_acl_blacklist: {modules: ['cmd.*'], users: [mallory]}",
                "client_acl_verify: true");
    }

    @AfterAll
    static void stop() {
        master.close();
    }

    @BeforeEach
    void listen() {
        master.listen();
    }

    private static String keyOf(String user) {
        try {
            return Files.readString(master.site.root.resolve("cache/." + user + "_key"));
        } catch (IOException absent) {
            throw new AssertionError(absent);
        }
    }

    private static Map<String, Object> publish(Object fun, Object... more) {
        Map<String, Object> load =
                new LinkedHashMap<>(Map.of("cmd", "publish", "tgt", "m1", "tgt_type", "glob", "ret", ""));
        load.put("fun", fun);
        load.put("arg", List.of());
        load.put("jid", "");
        load.put("user", "nobody");
        for (int i = 0; i < more.length; i += 2) {
            load.put((String) more[i], more[i + 1]);
        }
        return load;
    }

    private static Map<String, Object> login(String... more) {
        Map<String, Object> kwargs =
                new LinkedHashMap<>(Map.of("eauth", "sharedsecret", "username", "bob", "password", PASSWORD));
        for (int i = 0; i < more.length; i += 2) {
            kwargs.put(more[i], more[i + 1]);
        }
        return kwargs;
    }

    private static boolean isJob(Object answer) {
        return answer instanceof Map<?, ?> map
                && map.get("load") instanceof Map<?, ?> load
                && load.get("jid") instanceof String;
    }

    @Test
    @DisplayName("CVE-2020-11651: without the right key nothing is published, run or told")
    void whoHasNoKeyGetsNothing() {
        int jobs = master.jobs().size();
        for (Object key :
                new Object[] {null, "", "guess", keyOf("nobody") + "x", 1L, List.of(keyOf("root")), Map.of(), true}) {
            for (String user : List.of("root", "sudo_x", "sudo_root", "nobody", "stranger", "")) {
                Map<String, Object> load = publish("test.ping", "user", user);
                load.put("key", key);
                assertThat(master.sendClear(load)).as("%s with %s", user, key).isEqualTo(AUTHENTICATION);
                for (String cmd : List.of("runner", "wheel")) {
                    Map<String, Object> call =
                            new LinkedHashMap<>(Map.of("cmd", cmd, "fun", "key.list_all", "user", user));
                    call.put("key", key);
                    assertThat(String.valueOf(master.sendClear(call)))
                            .contains("UserAuthenticationError")
                            .doesNotContain("minions");
                }
            }
        }
        assertThat(master.jobs()).hasSize(jobs);
        assertThat(master.told()).isNotEmpty().allMatch(line -> line.startsWith("person refused "));
    }

    @Test
    @DisplayName("A key says who somebody is; the name beside it never widens that")
    void oneUsersKeyGivesThatUsersRights() {
        String nobodys = keyOf("nobody");

        assertThat(isJob(master.sendClear(publish("test.ping", "key", nobodys))))
                .isTrue();
        assertThat(master.sendClear(publish("test.echo", "key", nobodys))).isEqualTo(AUTHORIZATION);
        for (String user : List.of("root", "sudo_nobody", "sudo_root", "bob")) {
            assertThat(master.sendClear(publish("test.ping", "key", nobodys, "user", user)))
                    .as(user)
                    .isEqualTo(AUTHENTICATION);
        }
        assertThat(isJob(master.sendClear(publish("test.echo", "key", keyOf("root"), "user", "root"))))
                .isTrue();
    }

    @Test
    @DisplayName("Compound calls: every function must be allowed wholly")
    void noAllowedFunctionOpensAnother() {
        for (Object fun : List.of(
                List.of("test.ping", "test.echo"),
                List.of("test.echo", "test.ping"),
                List.of("saltutil.find_job", "test.echo"),
                List.of("test.echo", "saltutil.find_job"),
                "test.ping,test.echo",
                "test.pingx",
                "xtest.ping",
                "test.ping ",
                "test.ping\n",
                "TEST.PING",
                List.of())) {
            assertThat(master.sendClear(publish(fun, "kwargs", login())))
                    .as(String.valueOf(fun))
                    .isEqualTo(AUTHORIZATION);
        }
        assertThat(isJob(master.sendClear(publish(List.of("test.ping", "test.ping"), "kwargs", login()))))
                .isTrue();
        assertThat(master.told()).contains("not allowed publish bob");
    }

    @Test
    @DisplayName("CVE-2022-22941: a rule for certain minions says nothing about others, nor about nobody")
    void aTargetOutsideTheRulesIsRefused() {
        assertThat(isJob(master.sendClear(publish("test.arg", "kwargs", login()))))
                .isTrue();
        for (Object tgt : List.of("m2", "*", "m[12]", List.of("m1", "m2"))) {
            Map<String, Object> load = publish("test.arg", "kwargs", login(), "tgt", tgt);
            load.put("tgt_type", tgt instanceof List ? "list" : "glob");
            assertThat(master.sendClear(load)).as(String.valueOf(tgt)).isEqualTo(AUTHORIZATION);
        }
        assertThat(isJob(master.sendClear(publish("test.arg", "kwargs", login(), "tgt", "nowhere*"))))
                .isFalse();
    }

    @Test
    @DisplayName("GitHub issue 68976: a minion nobody knows the grains of is in no rule about grains")
    void aRuleAboutGrainsIsForMinionsThatAreKnownToHaveThem() {
        assertThat(master.sendClear(publish("test.version", "kwargs", login()))).isEqualTo(AUTHORIZATION);

        master.m1.askPillar(Map.of("os", "Debian"));

        assertThat(isJob(master.sendClear(publish("test.version", "kwargs", login()))))
                .isTrue();
        assertThat(master.sendClear(publish("test.version", "kwargs", login(), "tgt", "*")))
                .isEqualTo(AUTHORIZATION);
    }

    @Test
    @DisplayName("CVE-2022-22941: on a master of masters a target that meets nobody here is refused as well")
    void onAMasterOfMastersATargetThatMeetsNobodyIsRefused() {
        try (AttackedMaster upper = new AttackedMaster(
                root.resolve("upper"),
                "order_masters: true",
                "sharedsecret: " + PASSWORD,
                "external_auth: {sharedsecret: {bob: [test.ping, {'m1': ['cmd.run']}]}}")) {
            Map<String, Object> run = publish("cmd.run", "kwargs", login(), "tgt", "below-a-syndic");

            assertThat(upper.sendClear(run)).isEqualTo(AUTHORIZATION);
            assertThat(isJob(upper.sendClear(publish("test.ping", "kwargs", login(), "tgt", "below-a-syndic"))))
                    .isTrue();
        }
    }

    @Test
    @DisplayName("publisher_acl_blacklist is held against the proven name and every function")
    void theBlacklistCountsForEverybody() {
        for (Object fun : List.of("cmd.run", List.of("test.ping", "cmd.shell"))) {
            assertThat(master.sendClear(publish(fun, "key", keyOf("root"), "user", "root")))
                    .isEqualTo(AUTHORIZATION);
        }
        assertThat(master.sendClear(publish("test.ping", "key", keyOf("root"), "user", "mallory")))
                .isEqualTo(AUTHORIZATION);
        Map<String, Object> mallory = publish("test.ping", "kwargs", login("username", "mallory"));
        assertThat(master.sendClear(mallory)).isEqualTo(AUTHORIZATION);
    }

    @Test
    @DisplayName("CVE-2016-3176: of a login only name, password and backend count; the same answer for every failure")
    void aLoginTakesNothingButNameAndPassword() {
        for (Map<String, Object> wrong : List.of(
                login("password", "wrong"),
                login("username", "unknown", "password", "x"),
                login("eauth", "pam"),
                login("eauth", "../pam"),
                login("eauth", "sharedsecret.x"),
                login("eauth", "pki"),
                login("eauth", ""),
                login("username", "bob\0", "password", "x"),
                login("password", ""))) {
            assertThat(master.sendClear(publish("test.ping", "kwargs", wrong)))
                    .as(String.valueOf(wrong))
                    .isEqualTo(AUTHENTICATION);
        }
        Map<String, Object> more = new LinkedHashMap<>(login("service", "sshd", "auth_list", "x"));
        more.put("groups", List.of("root"));
        more.put("auth_list", List.of(".*"));
        assertThat(master.sendClear(publish("test.echo", "kwargs", more))).isEqualTo(AUTHORIZATION);

        Map<String, Object> ask = new LinkedHashMap<>(more);
        ask.put("cmd", "mk_token");
        ask.put("token_expire", 1_000_000_000L);
        Map<String, Object> token = Trees.fields(master.sendClear(ask));
        assertThat(token).doesNotContainKeys("auth_list", "groups", "service").containsEntry("name", "bob");
        assertThat((double) token.get("expire") - (double) token.get("start")).isLessThan(50_000);
    }

    private static String token(String user) {
        Map<String, Object> ask = new LinkedHashMap<>(login("username", user));
        ask.put("cmd", "mk_token");
        return String.valueOf(Trees.fields(master.sendClear(ask)).get("token"));
    }

    @Test
    @DisplayName("CVE-2020-11652, CVE-2018-15750: a token is a name of hex digits, never a path")
    void aTokenIsNoPath() throws IOException {
        String good = token("bob");
        Path tokens = master.site.root.resolve("cache/tokens");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokens.resolve(good))))
                .isEqualTo("rw-------");
        Files.createSymbolicLink(tokens.resolve("a".repeat(64)), tokens.resolve(good));
        Files.createDirectories(tokens.resolve("b".repeat(64)));
        var before = master.tree();
        for (Object bad : List.of(
                "../.root_key",
                "/etc/passwd",
                "..",
                "",
                ".",
                good + "/",
                "./" + good,
                "../tokens/" + good,
                good.toUpperCase(),
                good + "\0",
                good + "\n",
                "a".repeat(64),
                "b".repeat(64),
                "c".repeat(64),
                1L,
                List.of(good),
                Map.of(),
                true)) {
            assertThat(master.sendClear(Map.of("cmd", "get_token", "token", bad)))
                    .as(String.valueOf(bad))
                    .isEqualTo(Map.of());
            Map<String, Object> kwargs = new LinkedHashMap<>();
            kwargs.put("token", bad);
            assertThat(master.sendClear(publish("test.ping", "kwargs", kwargs))).isEqualTo(AUTHENTICATION);
        }
        master.hasOnly(before);
        assertThat(isJob(master.sendClear(publish("test.ping", "kwargs", Map.of("token", good)))))
                .isTrue();
        assertThat(master.log.all()).noneMatch(line -> line.contains(good));
    }

    @Test
    @DisplayName("CVE-2021-3144: an expired token is refused at its first use and goes; a broken one goes too")
    void anExpiredTokenIsRefusedAtFirstUse() throws IOException {
        Path tokens = master.site.root.resolve("cache/tokens");
        String name = "d".repeat(64);
        double now = System.currentTimeMillis() / 1000.0;
        Files.write(
                tokens.resolve(name),
                MsgPack.packWire(Map.of(
                        "token", name, "name", "bob", "eauth", "sharedsecret", "start", now - 60, "expire", now - 1)));
        assertThat(master.sendClear(publish("test.ping", "kwargs", Map.of("token", name))))
                .isEqualTo(AUTHENTICATION);
        assertThat(tokens.resolve(name)).doesNotExist();

        Files.write(tokens.resolve(name), new byte[] {(byte) 0x84, 1});
        assertThat(master.sendClear(Map.of("cmd", "get_token", "token", name))).isEqualTo(Map.of());
        assertThat(tokens.resolve(name)).doesNotExist();
    }

    @Test
    @DisplayName(
            "What fields a caller adds to a publish: no jid that is a path, no job of another, no rules of his own")
    void fieldsOfAPublishAreCheckedOrDropped() {
        Map<String, Object> good =
                Trees.fields(master.sendClear(publish("test.ping", "key", keyOf("root"), "user", "root")));
        String taken = String.valueOf(Trees.fields(good.get("load")).get("jid"));
        var before = master.tree();
        for (String jid : List.of("../../x", "a/b", "..", ".x", "a\nb", "x".repeat(1_000_000), taken)) {
            Object answer = master.sendClear(publish("test.ping", "key", keyOf("nobody"), "jid", jid));
            assertThat(answer)
                    .isEqualTo(Map.of("enc", "clear", "load", Map.of("error", "Master failed to assign jid")));
        }
        master.hasOnly(before);

        Object answer = master.sendClear(publish("test.ping", "kwargs", login("user", "root"), "user", "root"));
        String jid =
                String.valueOf(Trees.fields(Trees.fields(answer).get("load")).get("jid"));
        assertThat(master.site.daemon.jobs().job(jid).orElseThrow().load()).containsEntry("user", "bob");
    }

    @Test
    @DisplayName(
            "Beyond Salt: neither a job nor the event of a refused one carries what its caller proved himself with")
    void noCredentialReachesTheBusOrTheBooks() {
        String token = token("bob");
        try (var events = master.events("")) {
            for (Map<String, Object> proof : List.of(login(), Map.<String, Object>of("token", token))) {
                Map<String, Object> inside = publish("test.ping", "kwargs", proof);
                Map<String, Object> beside = publish("test.ping");
                beside.putAll(proof);
                Map<String, Object> refused = publish("test.echo", "kwargs", proof);
                Map<String, Object> refusedBeside = publish("test.echo");
                refusedBeside.putAll(proof);
                List.of(inside, beside, refused, refusedBeside).forEach(master::sendClear);
            }
            master.sendClear(
                    publish("test.ping", "key", "a-wrong-key", "kwargs", login("password", "a-wrong-password")));
            master.sendClear(publish("test.ping", "key", "a-wrong-key", "jid", "20260101000000000000/ret/m2"));
            master.sendClear(publish("test.ping", "key", keyOf("nobody")));

            List<Event> fired = AttackedMaster.fired(events);
            String all = fired + " " + master.jobs() + " " + master.log.all();
            assertThat(fired).extracting(Event::tag).contains("salt/job/error").noneMatch(tag -> tag.contains("/ret/"));
            assertThat(all)
                    .doesNotContain(
                            PASSWORD,
                            token,
                            "a-wrong-key",
                            "a-wrong-password",
                            keyOf("nobody").strip());
        }
    }

    private static Object wheel(String fun, Object... fields) {
        Map<String, Object> load = new LinkedHashMap<>(Map.of("cmd", "wheel", "fun", fun, "user", "root"));
        load.put("key", keyOf("root"));
        for (int i = 0; i < fields.length; i += 2) {
            load.put((String) fields[i], fields[i + 1]);
        }
        return master.sendClear(load);
    }

    @Test
    @DisplayName("CVE-2021-25282, CVE-2020-11652: a wheel writes and reads below its roots only")
    void aWheelLeavesItsRootsNeitherToReadNorToWrite() throws IOException {
        Path srv = master.site.root.resolve("srv");
        Files.writeString(srv.resolve("outside"), "a secret outside");
        Files.createSymbolicLink(srv.resolve("pillar/link"), srv);
        Files.createSymbolicLink(srv.resolve("salt/link"), srv);
        var before = master.tree();
        for (String form : List.of("file_roots", "pillar_roots")) {
            for (String path : List.of(
                    "../outside", "/etc/x", srv + "/outside", "a/../../outside", "link/outside", "..", "a\0b")) {
                for (String fun : List.of(".write", ".read", ".find")) {
                    Object answer = wheel(form + fun, "path", path, "data", "evil", "saltenv", "base");
                    assertThat(String.valueOf(answer))
                            .as("%s%s %s", form, fun, path)
                            .doesNotContain("a secret outside");
                }
            }
            wheel(form + ".write", "path", "x", "data", "evil", "saltenv", "../..");
            wheel(form + ".write", "path", "x", "data", "evil", "saltenv", "base", "index", -99L);
        }
        for (String name : List.of("../../x", "/etc/x", "..", "a\0b")) {
            wheel("config.update_config", "file_name", name, "yaml_contents", Map.of("a", 1L));
            wheel("key.delete", "match", name);
            wheel("key.gen", "id_", name);
        }
        master.hasOnly(before);
        assertThat(srv.resolve("outside")).hasContent("a secret outside");
    }

    @Test
    void aLoginRunsOnlyTheRunnersOfItsRules() {
        for (String cmd : List.of("runner", "wheel")) {
            for (String fun : List.of(
                    "jobs.list_job", "jobs.list_jobsx", "manage.up", "key.list_all", "salt.cmd", "x", "a.b.c")) {
                Map<String, Object> load = new LinkedHashMap<>(login());
                load.put("cmd", cmd);
                load.put("fun", fun);
                assertThat(Trees.fields(master.sendClear(load)))
                        .as("%s %s", cmd, fun)
                        .containsKey("error");
            }
        }
        Map<String, Object> load = new LinkedHashMap<>(login());
        load.put("cmd", "runner");
        load.put("fun", "jobs.list_jobs");
        assertThat(Trees.fields(master.sendClear(load))).containsKey("jid");
    }
}
