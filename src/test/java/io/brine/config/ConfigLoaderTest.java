package io.brine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    @TempDir
    Path dir;

    private final Map<String, String> environment = new HashMap<>();
    private String hostName = "Web1.Example.com";

    @BeforeEach
    void home() throws IOException {
        Files.createDirectories(dir.resolve("home"));
    }

    @Test
    void aMasterWithoutAFileHasSaltsDefaults() {
        MasterConfig master = master();

        assertThat(master.id()).isEqualTo("Web1.Example.com_master");
        assertThat(master.user()).isEqualTo("alice");
        assertThat(master.network())
                .isEqualTo(new MasterNetwork(
                        "0.0.0.0",
                        4505,
                        4506,
                        false,
                        1000,
                        1000,
                        false,
                        false,
                        100000,
                        5,
                        new TcpKeepalive(true, 300, -1, -1)));
        assertThat(master.paths().pkiDir()).isEqualTo(Path.of("/etc/salt/pki/master"));
        assertThat(master.paths().tokenDir()).isEqualTo(Path.of("/var/cache/salt/master/tokens"));
        assertThat(master.files().roots())
                .containsEntry("base", List.of(Path.of("/srv/salt"), Path.of("/srv/spm/salt")));
        assertThat(master.pillar().mergingStrategy()).isEqualTo("smart");
        assertThat(master.signing().minimumAuthVersion()).isEqualTo(3);
        assertThat(master.keys().autosignTimeoutMinutes()).isEqualTo(120);
        assertThat(master.jobs().keepJobsSeconds()).isEqualTo(86400);
        assertThat(master.access().tokenExpireSeconds()).isEqualTo(43200);
        assertThat(master.client().gatherJobTimeoutSeconds()).isEqualTo(10);
        assertThat(master.events().maxEventSizeBytes()).isEqualTo(1048576);
        assertThat(master.logging().level()).isEqualTo("warning");
        assertThat(master.output().stateOutput()).isEqualTo("full");
        assertThat(master.warnings()).isEmpty();
    }

    @Test
    void aMinionWithoutAFileHasSaltsDefaults() {
        MinionConfig minion = minion();

        assertThat(minion.id().value()).isEqualTo("Web1.Example.com");
        assertThat(minion.masters().addresses()).containsExactly(new MasterAddress("salt", 4506));
        assertThat(minion.masters().type()).isEqualTo(MastersConfig.Type.STR);
        assertThat(minion.auth().acceptanceWaitSeconds()).isEqualTo(10);
        assertThat(minion.auth().encryptionAlgorithm()).isEqualTo("OAEP-SHA1");
        assertThat(minion.reconnect().maxMillis()).isEqualTo(10000);
        assertThat(minion.jobs().jidQueueHwm()).isEqualTo(100);
        assertThat(minion.mine().intervalMinutes()).isEqualTo(60);
        assertThat(minion.grains().gpu()).isTrue();
        assertThat(minion.startup().legacyEvents()).isTrue();
        assertThat(minion.fileClientLocal()).isFalse();
        assertThat(minion.files().bufferSizeBytes()).isEqualTo(262144);
    }

    @Test
    void theFileThenItsIncludesThenTheCommandLineWin() {
        write("master", "timeout: 6\nworker_threads: 7\npub_hwm: 8\ninclude: extra/*.yaml\n");
        write("master.d/a.conf", "worker_threads: 70\nnodegroups:\n  web: 'web*'\n");
        write("master.d/b.conf", "nodegroups:\n  db: 'db*'\n");
        write("master.d/.hidden.conf", "pub_hwm: 1\n");
        write("extra/x.yaml", "pub_hwm: 80\n");

        MasterConfig master = loader().master(Optional.of(dir), Map.of("timeout", 60L));

        assertThat(master.client().timeoutSeconds()).isEqualTo(60);
        assertThat(master.network().workerThreads()).isEqualTo(70);
        assertThat(master.network().pubHwm()).isEqualTo(80);
        assertThat(master.nodegroups()).containsOnlyKeys("web", "db");
    }

    @Test
    void includedMapsReplaceThoseOfTheMainFileAsAWhole() {
        write("master", "peer:\n  a: [x]\n");
        write("master.d/a.conf", "peer:\n  b: [y]\n");

        assertThat(master().access().peer()).containsOnlyKeys("b");
    }

    @Test
    void rootDirStandsBeforeEveryPathThatIsNotBelowItYet() {
        write(
                "master",
                "root_dir: " + dir + "\ncachedir: " + dir + "/cache\npki_dir: pki\nlog_file: file:///dev/log\n");

        MasterPaths paths = master().paths();

        assertThat(paths.cachedir()).isEqualTo(dir.resolve("cache"));
        assertThat(paths.pkiDir()).isEqualTo(dir.resolve("pki"));
        assertThat(paths.tokenDir()).isEqualTo(dir.resolve("cache/tokens"));
        assertThat(paths.pidfile()).isEqualTo(dir.resolve("var/run/salt-master.pid"));
        assertThat(master().logging().file()).isEqualTo("file:///dev/log");
    }

    @Test
    void aSocketDirectoryMuchLongerThanTheCacheMovesIntoTheCache() {
        write("master", "cachedir: /c\nsock_dir: /a/very/long/directory/for/sockets\n");

        assertThat(master().paths().sockDir()).isEqualTo(Path.of("/c/.salt-unix"));
    }

    @Test
    void theConfigDirectoryCanComeFromTheEnvironment() {
        write("master", "timeout: 9\n");
        write("other/master", "timeout: 10\n");
        environment.put("SALT_CONFIG_DIR", dir.toString());

        assertThat(loader().master(Optional.empty(), Map.of()).client().timeoutSeconds())
                .isEqualTo(9);

        environment.put("SALT_MASTER_CONFIG", dir.resolve("other/master").toString());
        assertThat(loader().master(Optional.empty(), Map.of()).client().timeoutSeconds())
                .isEqualTo(10);
        assertThat(loader().master(Optional.of(dir), Map.of()).client().timeoutSeconds())
                .isEqualTo(9);
    }

    @Test
    void unknownOptionsAreKeptAndANearMissIsNamedWithItsLine() {
        write("master", "timeout: 5\nworker_thread: 9\nmy_own_settings: 1\ngitfs_remotes: [x]\n");

        MasterConfig master = master();

        assertThat(master.raw()).containsEntry("my_own_settings", 1L).containsEntry("worker_thread", 9L);
        assertThat(master.warnings().stream().map(ConfigWarning::toString))
                .containsExactlyInAnyOrder(
                        dir.resolve("master") + ":2: unknown option 'worker_thread', did you mean 'worker_threads'?",
                        dir.resolve("master")
                                + ":4: option 'gitfs_remotes' is not supported yet by the master and has no effect");
    }

    @Test
    void aTabIsNamedWithItsLine() {
        write("master", "timeout: 5\nnodegroups:\n\tweb: 'web*'\n");

        assertThatThrownBy(this::master)
                .isInstanceOf(ConfigException.class)
                .hasMessage(dir.resolve("master") + ":3: is indented with a tab; YAML allows only spaces there");
    }

    @Test
    void brokenYamlIsNamedWithItsLine() {
        write("master", "timeout: 5\nnodegroups: [a\nuser: b\n");

        assertThatThrownBy(this::master).isInstanceOfSatisfying(ConfigException.class, broken -> {
            assertThat(broken.file()).contains(dir.resolve("master"));
            assertThat(broken.line()).isEqualTo(3);
        });
    }

    @Test
    void aFileThatIsNoMapIsRefused() {
        write("master", "just words\n");

        assertThatThrownBy(this::master).hasMessageContaining("holds 'option: value' lines");
    }

    @Test
    void aValueOfTheWrongKindIsNamedWithItsLine() {
        write("master", "user: root\npublish_port: [1]\n");
        assertThatThrownBy(this::master)
                .hasMessage(dir.resolve("master") + ":2: option 'publish_port' must be a number, is [1]");

        write("master", "publish_port: 70000\n");
        assertThatThrownBy(this::master).hasMessageContaining("is not a port: 70000");
    }

    @Test
    void openModeAndAutoAcceptNeedTrueItself() {
        write("master", "open_mode: 'yes please'\nauto_accept: 1\n");

        assertThat(master().keys().openMode()).isFalse();
        assertThat(master().keys().autoAccept()).isFalse();
    }

    @Test
    void hoursOfKeepJobsCountUnlessSecondsAreGiven() {
        write("master", "keep_jobs: 2\n");
        assertThat(master().jobs().keepJobsSeconds()).isEqualTo(7200);

        write("master", "keep_jobs: 2\nkeep_jobs_seconds: 5\n");
        assertThat(master().jobs().keepJobsSeconds()).isEqualTo(5);
    }

    @Test
    void rootsExpandPatternsAndForgiveNothing() {
        write("trees/one/x", "");
        write("trees/two/x", "");
        write("master", "file_roots:\n  base:\n    - " + dir + "/trees/*\n  1:\n  dev:\n    - /srv/dev\n");

        assertThat(master().files().roots())
                .containsEntry("base", List.of(dir.resolve("trees/one"), dir.resolve("trees/two")))
                .containsEntry("1", List.of())
                .containsEntry("dev", List.of(Path.of("/srv/dev")));
    }

    @Test
    void oldNamesOfBackendsAndEnvironmentAreTaken() {
        write("master", "fileserver_backend: [roots, git]\nenvironment: dev\nlog_dir: /logs\n");

        assertThat(master().files().backends()).containsExactly("roots", "gitfs");
        assertThat(master().topFile().saltenv()).contains("dev");
        assertThat(master().logging().file()).isEqualTo("/logs/master");
    }

    @Test
    void anEauthForRestKeepsAclsInTokens() {
        write("master", "external_auth:\n  rest:\n    ^url: http://x\n");

        assertThat(master().access().keepAclInToken()).isTrue();
    }

    @Test
    void aGeneratedIdIsRememberedBesideTheFile() throws IOException {
        write("minion", "minion_id_lowercase: true\nminion_id_remove_domain: example.com\n");

        assertThat(loader().minion(Optional.of(dir), Map.of(), true).id().value())
                .isEqualTo("web1");
        assertThat(Files.readString(dir.resolve("minion_id"))).isEqualTo("web1");

        hostName = "other";
        assertThat(minion().id().value()).isEqualTo("web1");
    }

    @Test
    void idsFollowSaltsRules() {
        write("minion", "id: 42\n");
        assertThat(minion().id().value()).isEqualTo("42");

        write("minion", "id: web1\nappend_domain: example.com\n");
        assertThat(minion().id().value()).isEqualTo("web1.example.com");

        write("minion", "id: web1.example.com\nappend_domain: example.com\n");
        assertThat(minion().id().value()).isEqualTo("web1.example.com");

        hostName = "10.0.0.1";
        write("minion", "append_domain: example.com\n");
        assertThat(minion().id().value()).isEqualTo("10.0.0.1");

        write("minion", "id: a/b\n");
        assertThatThrownBy(this::minion)
                .hasMessageContaining("minion:1: option 'id' is not a name a minion can have: a/b");
    }

    @Test
    void severalMinionsOfOneHostHaveTheirDirectoriesBelowTheirId() {
        write("minion", "id: a\nappend_minionid_config_dirs: [pki_dir, cachedir, pidfile]\n");

        assertThat(minion().paths().pkiDir()).isEqualTo(Path.of("/etc/salt/pki/minion/a"));
        assertThat(minion().paths().cachedir()).isEqualTo(Path.of("/var/cache/salt/minion/a"));
        assertThat(minion().paths().pidfile()).isEqualTo(Path.of("/var/run/salt/a/salt-minion.pid"));
    }

    @Test
    void mastersAreReadInEveryWayTheyCanBeWritten() {
        write(
                "minion",
                "master: [m1, 'm2:5506', 10.0.0.3, '[::1]:77', 'fe80::1']\nmaster_port: 4606\nmaster_type: failover\n");

        MastersConfig masters = minion().masters();

        assertThat(masters.type()).isEqualTo(MastersConfig.Type.FAILOVER);
        assertThat(masters.retryDnsSeconds()).isZero();
        assertThat(masters.addresses())
                .extracting(MasterAddress::toString)
                .containsExactly("m1:4606", "m2:5506", "10.0.0.3:4606", "[::1]:77", "[fe80::1]:4606");
    }

    @Test
    void anUnknownMasterTypeIsRefused() {
        write("minion", "master_type: sometimes\n");

        assertThatThrownBy(this::minion).hasMessageContaining("must be one of str, failover");
    }

    @Test
    void aBrokenScheduleThatTheMinionSavedItselfIsSetAside() {
        write("minion.d/_schedule.conf", "schedule: [a\n");
        write("minion", "id: a\n");

        assertThat(minion().warnings()).hasSize(1);
        assertThat(dir.resolve("minion.d/_schedule.confYAMLError")).exists();
    }

    @Test
    void aCommandReadsTheCallersOwnFileAndToken() throws IOException {
        write("master", "interface: 0.0.0.0\ntimeout: 3\n");
        write("home/.saltrc", "timeout: 4\n");
        write("home/salt_token", "abc\n");
        Files.setLastModifiedTime(dir.resolve("home/salt_token"), FileTime.from(Instant.EPOCH));

        MasterConfig client = loader().client(Optional.of(dir), Map.of());

        assertThat(client.network().bindAddress()).isEqualTo("127.0.0.1");
        assertThat(client.client().timeoutSeconds()).isEqualTo(4);
        assertThat(client.client().token()).contains("abc");

        Files.setLastModifiedTime(dir.resolve("home/salt_token"), FileTime.from(Instant.EPOCH.minusSeconds(90_000)));
        assertThat(loader().client(Optional.of(dir), Map.of()).client().token()).isEmpty();
    }

    @Test
    void noSecretIsInTheTextOfAConfiguration() {
        write("master", "key_pass: verysecret\nsigning_key_pass: verysecret\ntoken: verysecret\n");

        MasterConfig master = master();

        assertThat(List.of(master, master.keys(), master.signing(), master.client())
                        .toString())
                .doesNotContain("verysecret");
    }

    private ConfigLoader loader() {
        Surroundings surroundings = new Surroundings(environment, dir.resolve("home"), "alice", () -> hostName);
        return new ConfigLoader(surroundings, Clock.fixed(Instant.EPOCH.plusSeconds(60), ZoneOffset.UTC));
    }

    private MasterConfig master() {
        return loader().master(Optional.of(dir), Map.of());
    }

    private MinionConfig minion() {
        return loader().minion(Optional.of(dir), Map.of(), false);
    }

    private void write(String name, String text) {
        try {
            Path file = dir.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
