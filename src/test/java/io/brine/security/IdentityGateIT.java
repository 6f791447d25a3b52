package io.brine.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.crypt.Crypticle;
import io.brine.data.MsgPack;
import io.brine.master.TestMinion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One gate for every command of minions: who sends must be who is named. The commands are those of the running master's table. */
class IdentityGateIT {
    private static final String BAD = "bad load";

    @TempDir
    private static Path root;

    private static AttackedMaster master;

    @BeforeAll
    static void start() {
        master = new AttackedMaster(root.resolve("M"), "file_recv: true", "peer: {'.*': ['.*']}");
    }

    @AfterAll
    static void stop() {
        master.close();
    }

    @BeforeEach
    void listen() {
        master.listen();
    }

    /** What m1 may pretend, each with the reason for which it is refused. */
    private enum Lie {
        OUTER_ID("UNKNOWN_MINION|NOT_OPENED", forgery -> forgery.outer("id", "m2")),
        INNER_ID("ID_MISMATCH", forgery -> forgery.inner("id", "m2")),
        BOTH_IDS("NOT_OPENED", forgery -> forgery.outer("id", "m2").inner("id", "m2")),
        NO_INNER_ID("ID_MISMATCH", forgery -> forgery.without("id")),
        NO_OUTER_ID("UNKNOWN_MINION", forgery -> forgery.withoutOuter("id")),
        OTHER_CASE("UNKNOWN_MINION", forgery -> forgery.outer("id", "M1").inner("id", "M1")),
        OTHER_CASE_INSIDE("ID_MISMATCH", forgery -> forgery.inner("id", "M1")),
        WIDE_LETTERS("ID_MISMATCH", forgery -> forgery.inner("id", "\uff4d1")),
        TOKEN_OF_ANOTHER("BAD_TOKEN", forgery -> forgery.inner("tok", master.m2.identity.token())),
        NO_TOKEN("BAD_TOKEN", forgery -> forgery.without("tok")),
        EMPTY_TOKEN("BAD_TOKEN", forgery -> forgery.inner("tok", new byte[0])),
        RANDOM_TOKEN("BAD_TOKEN", forgery -> forgery.inner("tok", random())),
        TOKEN_THAT_IS_A_NUMBER("BAD_TOKEN", forgery -> forgery.inner("tok", 1L)),
        TOKEN_THAT_IS_TRUE("BAD_TOKEN", forgery -> forgery.inner("tok", true)),
        UNACCEPTED_ID("UNKNOWN_MINION", forgery -> forgery.outer("id", "m3").inner("id", "m3")),
        SHARED_KEY(
                "NOT_OPENED", forgery -> forgery.sealedWith(master.m1.session().shared())),
        KEY_OF_ITS_OWN("NOT_OPENED", forgery -> forgery.sealedWith(Crypticle.generate()));

        private final List<String> reasons;
        private final Function<Forgery, Forgery> told;

        Lie(String reasons, Function<Forgery, Forgery> told) {
            this.reasons = List.of(reasons.split("\\|"));
            this.told = told;
        }
    }

    private static byte[] random() {
        byte[] bytes = new byte[256];
        Arrays.fill(bytes, (byte) 0x5a);
        return bytes;
    }

    @Test
    @DisplayName("CVE-2013-4439, CVE-2024-38822: no command answers one minion in the name of another")
    void everyCommandRefusesEveryFalseIdentity() {
        var before = master.tree();
        for (String cmd : master.commands()) {
            for (Lie lie : Lie.values()) {
                master.listen();

                Object answer = master.send(lie.told.apply(new Forgery(master.m1, load(cmd))));

                assertThat(answer).as("%s with %s", cmd, lie).isEqualTo(BAD);
                assertThat(master.told()).as("%s with %s", cmd, lie).hasSize(1);
                assertThat(lie.reasons).contains(master.told().get(0).split(" ")[1]);
            }
        }
        master.hasOnly(before);
        master.stillAnswers();
    }

    @Test
    void everyCommandAnswersTheMinionItself() {
        List<String> refused = new ArrayList<>();
        for (String cmd : master.commands()) {
            if (!cmd.equals("revoke_auth") && BAD.equals(master.send(new Forgery(master.m2, load(cmd))))) {
                refused.add(cmd);
            }
        }

        assertThat(refused).isEmpty();
        assertThat(master.told()).noneMatch(line -> line.startsWith("refused"));
    }

    private static Map<String, Object> load(String cmd) {
        return Map.of("cmd", cmd, "saltenv", "base", "path", "top.sls", "tgt", "*", "fun", "test.ping");
    }

    @Test
    @DisplayName("CVE-2025-62349: an older protocol does not escape the proof")
    void everyOlderOrOddVersionIsRefused() {
        List<Object> versions = new ArrayList<>(List.of(0L, 1L, 2L, -1L, "2", "three", 2.9, false, List.of(3L)));
        versions.add(null);
        for (String cmd : master.commands()) {
            for (Object version : versions) {
                Forgery old = new Forgery(master.m1, load(cmd))
                        .outer("version", version)
                        .inner("id", "m2")
                        .without("tok")
                        .sealedWith(master.m1.session().shared());
                assertThat(master.send(old))
                        .as("%s in version %s", cmd, version)
                        .isEqualTo(BAD);
            }
        }
        Forgery none = new Forgery(master.m1, load("_pillar")).withoutOuter("version");

        assertThat(master.send(none)).isEqualTo(BAD);
        assertThat(master.told()).allMatch(line -> line.startsWith("refused VERSION_TOO_LOW"));
        master.stillAnswers();
    }

    @Test
    @DisplayName("CVE-2025-62349: neither does an _auth of an older protocol")
    void aSignInOfAnOlderProtocolIsRefused() {
        Object answer = master.send(Map.of(
                "enc",
                "clear",
                "version",
                2L,
                "load",
                Map.of("cmd", "_auth", "id", "old", "pub", AttackedMaster.KEY_1.publicPem())));

        assertThat(answer).isEqualTo(BAD);
        assertThat(master.told()).containsExactly("refused VERSION_TOO_LOW old");
        assertThat(master.site.root.resolve("pki/minions/old")).doesNotExist();
    }

    @Test
    @DisplayName("CVE-2024-38823: a recorded request is not run a second time")
    void everyCommandRefusesItsReplay() {
        for (String cmd : master.commands()) {
            if (cmd.equals("revoke_auth") || cmd.equals("_pillar")) {
                continue;
            }
            byte[] recorded = new Forgery(master.m2, load(cmd)).bytes();
            assertThat(master.send(recorded)).as(cmd).isNotEqualTo(BAD);
            master.listen();

            assertThat(master.send(recorded)).as("replayed %s", cmd).isEqualTo(BAD);
            assertThat(master.told()).containsExactly("refused REPLAYED m2");
        }
    }

    @Test
    @DisplayName("CVE-2024-38823: a replay through another connection is the same replay")
    void aReplayOnAnotherConnectionIsRefused() {
        byte[] recorded = new Forgery(master.m1, Map.of("cmd", "_mine_get", "tgt", "*", "fun", "x")).bytes();
        assertThat(master.send(recorded)).isNotEqualTo(BAD);
        try (var other = master.site.roads.requestClient(
                master.site.requestUri(), io.brine.transport.Roads.RoadOptions.DEFAULT)) {
            Object answer =
                    MsgPack.unpackWire(other.ask(recorded, AttackedMaster.SOON).join());

            assertThat(answer).isEqualTo(BAD);
        }
    }

    @Test
    @DisplayName("Beyond Salt: unknown ids cost no key, no file and no session")
    void unknownIdsLeaveNothingBehind() {
        var before = master.tree();
        for (int i = 0; i < 2000; i++) {
            Forgery unknown = new Forgery(master.m1, Map.of("cmd", "_pillar")).outer("id", "nobody" + i);
            assertThat(master.send(unknown)).isEqualTo(BAD);
        }

        master.hasOnly(before);
        assertThat(master.told()).hasSize(2000);
        assertThat(master.log.warnings()).as("nobody can flood the log").hasSizeLessThanOrEqualTo(20);
        master.stillAnswers();
    }

    @Test
    @DisplayName("GitHub issue 69753: replies never cross between those who ask at once")
    void concurrentAskersGetTheirOwnAnswers() {
        List<TestMinion> both = List.of(master.m1, master.m2);
        var asked = java.util.stream.IntStream.range(0, 100)
                .mapToObj(i -> both.get(i % 2)
                        .requests
                        .ask(
                                new java.util.LinkedHashMap<>(
                                        Map.of("cmd", "_mine", "data", Map.of("f" + i, (long) i), "clear", i < 2)),
                                AttackedMaster.SOON))
                .toList();

        // A reply with the nonce of another request does not open, and fails its future.
        assertThat(asked).allMatch(answer -> Boolean.TRUE.equals(answer.join()));
    }
}
