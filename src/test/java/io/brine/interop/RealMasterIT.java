package io.brine.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.config.ConfigLoader;
import io.brine.config.HostName;
import io.brine.config.MinionConfig;
import io.brine.config.Surroundings;
import io.brine.minion.MinionCounters;
import io.brine.minion.MinionDaemon;
import io.brine.transport.zmtp.ZmtpRoads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our minion with the master of a Salt that is installed on this host, unmodified. Skipped where there is none. */
class RealMasterIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path root;

    private SaltInstallation salt;
    private Process master;
    private ZmtpRoads roads;
    private MinionDaemon minion;
    private final MinionCounters counters = new MinionCounters();

    @BeforeEach
    void findSalt() {
        Optional<SaltInstallation> found = SaltInstallation.find();
        Assumptions.assumeTrue(found.isPresent(), SaltInstallation.NOTICE);
        salt = found.get();
    }

    @AfterEach
    void end() throws Exception {
        if (minion != null) {
            minion.close();
        }
        if (roads != null) {
            roads.close();
        }
        endMaster();
    }

    private void endMaster() throws InterruptedException {
        if (master != null) {
            List<ProcessHandle> children = master.descendants().toList();
            master.destroy();
            if (!master.waitFor(30, TimeUnit.SECONDS)) {
                master.destroyForcibly();
            }
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private void startMaster() throws IOException {
        master = salt.start("salt-master", root.resolve("master.log"), "-c", masterDir());
    }

    private String masterDir() {
        return root.resolve("M").toString();
    }

    private void configure() throws IOException {
        int[] ports = freePorts();
        Path m = root.resolve("M");
        Files.createDirectories(m.resolve("srv/salt"));
        Files.createDirectories(m.resolve("srv/pillar"));
        Files.createDirectories(root.resolve("m1"));
        Files.write(
                m.resolve("master"),
                List.of(
                        "interface: 127.0.0.1",
                        "publish_port: " + ports[0],
                        "ret_port: " + ports[1],
                        "root_dir: " + m,
                        "pki_dir: " + m + "/pki",
                        "sock_dir: " + m + "/run",
                        "worker_threads: 3",
                        "timeout: 30",
                        "gather_job_timeout: 30",
                        "file_roots: {base: [" + m + "/srv/salt]}",
                        "pillar_roots: {base: [" + m + "/srv/pillar]}"));
        Files.write(
                root.resolve("m1/minion"),
                List.of(
                        "id: m1",
                        "master: 127.0.0.1",
                        "master_port: " + ports[1],
                        "root_dir: " + root.resolve("m1"),
                        "acceptance_wait_time: 1",
                        "recon_default: 200",
                        "recon_max: 200"));
    }

    private static int[] freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new int[] {one.getLocalPort(), two.getLocalPort()};
        }
    }

    private void startMinion() {
        Surroundings here = new Surroundings(Map.of(), root, "root", HostName.ofThisHost());
        MinionConfig config =
                new ConfigLoader(here, Clock.systemUTC()).minion(Optional.of(root.resolve("m1")), Map.of(), true);
        roads = new ZmtpRoads(1);
        minion = new MinionDaemon(config, roads, counters);
        minion.start();
    }

    private String salt(String... words) throws Exception {
        String[] arguments = new String[words.length + 3];
        arguments[0] = "-c";
        arguments[1] = masterDir();
        arguments[2] = "--out=txt";
        System.arraycopy(words, 0, arguments, 3, words.length);
        return salt.run("salt", arguments);
    }

    private void acceptMinion() throws Exception {
        await().atMost(PATIENCE).until(() -> Files.exists(root.resolve("M/pki/minions_pre/m1")));
        salt.run("salt-key", "-c", masterDir(), "-y", "-a", "m1");
        await().atMost(PATIENCE).until(() -> counters.count("ready") == 1);
    }

    @Test
    void itIsAcceptedRunsJobsAndComesBackAfterARestart() throws Exception {
        configure();
        startMaster();
        startMinion();
        acceptMinion();

        assertThat(salt("m1", "test.ping")).isEqualTo("m1: True");
        assertThat(salt("m1", "cmd.run", "echo hello")).isEqualTo("m1: hello");
        assertThat(salt("m1", "event.fire_master", "{a: 1}", "some/tag")).isEqualTo("m1: True");
        checkPillar();
        checkFiles();
        checkMine();
        assertThat(salt.run("salt-run", "-c", masterDir(), "manage.up")).isEqualTo("- m1");

        endMaster();
        startMaster();
        await().atMost(PATIENCE).until(() -> counters.count("ready") == 2);
        assertThat(salt("m1", "test.ping")).isEqualTo("m1: True");
        assertThat(counters.count("publication_malformed") + counters.count("publication_unopenable"))
                .isZero();
    }

    private void checkPillar() throws Exception {
        Files.write(root.resolve("M/srv/pillar/top.sls"), List.of("base: {'*': [p]}"));
        Files.write(root.resolve("M/srv/pillar/p.sls"), List.of("role: web"));

        assertThat(salt("m1", "saltutil.refresh_pillar")).isEqualTo("m1: True");
        await().atMost(PATIENCE).until(() -> salt("m1", "pillar.get", "role").equals("m1: web"));

        assertThat(salt("-I", "role:web", "test.ping")).isEqualTo("m1: True");
    }

    private void checkFiles() throws Exception {
        byte[] content = new byte[5_000_000];
        new Random(1).nextBytes(content);
        Files.write(root.resolve("M/srv/salt/big"), content);
        Path target = root.resolve("got");

        assertThat(salt("m1", "cp.get_file", "salt://big", target.toString())).isEqualTo("m1: " + target);

        assertThat(target).hasBinaryContent(content);
    }

    private void checkMine() throws Exception {
        assertThat(salt("m1", "mine.send", "me", "mine_function=grains.get", "id"))
                .isEqualTo("m1: True");

        assertThat(salt("m1", "mine.get", "*", "me")).contains("'m1': 'm1'");
    }
}
