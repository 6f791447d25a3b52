package io.brine.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.minion.MinionCounters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our minion with the master of a Salt that is installed on this host, unmodified. */
class RealMasterIT {
    @RegisterExtension
    static final SaltSite SITE = new SaltSite();

    private static MinionCounters counters;

    @BeforeAll
    static void start() throws Exception {
        SITE.startTheirMaster();
        counters = SITE.startOurMinion("our1");
        SITE.accept("our1");
    }

    private static String salt(String... words) throws Exception {
        return SITE.their("salt", words);
    }

    @Test
    void itIsKnownToBeUp() throws Exception {
        assertThat(SITE.their("salt-run", "manage.up")).isEqualTo("- our1");
    }

    @Test
    void itRunsJobs() throws Exception {
        assertThat(salt("our1", "test.ping")).isEqualTo("our1: True");
        assertThat(salt("our1", "cmd.run", "echo hello")).isEqualTo("our1: hello");
        assertThat(salt("our1", "event.fire_master", "{a: 1}", "some/tag")).isEqualTo("our1: True");
    }

    @Test
    void itGetsItsPillarAndIsTargetedByIt() throws Exception {
        SITE.write("master/srv/pillar/top.sls", "base: {'*': [p]}");
        SITE.write("master/srv/pillar/p.sls", "role: web");

        assertThat(salt("our1", "saltutil.refresh_pillar")).isEqualTo("our1: True");

        await().atMost(SaltSite.PATIENCE)
                .until(() -> salt("our1", "pillar.get", "role").equals("our1: web"));
        assertThat(salt("-I", "role:web", "test.ping")).isEqualTo("our1: True");
    }

    @Test
    void itFetchesAFile() throws Exception {
        byte[] content = new byte[5_000_000];
        new Random(1).nextBytes(content);
        Files.write(SITE.masterDir().resolve("srv/salt/big"), content);
        Path target = SITE.root().resolve("got");

        assertThat(salt("our1", "cp.get_file", "salt://big", target.toString())).isEqualTo("our1: " + target);

        assertThat(target).hasBinaryContent(content);
    }

    @Test
    void itsMineIsKeptAndRead() throws Exception {
        assertThat(salt("our1", "mine.send", "me", "mine_function=grains.get", "id"))
                .isEqualTo("our1: True");

        assertThat(salt("our1", "mine.get", "*", "me")).contains("'our1': 'our1'");
    }

    @Test
    void itComesBackAfterARestartOfTheMaster() throws Exception {
        long before = counters.count("ready");

        SITE.stopMaster();
        SITE.startTheirMaster();
        await().atMost(SaltSite.PATIENCE).until(() -> counters.count("ready") > before);

        SITE.awaitAnswer("our1");
        assertThat(counters.count("publication_malformed") + counters.count("publication_unopenable"))
                .isZero();
    }
}
