package io.brine.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.channel.Envelope;
import io.brine.data.MsgPack;
import io.brine.wire.Event;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master that was told to take protocol 2: what is there is checked, and nobody is dragged down to it. */
class OlderPeersIT {
    @TempDir
    private static Path root;

    private static AttackedMaster master;

    @BeforeAll
    static void start() {
        master = new AttackedMaster(root.resolve("M"), "minimum_auth_version: 2", "request_server_ttl: 30");
    }

    @AfterAll
    static void stop() {
        master.close();
    }

    @BeforeEach
    void listen() {
        master.listen();
    }

    /** As a minion of 3006.0 sends: sealed with the key all minions share. */
    private static Object sendOld(Map<String, Object> load) {
        Map<String, Object> full = new LinkedHashMap<>(load);
        full.put("nonce", "0123456789abcdef0123456789abcdef");
        byte[] sealed = Envelope.seal(master.m1.session().shared(), full);
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("enc", "aes");
        envelope.put("load", sealed);
        envelope.put("version", 2L);
        Object reply = master.send(MsgPack.packWire(envelope));
        return reply instanceof byte[] bytes
                ? Envelope.openReply(master.m1.session().shared(), bytes, "0123456789abcdef0123456789abcdef")
                : reply;
    }

    @Test
    void theStartSaysThatLessIsProven() {
        try (LogLines log = new LogLines();
                AttackedMaster other = new AttackedMaster(root.resolve("other"), "minimum_auth_version: 2")) {
            assertThat(log.warnings()).anyMatch(line -> line.contains("minimum_auth_version is 2"));
            other.stillAnswers();
        }
    }

    @Test
    void aTokenThatIsThereMustBeTheNamedMinions() {
        for (String cmd : master.commands()) {
            Object answer = sendOld(Map.of("cmd", cmd, "id", "m2", "tok", master.m1.identity.token()));

            assertThat(answer).as(cmd).isEqualTo("bad load");
        }
        assertThat(master.told()).allMatch(line -> line.equals("refused BAD_TOKEN m2"));
    }

    @Test
    void aMinionThatSpeaksProtocol3IsNotNamedWithoutProofInProtocol2() {
        master.m2.ask(Map.of("cmd", "_file_envs"));
        for (String cmd : master.commands()) {
            Object answer = sendOld(Map.of("cmd", cmd, "id", "m2", "jid", "20260101000000000000", "return", "a lie"));

            assertThat(answer).as(cmd).isEqualTo("bad load");
        }
        assertThat(master.told()).allMatch(line -> line.equals("refused BAD_TOKEN m2"));
        assertThat(master.site.daemon.jobs().returns("20260101000000000000")).isEmpty();
    }

    @Test
    void commandsThatNeedProofGiveNothingToThoseWithout() {
        List<Event> fired;
        try (var events = master.events("")) {
            for (String cmd :
                    List.of("_mine_get", "_mine", "_mine_flush", "_file_recv", "minion_pub", "_minion_event")) {
                Object answer = sendOld(Map.of("cmd", cmd, "id", "nobody", "tag", "salt/key", "data", Map.of()));

                assertThat(answer).as(cmd).isEqualTo(Map.of());
                assertThat(master.told()).contains("not proven " + cmd + " nobody");
            }
            fired = AttackedMaster.fired(events);
        }

        assertThat(fired).isEmpty();
    }

    @Test
    void aRequestIsTakenWithinItsTimeAndNeitherBeforeNorAfter() {
        long now = System.currentTimeMillis() / 1000;
        Map<String, Object> load = Map.of("cmd", "_file_envs");

        assertThat(master.send(new Forgery(master.m1, load).inner("ts", now - 20)))
                .isEqualTo(List.of("base"));
        assertThat(master.send(new Forgery(master.m1, load).inner("ts", now + 20)))
                .isEqualTo(List.of("base"));
        for (Object ts : new Object[] {now - 60, now + 60, 0L, -1L, Long.MAX_VALUE, Double.NaN, "now", null}) {
            assertThat(master.send(new Forgery(master.m1, load).inner("ts", ts)))
                    .as("ts %s", ts)
                    .isEqualTo("bad load");
        }
        assertThat(master.told()).hasSize(8).allMatch(line -> line.equals("refused EXPIRED m1"));
    }
}
