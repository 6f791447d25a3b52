package io.brine.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.master.MasterSite;
import io.brine.minion.MinionSite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A Brine minion in a process of its own, which can be killed and frozen. */
final class MinionProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;

    private MinionProcess(Process process) {
        this.process = process;
    }

    /** Returns when its master has heard that it runs. */
    static MinionProcess start(MasterSite master, String id) throws IOException {
        Path directory = master.root.resolve("minion-" + id);
        new MinionSite(
                directory,
                id,
                master.roads,
                "master: 127.0.0.1",
                "master_port: " + master.config.network().retPort(),
                "pidfile: " + directory + "/pid",
                "log_file: " + directory + "/log");
        try (EventSource starts =
                master.daemon.bus().subscribe(EventFilter.startingWith("salt/minion/" + id + "/start"))) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "io.brine.cli.Main",
                            "minion",
                            "-c",
                            directory.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("out").toFile())
                    .start();
            MinionProcess minion = new MinionProcess(process);
            try {
                assertThat(starts.next(PATIENCE)).isPresent();
            } catch (AssertionError silent) {
                minion.close();
                throw silent;
            }
            return minion;
        }
    }

    void freeze() throws Exception {
        signal("STOP");
    }

    void thaw() throws Exception {
        signal("CONT");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() {
        process.destroyForcibly();
    }

    private void signal(String name) throws Exception {
        Process sent = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        assertThat(sent.waitFor()).isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
