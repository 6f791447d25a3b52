package io.brine.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our master takes the directories of an installed Salt's master while its minions live, and gives them back. */
class TakeoverIT {
    @RegisterExtension
    static final SaltSite SITE = new SaltSite();

    @BeforeAll
    static void start() throws Exception {
        SITE.startTheirMaster();
        SITE.startTheirMinion("m1");
        SITE.startTheirMinion("m2");
        SITE.accept("m1");
        SITE.accept("m2");
    }

    @Test
    void minionsFollowToOurMasterAndBackWithTheirKeys() throws Exception {
        Map<String, String> keys = keys();

        SITE.stopMaster();
        SITE.startOurMaster();

        SITE.awaitAnswer("m1");
        SITE.awaitAnswer("m2");
        assertThat(SITE.our("salt", "m1", "cmd.run", "echo ours")).isEqualTo("m1: ours");
        assertThat(SITE.their("salt", "m2", "cmd.run", "echo theirs")).isEqualTo("m2: theirs");

        SITE.stopMaster();
        SITE.startTheirMaster();

        SITE.awaitAnswer("m1");
        SITE.awaitAnswer("m2");
        assertThat(keys()).isEqualTo(keys);
    }

    private static Map<String, String> keys() throws IOException {
        Map<String, String> keys = new TreeMap<>();
        Path pki = SITE.masterDir().resolve("pki");
        try (Stream<Path> files = Files.walk(pki)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                keys.put(pki.relativize(file).toString(), Files.readString(file));
            }
        }
        return keys;
    }
}
