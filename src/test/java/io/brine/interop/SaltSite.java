package io.brine.interop;

import static org.awaitility.Awaitility.await;

import io.brine.FreePort;
import io.brine.cli.Main;
import io.brine.cli.Terminal;
import io.brine.config.ConfigLoader;
import io.brine.config.HostName;
import io.brine.config.Surroundings;
import io.brine.interop.PeerProcesses.Started;
import io.brine.master.MasterDaemon;
import io.brine.minion.MinionCounters;
import io.brine.minion.MinionDaemon;
import io.brine.transport.zmtp.ZmtpRoads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One master's directories and some minions', on free ports of the loopback, and daemons and commands of either house on them:
 * <i>their</i> are those of the Salt installed on this host, <i>our</i> are Brine's, in this JVM. For a whole test class,
 * which is skipped with a notice where no Salt is installed. What their processes wrote stays in {@code target/interop}.
 */
final class SaltSite implements ExecutionCondition, BeforeAllCallback, AfterAllCallback, AfterTestExecutionCallback {
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private final List<String> masterLines;
    private final Map<String, MinionDaemon> ourMinions = new HashMap<>();
    private Path root;
    private int retPort;
    private PeerProcesses peers;
    private ZmtpRoads roads;
    private MasterDaemon ourMaster;
    private Started theirMaster;

    /** @param masterLines further lines of the master's configuration */
    SaltSite(String... masterLines) {
        this.masterLines = List.of(masterLines);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return root != null || SaltInstallation.find().isPresent()
                ? ConditionEvaluationResult.enabled("there is a Salt")
                : ConditionEvaluationResult.disabled(SaltInstallation.NOTICE);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        SaltInstallation salt = SaltInstallation.find().orElseThrow();
        String version = salt.version();
        Path logs = Path.of("target/interop", context.getRequiredTestClass().getSimpleName() + " with " + version);
        deleteTree(logs);
        Files.createDirectories(logs);
        root = Files.createTempDirectory("brine-interop-");
        roads = new ZmtpRoads(1);
        peers = new PeerProcesses(salt, logs);
        configureMaster(SaltInstallation.isOfProtocolTwo(version));
    }

    @Override
    public void afterTestExecution(ExtensionContext context) throws IOException {
        if (context.getExecutionException().isPresent()) {
            peers.tellErrors();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (peers == null) {
            return;
        }
        if (context.getExecutionException().isPresent()) {
            peers.tellErrors();
        }
        ourMinions.values().forEach(MinionDaemon::close);
        stopMaster();
        peers.close();
        roads.close();
        deleteTree(root);
    }

    private void configureMaster(boolean protocolTwo) throws IOException {
        int publishPort = FreePort.next();
        retPort = FreePort.next();
        List<String> lines = new ArrayList<>(List.of(
                "interface: 127.0.0.1",
                "publish_port: " + publishPort,
                "ret_port: " + retPort,
                "user: " + account(),
                "root_dir: " + masterDir(),
                "pki_dir: " + masterDir() + "/pki",
                "cachedir: " + masterDir() + "/cache",
                "sock_dir: " + masterDir() + "/run",
                "worker_threads: 3",
                "timeout: 60",
                "gather_job_timeout: 10",
                "minimum_auth_version: " + (protocolTwo ? 2 : 3),
                "file_roots: {base: [" + masterDir() + "/srv/salt]}",
                "pillar_roots: {base: [" + masterDir() + "/srv/pillar]}"));
        lines.addAll(masterLines);
        write("master/master", lines.toArray(new String[0]));
        Files.createDirectories(masterDir().resolve("srv/salt"));
        Files.createDirectories(masterDir().resolve("srv/pillar"));
    }

    private void configureMinion(String id) throws IOException {
        write(
                id + "/minion",
                "id: " + id,
                "master: 127.0.0.1",
                "master_port: " + retPort,
                "user: " + account(),
                "root_dir: " + minionDir(id),
                "acceptance_wait_time: 1",
                "recon_default: 200",
                "recon_max: 200",
                "grains: {house: " + (id.startsWith("our") ? "brine" : "salt") + "}");
    }

    private static String account() {
        return ProcessHandle.current().info().user().orElse("root");
    }

    private ConfigLoader loader() {
        return new ConfigLoader(new Surroundings(Map.of(), root, account(), HostName.ofThisHost()), Clock.systemUTC());
    }

    Path root() {
        return root;
    }

    /** Its configuration, {@code srv/salt}, {@code srv/pillar}, {@code pki}, {@code cache}. */
    Path masterDir() {
        return root.resolve("master");
    }

    Path minionDir(String id) {
        return root.resolve(id);
    }

    /** @param name below {@link #root} */
    Path write(String name, String... lines) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, List.of(lines));
    }

    void startTheirMaster() throws IOException {
        theirMaster = peers.start("salt-master", "-l", "info", "-c", masterDir().toString());
    }

    void startOurMaster() {
        ourMaster = new MasterDaemon(loader().master(Optional.of(masterDir()), Map.of()), roads);
        ourMaster.start();
    }

    void stopMaster() {
        if (ourMaster != null) {
            ourMaster.close();
            ourMaster = null;
        }
        if (theirMaster != null) {
            peers.end(theirMaster);
            theirMaster = null;
        }
    }

    MasterDaemon ourMaster() {
        return ourMaster;
    }

    void startTheirMinion(String id) throws IOException {
        configureMinion(id);
        peers.start("salt-minion", "-l", "info", "-c", minionDir(id).toString());
    }

    /** @param id begins with "our" */
    MinionCounters startOurMinion(String id) throws IOException {
        configureMinion(id);
        MinionCounters counters = new MinionCounters();
        MinionDaemon minion =
                new MinionDaemon(loader().minion(Optional.of(minionDir(id)), Map.of(), true), roads, counters);
        ourMinions.put(id, minion);
        minion.start();
        return counters;
    }

    void stopOurMinion(String id) {
        ourMinions.remove(id).close();
    }

    /** Waits until the master has the key, accepts it with the master's own command, and waits until the minion takes jobs. */
    void accept(String id) throws Exception {
        await("key of " + id).atMost(PATIENCE).until(() -> Files.exists(key("minions_pre", id)));
        if (ourMaster == null) {
            their("salt-key", "-y", "-a", id);
        } else {
            our("salt-key", "-y", "-a", id);
        }
        awaitAnswer(id);
    }

    /** @param state minions, minions_pre, minions_rejected or minions_denied */
    Path key(String state, String id) {
        return masterDir().resolve("pki").resolve(state).resolve(id);
    }

    /** Asks with the master's own command until there is an answer: a job may pass before a minion has subscribed. */
    void awaitAnswer(String id) {
        await("answer of " + id)
                .atMost(PATIENCE)
                .until(() -> (ourMaster == null ? their("salt", "-t", "5", id, "test.ping") : ping(id))
                        .equals(id + ": True"));
    }

    private String ping(String id) {
        return our("salt", "-t", "2", id, "test.ping");
    }

    /** What a command of theirs, on the master's configuration, prints; that of {@code salt} as plain text. */
    String their(String command, String... words) throws IOException, InterruptedException {
        return peers.run(command, withConfiguration(command, masterDir(), words));
    }

    /** A command of theirs that goes on until it is ended. */
    Started startTheir(String command, String... words) throws IOException {
        return peers.start(command, withConfiguration(command, masterDir(), words));
    }

    void end(Started started) {
        peers.end(started);
    }

    /** What their {@code salt-call} prints beside the minion. */
    String theirCall(String id, String... words) throws IOException, InterruptedException {
        return peers.run("salt-call", withConfiguration("salt-call", minionDir(id), words));
    }

    /** What a command of ours, on the master's configuration, prints; that of {@code salt} as plain text. */
    String our(String command, String... words) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(withConfiguration(command, masterDir(), words)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal =
                Terminal.of(InputStream.nullInputStream(), out, System.err, false, Map.of("HOME", root.toString()));
        Main.run(all, terminal);
        terminal.out().flush();
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    private static String[] withConfiguration(String command, Path directory, String... words) {
        List<String> all = new ArrayList<>(List.of("-c", directory.toString()));
        if (command.equals("salt") || command.equals("salt-call")) {
            all.add("--out=txt");
        }
        all.addAll(List.of(words));
        return all.toArray(new String[0]);
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
