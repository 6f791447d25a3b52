package io.brine.minion;

import static io.brine.minion.TestMaster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.FreePort;
import io.brine.events.EventSource;
import io.brine.transport.Roads;
import io.brine.transport.zmtp.ZmtpRoads;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Returns over the death of a minion: it is a process of its own, ended without a chance to tidy up. */
class ReturnDeliveryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path root;

    private final Roads roads = new ZmtpRoads();
    private final List<Process> minions = new ArrayList<>();
    private TestMaster master;

    @BeforeEach
    void startMaster() throws IOException {
        master = new TestMaster(root.resolve("M"), roads, FreePort.next(), FreePort.next(), "auto_accept: true");
        master.start();
    }

    @AfterEach
    void close() {
        minions.forEach(Process::destroyForcibly);
        minions.forEach(process -> process.onExit().join());
        master.close();
        roads.close();
    }

    private Process startMinion() throws IOException {
        Path directory = root.resolve("m1");
        new MinionSite(
                directory,
                "m1",
                roads,
                "master: 127.0.0.1",
                "master_port: " + master.config.network().retPort(),
                "request_channel_timeout: 2",
                "pidfile: " + directory + "/pid",
                "log_file: " + directory + "/log");
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.brine.cli.Main",
                "minion",
                "-c",
                directory.toString());
        File log = root.resolve("out-" + minions.size()).toFile();
        Process minion = command.redirectErrorStream(true).redirectOutput(log).start();
        minions.add(minion);
        return minion;
    }

    private Process readyMinion() throws IOException {
        try (EventSource starts = master.events("salt/minion/m1/start")) {
            Process minion = startMinion();
            assertThat(starts.next(PATIENCE)).isPresent();
            return minion;
        }
    }

    /** Returns that are on the disk: a file is empty for the moment between its creation and its one write. */
    private List<Path> waiting() {
        Path returns = root.resolve("m1/cache/returns");
        if (!Files.isDirectory(returns)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(returns)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toFile().length() > 0)
                    .toList();
        } catch (IOException moved) {
            throw new UncheckedIOException(moved);
        }
    }

    @Test
    void aReturnThatNoMasterWasThereForIsDeliveredOnceByTheNextProcess() throws Exception {
        Process first = readyMinion();
        String jid = master.publish("m1", "test.sleep", 2L);
        await().atMost(SOON)
                .until(() -> Files.exists(root.resolve("m1/cache/proc").resolve(jid)));
        master.close();
        await().atMost(PATIENCE).until(() -> waiting().size() == 1);

        first.destroyForcibly().waitFor();
        master.start();
        assertThat(master.daemon.jobs().returns(jid)).isEmpty();
        try (EventSource returns = master.events("salt/job/" + jid + "/ret/m1")) {
            startMinion();

            assertThat(returns.next(PATIENCE).orElseThrow().data()).containsEntry("return", true);
            assertThat(master.daemon.jobs().returns(jid)).containsOnlyKeys("m1");
            await().atMost(SOON).until(() -> waiting().isEmpty());
            assertThat(master.value("m1", "test.ping")).isEqualTo(true);
            assertThat(returns.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void anAcknowledgedReturnLeavesNothingBehind() throws IOException {
        readyMinion();

        Map<String, Object> returned = master.run("m1", "test.ping");

        assertThat(returned).containsEntry("return", true);
        await().atMost(SOON).until(() -> waiting().isEmpty());
    }

    @Test
    void aSecondDaemonOnTheSameDirectoriesSaysWhoIsThereAndEnds() throws Exception {
        Process first = readyMinion();

        Process second = startMinion();

        assertThat(second.waitFor()).isNotZero();
        assertThat(Files.readString(root.resolve("out-1"))).contains("another minion (process " + first.pid() + ")");
        assertThat(root.resolve("m1/pid")).hasContent(String.valueOf(first.pid()));
        assertThat(master.value("m1", "test.ping")).isEqualTo(true);
    }
}
