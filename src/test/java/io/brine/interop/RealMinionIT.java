package io.brine.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The minion of a Salt that is installed on this host, unmodified, on our master: what it does while all is well. */
class RealMinionIT {
    private static final int HUNDRED_MEGABYTES = 100_000_000;

    @RegisterExtension
    static final SaltSite SITE = new SaltSite();

    @BeforeAll
    static void start() throws Exception {
        SITE.startOurMaster();
        SITE.startTheirMinion("m1");
        SITE.accept("m1");
    }

    private static String salt(String... words) {
        return SITE.our("salt", words);
    }

    @Test
    void itAnswersAPing() {
        assertThat(salt("m1", "test.ping")).isEqualTo("m1: True");
    }

    @Test
    void itRunsACommand() {
        assertThat(salt("m1", "cmd.run", "echo hello")).isEqualTo("m1: hello");
    }

    @Test
    void itSendsItsGrainsAndIsTargetedByThem() {
        assertThat(salt("m1", "grains.items"))
                .contains("'id': 'm1'", "'house': 'salt'", "'kernel': 'Linux'", "'saltversion'");
        assertThat(salt("-G", "house:salt", "test.ping")).isEqualTo("m1: True");
        assertThat(salt("-G", "house:brine", "test.ping")).doesNotContain("m1");
    }

    @Test
    void itGetsItsPillarAndIsTargetedByIt() throws Exception {
        SITE.write("master/srv/pillar/top.sls", "base: {'m*': [role], 'other': [secret]}");
        SITE.write("master/srv/pillar/role.sls", "role: web", "answer: 42", "unicode: grün");
        SITE.write("master/srv/pillar/secret.sls", "secret: hidden");

        assertThat(salt("m1", "pillar.items")).isEqualTo("m1: {'role': 'web', 'answer': 42, 'unicode': 'grün'}");

        salt("m1", "saltutil.refresh_pillar");
        await().atMost(SaltSite.PATIENCE)
                .until(() -> salt("-I", "role:web", "test.ping").equals("m1: True"));
    }

    @Test
    void itsMineIsKeptAndRead() {
        assertThat(salt("m1", "mine.send", "me", "mine_function=grains.get", "id"))
                .isEqualTo("m1: True");

        assertThat(salt("m1", "mine.get", "*", "me")).isEqualTo("m1: {'m1': 'm1'}");
    }

    @Test
    void itFetchesAFileOfAHundredMegabytes() throws Exception {
        byte[] content = new byte[HUNDRED_MEGABYTES];
        new Random(1).nextBytes(content);
        Files.write(SITE.masterDir().resolve("srv/salt/big"), content);
        Path target = SITE.root().resolve("got");

        assertThat(salt("-t", "120", "m1", "cp.get_file", "salt://big", target.toString()))
                .isEqualTo("m1: " + target);

        assertThat(target).hasBinaryContent(content);
    }

    @Test
    void itsEventsAreSeen() {
        try (EventSource events = SITE.ourMaster().bus().subscribe(EventFilter.startingWith("shop/"))) {
            assertThat(salt("m1", "event.send", "shop/open", "{door: 3}")).isEqualTo("m1: True");

            var event = events.next(SaltSite.PATIENCE).orElseThrow();
            assertThat(event.tag()).isEqualTo("shop/open");
            assertThat(event.data()).containsEntry("id", "m1").containsKey("data");
        }
    }

    @Test
    void itAppliesStatesServedByUs() throws Exception {
        Path motd = SITE.root().resolve("motd");
        SITE.write("master/srv/salt/top.sls", "base:", "  '*':", "    - site");
        SITE.write("master/srv/salt/site/text", "hello from the master");
        SITE.write("master/srv/salt/site/base.sls", "first:", "  test.succeed_with_changes");
        SITE.write(
                "master/srv/salt/site/init.sls",
                "include:",
                "  - site.base",
                "motd:",
                "  file.managed:",
                "    - name: " + motd,
                "    - source: salt://site/text",
                "    - require:",
                "      - test: first");

        String first = SITE.our("salt", "--out=json", "m1", "state.apply");
        String second = SITE.our("salt", "--out=json", "m1", "state.apply", "site");

        assertThat(first).contains("\"File " + motd + " updated\"").doesNotContain("\"result\": false");
        assertThat(second).contains("is in the correct state").doesNotContain("\"result\": false");
        assertThat(motd).hasContent("hello from the master\n");
    }
}
