package io.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.jobs.JobQuery;
import io.brine.jobs.JobSearch;
import io.brine.master.MasterSite;
import io.brine.minion.MinionSite;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code salt -a} and {@code salt -T}: commands of people whom the master knows by a password. */
class EauthCommandIT {
    @TempDir
    Path root;

    private MasterSite master;
    private MinionSite minion;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(root.resolve("users"), "bob:secret\n");
        master = new MasterSite(
                        root.resolve("master"),
                        "auto_accept: true",
                        "token_file: " + root + "/token",
                        "external_auth: {file: {^filename: " + root + "/users, bob: ['test.*']}}")
                .start();
        minion = new MinionSite(
                        root.resolve("web01"),
                        "web01",
                        master.roads,
                        "master: 127.0.0.1",
                        "master_port: " + master.config.network().retPort())
                .start();
        await().until(() -> master.daemon.connected().contains("web01"));
    }

    @AfterEach
    void close() {
        minion.close();
        master.close();
    }

    private String salt(String password, String... words) {
        List<String> all = new ArrayList<>(List.of(
                "salt",
                "-c",
                master.root.toString(),
                "--no-color",
                "-a",
                "file",
                "--username",
                "bob",
                "--password",
                password));
        all.addAll(List.of(words));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = Terminal.of(InputStream.nullInputStream(), out, out, false, Map.of());
        Main.run(all, terminal);
        terminal.flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aPasswordRunsWhatItsRulesAllow() {
        assertThat(salt("secret", "*", "test.ping")).contains("web01:", "True");
        assertThat(salt("secret", "*", "cmd.run", "id")).contains("Authorization error occurred.");
        assertThat(salt("wrong", "*", "test.ping")).contains("Authentication error occurred.");
        assertThat(new JobSearch(master.daemon.jobs()).list(JobQuery.ALL).jobs())
                .allSatisfy(job -> {
                    assertThat(job.load()).containsEntry("user", "bob");
                    assertThat(job.load().toString()).doesNotContain("secret");
                });
    }

    @Test
    void aTokenIsMadeAndKeptForItsOwnerAlone() throws Exception {
        assertThat(salt("secret", "-T", "*", "test.ping")).contains("web01:", "True");

        Path token = root.resolve("token");
        assertThat(Files.readString(token)).matches("[0-9a-f]{64}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
        assertThat(master.root.resolve("cache/tokens").resolve(Files.readString(token)))
                .exists();
    }

    @Test
    void aWrongPasswordMakesNoToken() {
        assertThat(salt("wrong", "-T", "*", "test.ping")).contains("Authentication failed");
        assertThat(root.resolve("token")).doesNotExist();
    }
}
