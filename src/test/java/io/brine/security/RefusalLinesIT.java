package io.brine.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads about attacks: one line each with the claimed name and the address, and no flood of them. */
class RefusalLinesIT {
    @TempDir
    private static Path root;

    private static AttackedMaster master;

    @BeforeAll
    static void start() {
        master = new AttackedMaster(root.resolve("M"));
    }

    @AfterAll
    static void stop() {
        master.close();
    }

    private static void logs(String... words) {
        assertThat(master.log.warnings()).singleElement().asString().contains(words);
        master.listen();
    }

    @Test
    void everyKindOfRefusalHasItsLine() {
        master.listen();
        Map<String, ?> pillar = Map.of("cmd", "_pillar");

        master.send(new Forgery(master.m1, pillar).inner("id", "m2"));
        logs("ID_MISMATCH", "inner id m2", "claims to be m1", "127.0.0.1:");
        master.send(new Forgery(master.m1, pillar).without("tok"));
        logs("BAD_TOKEN", "claims to be m1", "127.0.0.1:");
        master.send(new Forgery(master.m1, pillar).outer("id", "m3"));
        logs("UNKNOWN_MINION", "claims to be m3", "127.0.0.1:");
        master.send(new Forgery(master.m1, pillar).outer("id", "m2"));
        logs("NOT_OPENED", "claims to be m2", "127.0.0.1:");
        master.send(new Forgery(master.m1, pillar).outer("version", 2L));
        logs("VERSION_TOO_LOW", "is below minimum_auth_version 3", "claims to be m1");
        master.send(Map.of("enc", "pub", "load", pillar, "version", 3L));
        logs("UNKNOWN_ENC", "127.0.0.1:");
        master.send(new byte[] {(byte) 0xc1});
        logs("UNDECODABLE", "127.0.0.1:");
        master.send("text");
        logs("NOT_A_PAYLOAD", "127.0.0.1:");
        master.sendClear(Map.of("cmd", "_auth", "id", "a\0b"));
        logs("ID_WITH_NUL", "127.0.0.1:");
        master.sendClear(Map.of("cmd", "_auth", "id", 5L));
        logs("ID_NOT_TEXT", "127.0.0.1:");
        master.sendClear(Map.of("cmd", "_auth", "id", "../x"));
        logs("authentication of ../x: invalid", "127.0.0.1:");
        master.sendClear(Map.of("cmd", "_prep_auth_info"));
        logs("Requested method not exposed: _prep_auth_info", "127.0.0.1:");
        master.sendClear(Map.of("cmd", "wheel", "fun", "key.list_all", "user", "eve", "key", "guess"));
        logs("Authentication failure of type \"user\" occurred for user eve", "127.0.0.1:");
        master.m1.ask(Map.of("cmd", "_minion_event", "tag", "salt/key", "data", Map.of()));
        logs("Filtering blacklisted event tag salt/key of minion m1");
        master.m1.ask(Map.of("cmd", "_syndic_return", "jid", "20260101000000000000", "return", Map.of()));
        logs("_syndic_return refused: no proof to be m1", "127.0.0.1:");
    }

    @Test
    void aFloodOfOneKindIsCountedAndNotWritten() {
        master.listen();
        for (int i = 0; i < 500; i++) {
            master.sendClear(Map.of("cmd", "hidden" + i));
        }

        assertThat(master.told()).hasSize(500);
        assertThat(master.log.warnings()).hasSizeBetween(9, 21);
    }

    @Test
    void aNameOfAMegabyteIsCut() {
        master.listen();
        master.sendClear(Map.of("cmd", "ping", "id", "x".repeat(1_000_000), "list", List.of()));
        master.sendClear(Map.of("cmd", "_auth", "id", "y".repeat(1_000_000), "nonce", "n"));

        assertThat(master.log.all()).allMatch(line -> line.length() < 2000);
    }
}
