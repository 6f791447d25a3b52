package io.brine.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our {@code salt}, {@code salt-key} and {@code salt-cp} on the master of an installed Salt, with its minion and one of ours. */
class OurCommandsIT {
    @RegisterExtension
    static final SaltSite SITE = new SaltSite();

    @BeforeAll
    static void start() throws Exception {
        SITE.startTheirMaster();
        SITE.startTheirMinion("m1");
        SITE.startOurMinion("our1");
        SITE.accept("our1");
        SITE.accept("m1");
    }

    private static List<String> salt(String... words) {
        return lines(SITE.our("salt", words));
    }

    private static List<String> lines(String text) {
        return Arrays.stream(text.split("\n")).sorted().toList();
    }

    @Test
    void saltReachesAll() {
        assertThat(salt("*", "test.ping")).containsExactly("m1: True", "our1: True");
        assertThat(salt("m1", "cmd.run", "echo hello")).containsExactly("m1: hello");
    }

    @Test
    void saltGoesInBatches() {
        assertThat(salt("-b", "1", "*", "test.ping")).contains("m1: True", "our1: True");
    }

    @Test
    void aJobNobodyWaitsForIsLookedUpLater() throws Exception {
        String jid = SITE.our("salt", "--async", "*", "cmd.run", "echo later").replaceFirst("(?s).*: ", "");

        await().atMost(SaltSite.PATIENCE)
                .untilAsserted(() -> assertThat(lines(SITE.their("salt-run", "--out=txt", "jobs.lookup_jid", jid)))
                        .containsExactly("m1: later", "our1: later"));
    }

    @Test
    void keysAreListed() throws Exception {
        assertThat(SITE.our("salt-key", "-L")).isEqualTo(SITE.their("salt-key", "-L"));
    }

    /** As a person compares them before a key is accepted. */
    @Test
    void fingerprintsAreThoseTheMinionShows() throws Exception {
        String minion = SITE.their("salt", "m1", "key.finger").replace("m1: ", "");
        String master = SITE.their("salt", "m1", "key.finger_master").replace("m1: ", "");

        assertThat(minion).matches("([0-9a-f]{2}:){31}[0-9a-f]{2}");
        assertThat(SITE.our("salt-key", "-f", "m1")).isEqualTo("Accepted Keys:\nm1:  " + minion);
        assertThat(SITE.our("salt-key", "-F", "master")).contains("master.pub:  " + master, "m1:  " + minion);
    }

    @Test
    void aKeyIsAcceptedAndDeleted() throws Exception {
        SITE.startOurMinion("our2");
        await().atMost(SaltSite.PATIENCE).until(() -> Files.exists(SITE.key("minions_pre", "our2")));

        SITE.our("salt-key", "-y", "-a", "our2");
        SITE.awaitAnswer("our2");

        SITE.our("salt-key", "-y", "-d", "our2");
        assertThat(SITE.their("salt-key", "-l", "acc")).contains("m1", "our1").doesNotContain("our2");
        SITE.stopOurMinion("our2");
    }

    @Test
    void aSmallFileIsCopied() throws Exception {
        Path source = SITE.write("small", "hello");
        Path target = SITE.root().resolve("small-copy");

        assertThat(SITE.our("salt-cp", "m1", source.toString(), target.toString()))
                .contains("m1:", target.toString(), "True");

        assertThat(target).hasContent("hello\n");
    }

    @Test
    void aLargeFileIsCopiedInChunks() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(2).nextBytes(content);
        Path source = Files.write(SITE.root().resolve("large"), content);
        Path target = SITE.root().resolve("large-copy");

        assertThat(SITE.our("salt-cp", "-C", "m1", source.toString(), target.toString()))
                .contains("m1:", target.toString(), "True");

        assertThat(target).hasBinaryContent(content);
    }
}
