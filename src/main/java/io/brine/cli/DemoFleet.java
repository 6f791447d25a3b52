package io.brine.cli;

import io.brine.config.ConfigLoader;
import io.brine.config.MasterConfig;
import io.brine.events.EventClient;
import io.brine.events.EventFilter;
import io.brine.events.EventSockets;
import io.brine.events.EventSource;
import io.brine.master.MasterDaemon;
import io.brine.minion.MinionDaemon;
import io.brine.transport.Roads;
import io.brine.transport.zmtp.ZmtpRoads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A master and some minions in this process, with real configuration files in a directory of their own, so that every command
 * can be pointed there with {@code -c}.
 */
final class DemoFleet implements AutoCloseable {
    private final Path directory;
    private final List<String> ids;
    private final List<AutoCloseable> started = new ArrayList<>();
    private Roads roads;
    private EventSource events;

    DemoFleet(Path directory, List<String> ids) {
        this.directory = directory;
        this.ids = List.copyOf(ids);
    }

    /** Where the master's configuration is: for {@code -c}. */
    Path configDir() {
        return directory.resolve("master");
    }

    /** What the daemons log. */
    Path logFile() {
        return directory.resolve("log");
    }

    void start() {
        writeConfigs();
        ConfigLoader loader = ConfigLoader.ofThisProcess();
        MasterConfig config = loader.master(Optional.of(configDir()), Map.of());
        DaemonLogging.apply(config.logging(), false);
        roads = new ZmtpRoads();
        MasterDaemon master = new MasterDaemon(config, roads);
        started.add(master);
        master.start();
        events = EventClient.connect(EventSockets.master(directory.resolve("run")));
        events.subscribe(EventFilter.startingWith("salt/"));
        for (String id : ids) {
            MinionDaemon minion =
                    new MinionDaemon(loader.minion(Optional.of(directory.resolve(id)), Map.of(), false), roads);
            started.add(minion);
            minion.start();
        }
    }

    /** Waits until the keys of all minions lie before the master. @return false if the patience was not enough */
    boolean awaitKeys(Duration patience) {
        Path pending = directory.resolve("master/pki/minions_pre");
        long end = System.nanoTime() + patience.toNanos();
        while (!names(pending).containsAll(ids)) {
            if (System.nanoTime() > end) {
                return false;
            }
            events.next(Duration.ofMillis(100));
        }
        return true;
    }

    /** Waits until all minions have said that they are there. @return false if the patience was not enough */
    boolean awaitMinions(Duration patience) {
        Set<String> there = new LinkedHashSet<>();
        long end = System.nanoTime() + patience.toNanos();
        while (!there.containsAll(ids) && System.nanoTime() < end) {
            events.next(Duration.ofMillis(200)).ifPresent(event -> {
                if (event.tag().matches("salt/minion/.*/start")) {
                    there.add(event.tag().split("/")[2]);
                }
            });
        }
        return there.containsAll(ids);
    }

    private static Set<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return Set.copyOf(files.map(file -> file.getFileName().toString()).toList());
        } catch (IOException absent) {
            return Set.of();
        }
    }

    private void writeConfigs() {
        int publishPort = freePort();
        int requestPort = freePort();
        write(
                configDir().resolve("master"),
                "# Written by `brine demo`.\n"
                        + "interface: 127.0.0.1\n"
                        + "publish_port: " + publishPort + "\n"
                        + "ret_port: " + requestPort + "\n"
                        + places("master")
                        + "file_roots: {base: [" + directory + "/srv/salt]}\n"
                        + "pillar_roots: {base: [" + directory + "/srv/pillar]}\n");
        write(directory.resolve("srv/pillar/top.sls"), "base:\n  '*':\n    - greeting\n");
        write(directory.resolve("srv/pillar/greeting.sls"), "greeting: hello from the pillar\n");
        write(directory.resolve("srv/salt/hello.txt"), "hello from the file server\n");
        for (String id : ids) {
            write(
                    directory.resolve(id).resolve("minion"),
                    "# Written by `brine demo`.\n"
                            + "id: " + id + "\n"
                            + "master: 127.0.0.1\n"
                            + "master_port: " + requestPort + "\n"
                            + places(id)
                            + "acceptance_wait_time: 0.3\n");
        }
    }

    private String places(String name) {
        String own = directory + "/" + name;
        return "root_dir: " + directory + "\n"
                + "pki_dir: " + own + "/pki\n"
                + "cachedir: " + own + "/cache\n"
                + "sock_dir: " + directory + "/run\n"
                + "log_file: " + logFile() + "\n"
                + "pidfile: " + own + "/pid\n"
                + "log_level: error\n";
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback", e);
        }
    }

    /** Ends all, the youngest first, and removes the directory. */
    @Override
    public void close() {
        if (events != null) {
            events.close();
        }
        for (int i = started.size() - 1; i >= 0; i--) {
            try {
                started.get(i).close();
            } catch (Exception e) {
                System.err.println("demo: " + e);
            }
        }
        if (roads != null) {
            roads.close();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(DemoFleet::remove);
        } catch (IOException | UncheckedIOException e) {
            System.err.println("demo: could not remove all of " + directory + ": " + e.getMessage());
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
