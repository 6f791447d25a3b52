package io.brine.vectors;

import io.brine.FreePort;
import io.brine.config.ConfigLoader;
import io.brine.config.HostName;
import io.brine.config.MasterConfig;
import io.brine.config.MinionConfig;
import io.brine.config.Surroundings;
import io.brine.data.PyText;
import io.brine.functions.FunctionModule;
import io.brine.functions.FunctionTable;
import io.brine.master.MasterDaemon;
import io.brine.minion.MinionDaemon;
import io.brine.minion.MinionListener;
import io.brine.modules.execution.ModuleList;
import io.brine.transport.Roads;
import io.brine.transport.zmtp.ZmtpRoads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The master {@code mas1} and the minions {@code web1} and {@code db1} of the recording, on ports of their own. */
final class CliLab implements AutoCloseable {
    private static final List<String> STATES = List.of("minions", "minions_pre", "minions_rejected", "minions_denied");

    private final Path root;
    private final Map<?, ?> files;
    private final int publishPort = FreePort.next();
    private final int retPort = FreePort.next();
    private final Map<String, MinionDaemon> minions = new LinkedHashMap<>();
    private Roads roads;
    private MasterDaemon master;

    CliLab(Path root, Map<?, ?> files) throws IOException {
        this.root = root;
        this.files = files;
        for (Map.Entry<?, ?> file : files.entrySet()) {
            String name = PyText.str(file.getKey());
            if (!name.startsWith("key:")) {
                Path path = root.resolve(name);
                Files.createDirectories(path.getParent());
                Files.writeString(path, placed(PyText.str(file.getValue())));
            }
        }
        Files.createDirectories(root.resolve("m"));
    }

    Path root() {
        return root;
    }

    /** Text of the recording as it reads in this run. */
    String placed(String text) {
        return text.replace("<root>", root.toString())
                .replace("64505", Integer.toString(publishPort))
                .replace("64506", Integer.toString(retPort))
                .replace("user: root\n", "")
                .replace("enable_gpu_grains: false", "enable_gpu_grains: false\ngrains_cache: false");
    }

    /** Brings keys and daemons into the state a case begins with. */
    void prepare(Map<String, Object> recorded) {
        String note = PyText.str(recorded.get("note"));
        if (recorded.get("keys_before") instanceof Map<?, ?> keys) {
            placeKeys(keys);
        } else if (note.contains("no master is running")) {
            stopAll();
        } else {
            startMaster();
            keepRunning("web1");
            if (note.contains("db1 is stopped")) {
                stop("db1");
            } else {
                keepRunning("db1");
            }
        }
    }

    private void placeKeys(Map<?, ?> keys) {
        Path pki = root.resolve("m/etc/salt/pki/master");
        for (String state : STATES) {
            Path directory = pki.resolve(state);
            deleteTree(directory);
            create(directory);
            ((List<?>) keys.get(state))
                    .forEach(id ->
                            write(directory.resolve(PyText.str(id)), PyText.str(files.get("key:" + PyText.str(id)))));
        }
    }

    /** Names per key directory, if the case tells what they are afterwards. */
    Optional<String> keyDifference(Map<String, Object> recorded) {
        if (!(recorded.get("keys_after") instanceof Map<?, ?> expected)) {
            return Optional.empty();
        }
        Map<String, Object> actual = new LinkedHashMap<>();
        STATES.forEach(state ->
                actual.put(state, names(root.resolve("m/etc/salt/pki/master").resolve(state))));
        return Difference.between(expected, actual);
    }

    private void startMaster() {
        if (master != null) {
            return;
        }
        STATES.forEach(state -> deleteTree(root.resolve("m/etc/salt/pki/master").resolve(state)));
        roads = new ZmtpRoads();
        MasterConfig config = loader().master(Optional.of(root.resolve("master")), Map.of("auto_accept", true));
        master = new MasterDaemon(config, roads);
        master.start();
    }

    private void keepRunning(String id) {
        if (minions.containsKey(id)) {
            return;
        }
        MinionConfig config = loader().minion(Optional.of(root.resolve("c-" + id)), Map.of(), false);
        MinionDaemon minion = new MinionDaemon(config, roads, MinionListener.NONE, functions());
        minion.start();
        minions.put(id, minion);
        Path mine = root.resolve("m/var/cache/salt/master/minions").resolve(id).resolve("mine.p");
        Awaitility.await("mine of " + id).atMost(Duration.ofSeconds(60)).until(() -> Files.exists(mine));
    }

    /** Ours and the recording's {@code vec}: what its minions and its salt-call have. */
    static FunctionTable functions() {
        List<FunctionModule> modules = new ArrayList<>(ModuleList.all());
        modules.add(new VecModule());
        return new FunctionTable(modules);
    }

    private void stop(String id) {
        MinionDaemon minion = minions.remove(id);
        if (minion != null) {
            minion.close();
        }
    }

    private void stopAll() {
        new ArrayList<>(minions.keySet()).forEach(this::stop);
        if (master != null) {
            master.close();
            roads.close();
            master = null;
        }
    }

    private ConfigLoader loader() {
        Surroundings surroundings =
                new Surroundings(Map.of(), root, System.getProperty("user.name"), HostName.ofThisHost());
        return new ConfigLoader(surroundings, Clock.systemUTC());
    }

    private static List<String> names(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return new ArrayList<>(new TreeSet<>(
                    entries.map(entry -> entry.getFileName().toString()).toList()));
        } catch (IOException none) {
            return List.of();
        }
    }

    private static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void deleteTree(Path tree) {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException absent) {
            // nothing was there
        }
    }

    @Override
    public void close() {
        stopAll();
        deleteTree(root);
    }
}
