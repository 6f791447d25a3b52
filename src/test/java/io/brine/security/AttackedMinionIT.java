package io.brine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.channel.Envelope;
import io.brine.crypt.Crypticle;
import io.brine.crypt.SigningAlgorithm;
import io.brine.data.MsgPack;
import io.brine.events.EventSource;
import io.brine.minion.MinionSite;
import io.brine.vectors.RecordedKeys;
import io.brine.wire.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running minion, with somebody on the wire who also holds the key that all minions share. */
class AttackedMinionIT {
    private static final String SENTINEL = "sentinel-5be1";

    @TempDir
    private static Path root;

    private static AttackedMaster master;
    private static MiddleMan wire;
    private static MinionSite minion;

    @BeforeAll
    static void start() throws IOException {
        Path home = root.resolve("M");
        Files.createDirectories(home.resolve("srv/pillar"));
        Files.writeString(home.resolve("srv/pillar/top.sls"), "base: {'*': [own]}\n");
        Files.writeString(home.resolve("srv/pillar/own.sls"), "own: right\n");
        master = new AttackedMaster(home);
        wire = new MiddleMan(master.site.roads);
        minion = new MinionSite(
                        root.resolve("V"),
                        "victim",
                        wire,
                        "master: 127.0.0.1",
                        "master_port: " + master.site.config.network().retPort())
                .start();
        await().atMost(AttackedMaster.SOON).until(() -> minion.count("ready") > 0);
    }

    @AfterAll
    static void stop() {
        minion.close();
        master.close();
    }

    @BeforeEach
    void honest() {
        wire.answering((request, reply) -> reply);
        master.listen();
    }

    private static Object run(String fun, Object... arg) {
        return runOn("victim", fun, arg);
    }

    private static Object runOn(String id, String fun, Object... arg) {
        try (EventSource returns = master.events("salt/job/")) {
            String jid =
                    String.valueOf(master.site.publish(id, "glob", fun, arg).get("jid"));
            String tag = "salt/job/" + jid + "/ret/" + id;
            for (var event = returns.next(AttackedMaster.SOON);
                    event.isPresent();
                    event = returns.next(AttackedMaster.SOON)) {
                if (event.get().tag().equals(tag)) {
                    return event.get().data().get("return");
                }
            }
            throw new AssertionError("no return of " + fun);
        }
    }

    private static Map<String, Object> job(String jid, long serial) {
        Map<String, Object> load =
                new LinkedHashMap<>(Map.of("fun", "test.ping", "arg", List.of(), "tgt", "*", "tgt_type", "glob"));
        load.put("jid", jid);
        load.put("ret", "");
        load.put("serial", serial);
        return load;
    }

    private static byte[] frame(Object enc, Object load, Object sig, String algorithm) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("enc", enc);
        payload.put("load", load);
        if (sig != null) {
            payload.put("sig", sig);
        }
        if (algorithm != null) {
            payload.put("sig_algo", algorithm);
        }
        return MsgPack.packWire(payload);
    }

    @Test
    @DisplayName("CVE-2016-1866, CVE-2017-7893: only what the master sealed and signed is run")
    void noPublicationOfAnotherIsRun() {
        assertThat(run("test.ping")).isEqualTo(true);
        long started = minion.count("job_started");
        long refused = minion.count("publication_unopenable") + minion.count("publication_malformed");
        Crypticle shared = master.m1.session().shared();
        byte[] sealed = Envelope.seal(shared, job("20990101000000000000", 1L << 40));
        byte[] foreign = RecordedKeys.pair("db1-second").sign(SigningAlgorithm.PKCS1V15_SHA1, sealed);
        byte[] broken = sealed.clone();
        broken[broken.length - 1] ^= 1;
        List<byte[]> frames = List.of(
                frame("clear", job("20990101000000000001", 1), null, null),
                frame("pub", sealed, null, null),
                frame("aes", sealed, null, null),
                frame("aes", sealed, foreign, "PKCS1v15-SHA1"),
                frame("aes", sealed, foreign, "PKCS1v15-SHA224"),
                frame("aes", sealed, foreign, "none"),
                frame("aes", sealed, new byte[0], null),
                frame("aes", sealed, "text", null),
                frame("aes", broken, foreign, null),
                frame("aes", Arrays.copyOf(sealed, sealed.length / 2), foreign, null),
                frame("aes", Envelope.seal(Crypticle.generate(), job("20990101000000000002", 1)), foreign, null),
                frame("aes", job("20990101000000000003", 1), foreign, null),
                new byte[] {(byte) 0xc1});
        frames.forEach(wire::publish);

        await().atMost(AttackedMaster.SOON)
                .until(() -> minion.count("publication_unopenable") + minion.count("publication_malformed")
                        == refused + frames.size());
        assertThat(run("test.ping")).isEqualTo(true);
        assertThat(minion.count("job_started")).isEqualTo(started + 1);
        assertThat(master.log.warnings())
                .anyMatch(line -> line.contains("UNSIGNED"))
                .anyMatch(line -> line.contains("BAD_SIGNATURE"));
    }

    @Test
    @DisplayName("CVE-2022-22936: a recorded publication is run once")
    void aReplayedPublicationIsNotRun() {
        assertThat(run("test.ping")).isEqualTo(true);
        long started = minion.count("job_started");
        long refused = minion.count("publication_unopenable");
        List<List<byte[]>> recorded = List.copyOf(wire.published);

        recorded.forEach(frames -> wire.publish(frames.toArray(byte[][]::new)));

        await().atMost(AttackedMaster.SOON)
                .until(() -> minion.count("publication_unopenable") == refused + recorded.size());
        assertThat(minion.count("job_started")).isEqualTo(started);
        assertThat(master.log.warnings()).anyMatch(line -> line.contains("OLD_SERIAL"));
    }

    private static byte[] signed(Map<String, Object> load, boolean byMaster) {
        byte[] bytes = MsgPack.packWire(load);
        var key = byMaster ? null : RecordedKeys.pair("db1-second");
        Map<String, Object> payload = new LinkedHashMap<>(Map.of("enc", "clear"));
        payload.put("load", bytes);
        if (key != null) {
            payload.put("sig", key.sign(SigningAlgorithm.PKCS1V15_SHA1, bytes));
        }
        return MsgPack.packWire(payload);
    }

    private static boolean isAuth(byte[] request) {
        return new String(request, StandardCharsets.ISO_8859_1).contains("_auth");
    }

    @Test
    @DisplayName("CVE-2022-22935: no answer to _auth but the known master's own stops, moves or changes a minion")
    void forgedAnswersToASignInAreNotBelieved() throws IOException {
        Path home = root.resolve("W");
        MiddleMan between = new MiddleMan(master.site.roads);
        String port = "master_port: " + master.site.config.network().retPort();
        try (MinionSite first = new MinionSite(home, "wary", between, "master: 127.0.0.1", port).start()) {
            await().atMost(AttackedMaster.SOON).until(() -> first.count("ready") > 0);
        }
        String known = Files.readString(home.resolve("pki/minion_master.pub"));
        byte[] old = between.replies.get(0);
        Map<String, Object> other = new LinkedHashMap<>(Map.of("enc", "pub", "publish_port", 1L, "nonce", "x"));
        other.put("pub_key", RecordedKeys.pair("db1-second").publicPem());
        other.put("aes", new byte[256]);
        other.put("sig", new byte[256]);
        List<byte[]> lies = List.of(
                MsgPack.packWire(Map.of("enc", "clear", "load", Map.of("ret", false))),
                signed(Map.of("ret", false, "nonce", "x"), true),
                signed(Map.of("ret", false, "nonce", "x"), false),
                signed(Map.of("ret", "full"), false),
                MsgPack.packWire(Map.of("enc", "clear", "load", Map.of("ret", "bad enc algo"))),
                signed(other, false),
                old,
                MsgPack.packWire("bad load"),
                MsgPack.packWire(Map.of()),
                new byte[] {(byte) 0xc1},
                new byte[0]);
        AtomicInteger told = new AtomicInteger();
        between.answering((request, reply) -> {
            int lie = isAuth(request) ? told.getAndIncrement() : lies.size();
            return lie < lies.size() ? lies.get(lie) : reply;
        });
        try (MinionSite again = new MinionSite(home, "wary", between, "master: 127.0.0.1", port).start()) {
            await().atMost(AttackedMaster.SOON).until(() -> again.count("ready") > 0);

            assertThat(again.count("sign_in_failed")).isEqualTo(lies.size());
            assertThat(again.count("key_refused")).isZero();
        }
        assertThat(Files.readString(home.resolve("pki/minion_master.pub"))).isEqualTo(known);
    }

    @Test
    @DisplayName("CVE-2022-22934, CVE-2024-37088, GitHub issue 69228: a pillar that is none keeps the old one")
    void aFalsePillarIsNotTaken() {
        assertThat(run("pillar.get", "own")).isEqualTo("right");
        byte[] unsigned = MsgPack.packWire(Map.of("key", new byte[256], "pillar", new byte[64]));
        for (byte[] lie : List.of(
                MsgPack.packWire("Some exception handling minion payload"),
                MsgPack.packWire(Map.of("own", "wrong")),
                MsgPack.packWire(Map.of("error", "no")),
                MsgPack.packWire(List.of(1L)),
                unsigned)) {
            // Whatever has the size of a small sealed answer is left alone: the return's acknowledgement must arrive.
            wire.answering((request, reply) -> reply.length > 500 ? lie : reply);
            run("saltutil.refresh_pillar");
            wire.answering((request, reply) -> reply);

            assertThat(run("pillar.get", "own")).isEqualTo("right");
        }
        assertThat(run("test.ping")).isEqualTo(true);
    }

    @Test
    @DisplayName("CVE-2022-22936: an answer to another request is not taken for this one's")
    void anAnswerToAnotherRequestIsNotTaken() throws Exception {
        Files.writeString(master.site.root.resolve("srv/salt/one"), "one");
        Files.writeString(master.site.root.resolve("srv/salt/two"), "two");
        assertThat(String.valueOf(run("cp.get_file_str", "salt://one"))).isEqualTo("one");
        List<byte[]> recorded = List.copyOf(wire.replies);
        AtomicInteger next = new AtomicInteger();
        wire.answering((request, reply) -> {
            int lie = next.getAndIncrement();
            return lie < 3 ? recorded.get(recorded.size() - 1 - lie) : reply;
        });

        assertThat(String.valueOf(run("cp.get_file_str", "salt://two"))).isNotEqualTo("one");
    }

    @Test
    @DisplayName(
            "CVE-2021-25284, GitHub issue 69075: what a command is given is in no log and no event but its own return")
    void commandsSecretsAreInNoLog() {
        try (LogLines log = new LogLines().atTrace()) {
            try (EventSource events = master.events("")) {
                run("cmd.run", "true", Map.of("__kwarg__", true, "env", Map.of("SECRET", SENTINEL), "stdin", SENTINEL));
                run(
                        "cmd.run",
                        "false",
                        Map.of("__kwarg__", true, "env", Map.of("SECRET", SENTINEL), "python_shell", false));
                run(
                        "cmd.run",
                        "/no/such/program",
                        Map.of("__kwarg__", true, "env", Map.of("SECRET", SENTINEL), "python_shell", false));

                List<Event> fired = AttackedMaster.fired(events);
                assertThat(fired)
                        .filteredOn(event -> event.tag().contains("/ret/"))
                        .allMatch(event ->
                                !String.valueOf(event.data().get("return")).contains(SENTINEL));
            }
            assertThat(log.all()).isNotEmpty().noneMatch(line -> line.contains(SENTINEL));
        }
    }

    @Test
    @DisplayName("CVE-2013-4435, CVE-2020-28243, CVE-2021-31607: an argument is an argument, whatever is in it")
    void argumentsReachNoShell() {
        Path made = root.resolve("made-by-a-shell");
        for (String word : List.of(
                "; touch " + made,
                "$(touch " + made + ")",
                "`touch " + made + "`",
                "| touch " + made,
                "\n touch " + made)) {
            for (String fun : List.of(
                    "disk.usage", "file.stats", "service.status", "status.procs", "network.ping", "user.info")) {
                run(fun, word);
            }
            run("cmd.run", "echo " + word.replace("touch", "true"), Map.of("__kwarg__", true, "python_shell", false));
        }
        assertThat(made).doesNotExist();
    }

    @Test
    @DisplayName("GitHub issue 69983: a closed module is closed to whoever publishes")
    void aClosedModuleIsNotRun() {
        String port = "master_port: " + master.site.config.network().retPort();
        for (String rule : List.of("disable_modules: [cmd]", "whitelist_modules: [test]")) {
            Path home = root.resolve("closed" + rule.hashCode());
            try (MinionSite closed = new MinionSite(
                            home, "closed" + rule.hashCode(), master.site.roads, "master: 127.0.0.1", port, rule)
                    .start()) {
                await().atMost(AttackedMaster.SOON).until(() -> closed.count("ready") > 0);
                String id = closed.config.id().value();

                assertThat(runOn(id, "cmd.run", "true")).isEqualTo("'cmd.run' is not available.");
                assertThat(runOn(id, "test.ping")).isEqualTo(true);
            }
        }
    }

    @Test
    void aTargetOfTheWrongKindOrWithoutEndIsIgnoredAtOnce() {
        for (Object tgt : List.of("(a+)+$", "^(a|aa)+$", "((((((((((a*)*)*)*)*)*)*)*)*)*b")) {
            master.site.publish(tgt, "pcre", "test.ping");
        }
        assertThat(run("test.ping")).isEqualTo(true);
    }

    @Test
    @DisplayName("CVE-2015-8034, GitHub issue 69069: what a minion keeps is its own alone")
    void keysAndCachesAreTheOwners() throws IOException {
        try (var files = Files.walk(minion.root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.toString();
                if (name.endsWith(".pem") || name.contains("/proc/") || name.endsWith(".p")) {
                    assertThat(java.nio.file.attribute.PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(file)))
                            .as(name)
                            .endsWith("------");
                }
            }
        }
    }
}
