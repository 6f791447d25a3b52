package io.brine.minion;

import io.brine.config.ConfigLoader;
import io.brine.config.HostName;
import io.brine.config.MasterConfig;
import io.brine.config.MinionConfig;
import io.brine.config.Surroundings;
import io.brine.transport.Roads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A minion in a directory of its own, impatient enough for tests. */
public final class MinionSite implements AutoCloseable {
    public final Path root;
    public final MinionConfig config;
    public final MinionCounters counters = new MinionCounters();
    private final Roads roads;
    public MinionDaemon daemon;

    /** @param lines of the minion's configuration, {@code master} among them */
    public MinionSite(Path root, String id, Roads roads, String... lines) {
        this.root = root;
        this.roads = roads;
        List<String> text = new ArrayList<>(List.of(
                "id: " + id,
                "root_dir: " + root,
                "pki_dir: " + root + "/pki",
                "cachedir: " + root + "/cache",
                "sock_dir: " + root + "/run",
                "acceptance_wait_time: 0.05",
                "auth_timeout: 2",
                "auth_tries: 1",
                "request_channel_timeout: 5",
                "recon_default: 50",
                "recon_max: 50",
                "recon_randomize: false",
                "return_retry_timer: 1",
                "return_retry_timer_max: 1",
                "enable_fqdns_grains: false"));
        for (String line : lines) {
            String key = line.substring(0, line.indexOf(':') + 1);
            text.removeIf(set -> set.startsWith(key));
            text.add(line);
        }
        write(root.resolve("minion"), text);
        Surroundings here = new Surroundings(Map.of(), root, "root", HostName.ofThisHost());
        config = new ConfigLoader(here, Clock.systemUTC()).minion(Optional.of(root), Map.of(), true);
    }

    /** Where a master's configuration is written; its ports are those of {@link io.brine.transport.InMemoryRoads} or free ones. */
    static MasterConfig master(Path root, int publishPort, int retPort, String... lines) {
        List<String> text = new ArrayList<>(List.of(
                "interface: 127.0.0.1",
                "publish_port: " + publishPort,
                "ret_port: " + retPort,
                "root_dir: " + root,
                "pki_dir: " + root + "/pki",
                "cachedir: " + root + "/cache",
                "sock_dir: " + root + "/run",
                "file_roots: {base: [" + root + "/srv/salt]}",
                "pillar_roots: {base: [" + root + "/srv/pillar]}"));
        text.addAll(List.of(lines));
        write(root.resolve("master"), text);
        Surroundings here = new Surroundings(Map.of(), root, "root", HostName.ofThisHost());
        return new ConfigLoader(here, Clock.systemUTC()).master(Optional.of(root), Map.of());
    }

    static void write(Path file, List<String> lines) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    public MinionSite start() {
        daemon = new MinionDaemon(config, roads, counters);
        daemon.start();
        return this;
    }

    public long count(String name) {
        return counters.count(name);
    }

    @Override
    public void close() {
        if (daemon != null) {
            daemon.close();
        }
    }
}
