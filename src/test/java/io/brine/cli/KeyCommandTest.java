package io.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandTest {
    @TempDir
    Path root;

    private Path pki;

    @BeforeEach
    void aMasterWithTwoPendingKeys() throws IOException {
        Files.writeString(root.resolve("master"), "root_dir: " + root + "\nid: mas1\n");
        pki = root.resolve("etc/salt/pki/master");
        run("", "--gen-keys=web1", "--gen-keys-dir=" + root);
        String key = Files.readString(root.resolve("web1.pub"));
        Files.createDirectories(root.resolve("var/cache/salt/master"));
        Files.createDirectories(pki.resolve("minions"));
        Files.createDirectories(pki.resolve("minions_pre"));
        Files.createDirectories(pki.resolve("minions_rejected"));
        Files.writeString(pki.resolve("minions_pre/web1"), key);
        Files.writeString(pki.resolve("minions_pre/db1"), "no key at all");
    }

    @Test
    void withoutAnyOptionAllKeysAreListed() {
        assertThat(run("")).isEqualTo("Accepted Keys:\nDenied Keys:\nUnaccepted Keys:\ndb1\nweb1\nRejected Keys:\n0");
    }

    @Test
    void aKeyIsAcceptedAfterEnter() {
        String said = run("\n", "-a", "web*");

        assertThat(said)
                .isEqualTo("The following keys are going to be accepted:\nUnaccepted Keys:\nweb1\n"
                        + "Proceed? [n/Y] Key for minion web1 accepted.\n0");
        assertThat(pki.resolve("minions/web1")).exists();
    }

    @Test
    void aDeletionNeedsMoreThanEnter() {
        assertThat(run("\n", "-d", "web1")).endsWith("Proceed? [N/y] 0");
        assertThat(pki.resolve("minions_pre/web1")).exists();

        assertThat(run("y\n", "-d", "web1")).endsWith("Proceed? [N/y] Key for minion web1 deleted.\n0");
        assertThat(pki.resolve("minions_pre/web1")).doesNotExist();
        assertThat(root.resolve("var/cache/salt/master/.dfn")).exists();
    }

    @Test
    void whatHoldsNoKeyIsNotAccepted() {
        assertThat(run("", "-y", "-A"))
                .contains("Key for minion web1 accepted.")
                .doesNotContain("minion db1 accepted");
        assertThat(pki.resolve("minions_pre/db1")).exists();
    }

    @Test
    void aGlobThatMatchesNothingIsSaidAndExitsWithZero() {
        assertThat(run("", "-y", "-r", "nosuch", "--include-accepted"))
                .isEqualTo("The key glob 'nosuch' does not match any unaccepted or accepted keys.\n0");
    }

    @Test
    void deletedMinionsLeaveNoCachedData() throws IOException {
        Path cached = root.resolve("var/cache/salt/master/minions/web1");
        Files.createDirectories(cached);
        Files.writeString(cached.resolve("data.p"), "x");

        run("", "-y", "-d", "web1");

        assertThat(cached).doesNotExist();
    }

    private String run(String typed, String... words) {
        List<String> args = new ArrayList<>(List.of("salt-key", "-c", root.toString()));
        args.addAll(List.of(words));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayInputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        int code = Main.run(args, Terminal.of(in, out, new ByteArrayOutputStream(), false, Map.of()));
        return out.toString(StandardCharsets.UTF_8) + code;
    }
}
