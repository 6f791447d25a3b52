package io.brine.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.interop.PeerProcesses.Started;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The {@code salt}, {@code salt-key} and {@code salt-run} of an installed Salt on our master, whose minions are of both houses. */
class RealCommandsIT {
    private static final Pattern JID = Pattern.compile("\\b\\d{20}\\b");

    @RegisterExtension
    static final SaltSite SITE = new SaltSite("nodegroups: {theirs: 'L@m1', ours: 'our* and G@house:brine'}");

    @BeforeAll
    static void start() throws Exception {
        SITE.startOurMaster();
        SITE.write("master/srv/pillar/top.sls", "base: {'our1': [role]}");
        SITE.write("master/srv/pillar/role.sls", "role: web");
        SITE.startTheirMinion("m1");
        SITE.startOurMinion("our1");
        SITE.startOurMinion("our2");
        for (String id : List.of("our1", "our2", "m1")) {
            SITE.accept(id);
        }
    }

    private static List<String> salt(String... words) throws Exception {
        return lines(SITE.their("salt", words));
    }

    private static List<String> lines(String text) {
        return Arrays.stream(text.split("\n")).sorted().toList();
    }

    private static String jidIn(String text) {
        Matcher jid = JID.matcher(text);
        assertThat(jid.find()).as("a jid in: %s", text).isTrue();
        return jid.group();
    }

    @Test
    void saltReachesAll() throws Exception {
        assertThat(salt("*", "test.ping")).containsExactly("m1: True", "our1: True", "our2: True");
    }

    @Test
    void saltReachesWhomEachKindOfTargetMeans() throws Exception {
        assertThat(salt("-L", "m1,our2", "test.ping")).containsExactly("m1: True", "our2: True");
        assertThat(salt("-E", "our[12]", "test.ping")).containsExactly("our1: True", "our2: True");
        assertThat(salt("-G", "house:salt", "test.ping")).containsExactly("m1: True");
        assertThat(salt("-I", "role:web", "test.ping")).containsExactly("our1: True");
        assertThat(salt("-C", "G@house:brine and not our1 or m1", "test.ping"))
                .containsExactly("m1: True", "our2: True");
        assertThat(salt("-N", "theirs", "test.ping")).containsExactly("m1: True");
        assertThat(salt("-N", "ours", "test.ping")).containsExactly("our1: True", "our2: True");
    }

    @Test
    void saltGoesInBatchesAndPicksSubsets() throws Exception {
        assertThat(salt("-b", "1", "*", "test.ping")).contains("m1: True", "our1: True", "our2: True");
        assertThat(salt("--subset", "1", "*", "test.ping")).hasSize(1).allMatch(line -> line.endsWith(": True"));
    }

    @Test
    void aVerboseSaltNamesItsJob() throws Exception {
        String text = SITE.their("salt", "-v", "*", "test.ping");

        assertThat(text).contains("Executing job with jid", "m1: True", "our1: True", "our2: True");
    }

    @Test
    void aJobNobodyWaitsForIsLookedUpLater() throws Exception {
        String jid = jidIn(SITE.their("salt", "--async", "*", "cmd.run", "echo later"));

        await().atMost(SaltSite.PATIENCE)
                .untilAsserted(() -> assertThat(lines(SITE.their("salt-run", "--out=txt", "jobs.lookup_jid", jid)))
                        .containsExactly("m1: later", "our1: later", "our2: later"));
        assertThat(SITE.their("salt-run", "jobs.list_jobs")).contains(jid + ":", "cmd.run");
    }

    @Test
    void aJobThatRunsIsActive() throws Exception {
        String jid = jidIn(SITE.their("salt", "--async", "*", "test.sleep", "60"));

        await().atMost(SaltSite.PATIENCE)
                .untilAsserted(() ->
                        assertThat(SITE.their("salt-run", "jobs.active")).contains(jid, "test.sleep", "m1:", "our1:"));

        assertThat(SITE.their("salt", "*", "saltutil.kill_job", jid)).contains("m1:", "our1:");
    }

    @Test
    void theStatusOfAllMinionsIsUp() throws Exception {
        assertThat(SITE.their("salt-run", "manage.status")).isEqualTo("down:\nup:\n    - m1\n    - our1\n    - our2");
    }

    @Test
    void keysAreListedAndHaveFingerprints() throws Exception {
        assertThat(lines(SITE.their("salt-key", "-L"))).contains("Accepted Keys:", "m1", "our1", "our2");
        assertThat(SITE.their("salt-key", "-f", "our1"))
                .matches("Accepted Keys:\nour1:  ([0-9a-f]{2}:){31}[0-9a-f]{2}");
    }

    @Test
    void aDeletedKeyIsGone() throws Exception {
        SITE.startOurMinion("our3");
        SITE.accept("our3");

        SITE.their("salt-key", "-y", "-d", "our3");

        assertThat(SITE.key("minions", "our3")).doesNotExist();
        await().atMost(SaltSite.PATIENCE)
                .untilAsserted(() -> assertThat(SITE.our("salt", "-t", "2", "our3", "test.ping"))
                        .doesNotContain("True"));
        SITE.stopOurMinion("our3");
    }

    @Test
    void eventsAreSeenAsTheyCome() throws Exception {
        Started watch = SITE.startTheir("salt-run", "state.event", "shop/*");
        try {
            await().atMost(SaltSite.PATIENCE).until(() -> {
                SITE.our("salt-run", "event.send", "shop/open", "{door: 3}");
                return watch.text().contains("shop/open");
            });
            assertThat(watch.text()).contains("\"door\": 3", "\"_stamp\"");
        } finally {
            SITE.end(watch);
        }
    }
}
