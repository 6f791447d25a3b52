package io.brine.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The minion of an installed Salt on our master, when keys and masters come and go under it. */
class RealMinionUpheavalIT {
    @RegisterExtension
    static final SaltSite SITE = new SaltSite();

    @BeforeAll
    static void start() throws Exception {
        SITE.startOurMaster();
        SITE.startTheirMinion("m1");
        SITE.startOurMinion("our1");
        SITE.accept("our1");
        SITE.accept("m1");
    }

    @Test
    void itTakesTheNextJobAfterTheSharedKeyWasReplaced() throws Exception {
        Path dropfile = SITE.masterDir().resolve("cache/.dfn");
        try (EventSource events = SITE.ourMaster().bus().subscribe(EventFilter.startingWith("key"))) {
            Files.createFile(
                    dropfile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--------")));
            assertThat(events.next(SaltSite.PATIENCE).orElseThrow().data()).containsEntry("rotate_aes_key", true);
        }

        assertThat(SITE.our("salt", "m1", "test.ping")).isEqualTo("m1: True");
        assertThat(dropfile).doesNotExist();
    }

    @Test
    void itComesBackAfterARestartOfTheMaster() {
        SITE.stopMaster();
        SITE.startOurMaster();

        SITE.awaitAnswer("m1");
        assertThat(SITE.our("salt", "m1", "cmd.run", "echo again")).isEqualTo("m1: again");
    }

    /** Without its key the minion cannot open the next publication, whomever that is for, and signs in again. */
    @Test
    void whoseKeyIsDeletedGetsNoJobsUntilItIsAcceptedAgain() throws Exception {
        SITE.their("salt-key", "-y", "-d", "m1");

        await().atMost(SaltSite.PATIENCE).until(() -> {
            assertThat(SITE.our("salt", "*", "test.ping")).isEqualTo("our1: True");
            return Files.exists(SITE.key("minions_pre", "m1"));
        });

        SITE.accept("m1");
        assertThat(SITE.our("salt", "-L", "m1", "test.ping")).isEqualTo("m1: True");
    }
}
