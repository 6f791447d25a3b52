package io.brine.monitor.health;

import io.brine.crypt.RsaKeyPair;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.master.MasterDaemon;
import io.brine.master.MasterSite;
import io.brine.master.TestMinion;
import io.brine.monitor.Canary;
import io.brine.monitor.HealthParts;
import io.brine.monitor.Monitor;
import io.brine.transport.zmtp.ZmtpBytes;
import io.brine.wire.Event;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Each monitor on a failure that is provoked: what was told, and how long after. One master in this process, three minions in
 * processes of their own, a real sshd, all on the loopback.
 *
 * <p>Arguments: commands of minions, {@code salt-minion} of some Salt; they take turns. Without one, Brine's own. Settings are the
 * defaults, but for {@code hold: {start: 0}}, as nobody goes DOWN in the first five minutes of a master.
 */
public final class DetectBench {
    private static final List<String> IDS = List.of("a", "b", "c");
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final int CROWD = 12;
    /** The one whose road can be cut. */
    private static final String FAR = "c";
    /** The host of the minion that is cut off, which answers nobody: see {@link SilentHost}. */
    private static final String NOWHERE = "127.0.0.3";

    private final Path root = Files.createTempDirectory("brine-detect");
    private final Path followed = Files.createFile(root.resolve("followed.log"));
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final List<TestMinion> crowd = new ArrayList<>();
    private final LoopbackSshd sshd = new LoopbackSshd(root.resolve("sshd"));
    private final MasterSite site;
    private final Monitor monitor;
    private final HealthWatch watch;
    private final SilentHost silent = new SilentHost(NOWHERE, sshd.port);
    private CutRoad road;

    /** One event, and when it came. */
    private record Told(long nanos, String tag, Map<String, Object> data) {
        boolean says(String id, HealthWord word) {
            return tag.equals("salt/mon/state/" + id) && word.name().equals(data.get("to"));
        }
    }

    private DetectBench(List<String> commands) throws Exception {
        List<String> all = new ArrayList<>(IDS);
        IntStream.range(0, CROWD).forEach(number -> all.add("m" + number));
        Files.writeString(
                root.resolve("known_hosts"), all.stream().map(this::knownHost).reduce("", String::concat));
        site = new MasterSite(
                root.resolve("master"),
                "auto_accept: true",
                "minimum_auth_version: 2",
                "mon: {hold: {start: 0}, logs: {files: [" + followed
                        + "]}, repair: {mode: auto, ssh: {user: root, key: "
                        + sshd.key + ", port: " + sshd.port + ", known_hosts: " + root + "/known_hosts, hosts: {" + FAR
                        + ": " + NOWHERE + "}, commands: {look: 'echo enabled=enabled', restart: '" + root
                        + "/medic', hard-restart: '" + root + "/medic'}}}}");
        site.daemon = new MasterDaemon(site.config, site.roads);
        monitor = Monitor.over(site.config, site.daemon, Clock.systemUTC());
        watch = HealthParts.over(site.config, site.daemon, monitor).orElseThrow();
        site.daemon.start();
        listen();
        monitor.start();
        watch.start();
        road = new CutRoad(
                "127.0.0.2",
                site.config.network().publishPort(),
                site.config.network().retPort());
        for (int number = 0; number < IDS.size(); number++) {
            minion(IDS.get(number), IDS.get(number), commands.get(number % commands.size()));
        }
        medic();
    }

    private String knownHost(String id) {
        try {
            return sshd.knownHost(id);
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private void listen() {
        EventSource events = site.daemon.bus().subscribe(EventFilter.ALL);
        Thread listener = new Thread(() -> {
            while (events.isOpen()) {
                Optional<Event> event = events.next(Duration.ofSeconds(1));
                event.filter(one -> one.tag().contains("/mon/") || one.tag().startsWith("brine/presence/"))
                        .ifPresent(one -> told.add(new Told(System.nanoTime(), one.tag(), one.data())));
            }
        });
        listener.setDaemon(true);
        listener.start();
    }

    /** Its directory, with the command that starts it; {@link #medic} does that. */
    private void minion(String directory, String id, String command) throws Exception {
        Path home = Files.createDirectories(root.resolve("minions").resolve(directory));
        Files.write(
                home.resolve("minion"),
                List.of(
                        "id: " + id,
                        "master: " + (id.equals(FAR) ? "127.0.0.2" : "127.0.0.1"),
                        "master_port: " + site.config.network().retPort(),
                        "publish_port: " + site.config.network().publishPort(),
                        "root_dir: " + home,
                        "pki_dir: " + home + "/pki",
                        "cachedir: " + home + "/cache",
                        "sock_dir: " + home + "/run",
                        "pidfile: " + home + "/minion.pid",
                        "log_file: " + home + "/minion.log",
                        "enable_fqdns_grains: false"));
        Files.writeString(home.resolve("command"), command + " -c " + home);
    }

    /** Starts every minion that does not run, or hangs: what a unit of systemd does for one. */
    private void medic() throws Exception {
        Path script = root.resolve("medic");
        Files.writeString(script, """
                #!/bin/bash
                for home in %s/minions/*; do
                    pid=$(cat "$home/pid" 2>/dev/null || echo 0)
                    state=$(cut -d' ' -f3 "/proc/$pid/stat" 2>/dev/null)
                    case "$state" in ''|T|Z) ;; *) continue ;; esac
                    [ "$pid" = 0 ] || kill -9 -- "-$pid" 2>/dev/null
                    setsid nohup $(cat "$home/command") >>"$home/out" 2>&1 </dev/null &
                    echo $! >"$home/pid"
                done
                """.formatted(root));
        script.toFile().setExecutable(true);
        run(script.toString());
    }

    private static void run(String... words) throws Exception {
        new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private void signal(String directory, String name) throws Exception {
        String pid =
                Files.readString(root.resolve("minions/" + directory + "/pid")).strip();
        run("/bin/kill", "-" + name, "--", "-" + pid);
    }

    // --- what is told

    private static void say(String failure, String what, double seconds) {
        System.out.printf("%-34s %-62s %7.1f s%n", failure, what, seconds);
    }

    private Told await(String failure, String what, long since, Predicate<Told> wanted) {
        Awaitility.await(failure + ": " + what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> told.stream().anyMatch(one -> one.nanos() >= since && wanted.test(one)));
        Told first = told.stream()
                .filter(one -> one.nanos() >= since && wanted.test(one))
                .findFirst()
                .orElseThrow();
        say(failure, what, (first.nanos() - since) / 1e9);
        return first;
    }

    private Told awaitWord(String failure, String id, HealthWord word, long since) {
        Told first = await(failure, id + " is " + word, since, one -> one.says(id, word));
        System.out.printf("%-34s   %s%n", "", first.data().get("reason"));
        return first;
    }

    /** Well, asked once, and heard. */
    private void awaitWell() {
        Awaitility.await("all minions are well")
                .atMost(PATIENCE)
                .until(() -> watch.book().minions().stream()
                                .filter(one -> IDS.contains(one.id()) && one.word() == HealthWord.UP && one.linked())
                                .count()
                        == IDS.size());
    }

    // --- failures

    private void logError() throws Exception {
        long began = System.nanoTime();
        Files.writeString(
                followed,
                "2026-11-28 23:59:01,123 [salt.minion      :42  ][CRITICAL][77] MemoryError: no memory for the loader\n",
                StandardOpenOption.APPEND);
        await(
                "a line in a log",
                "salt/mon/log/crash, react page",
                began,
                one -> one.tag().equals("salt/mon/log/crash"));
    }

    /** The first minion pulls what we sent; then the file is changed under way to the second. */
    private void wrongFile() throws Exception {
        monitor.canary().ask("a");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> monitor.canary().result("a").isPresent());
        Canary.Result right = monitor.canary().result("a").orElseThrow();
        say("no failure: a file pull", right.verdict().word(), right.took().toMillis() / 1000.0);
        Path canary = site.config.paths().cachedir().resolve("brine/canary/_mon/canary");
        String content = Files.readString(canary);
        Files.writeString(canary, content.replaceFirst("^.", "#"));
        long began = System.nanoTime();
        monitor.canary().ask("b");
        await(
                "a wrong file",
                "salt/mon/canary/b: wrong",
                began,
                one -> one.tag().equals("salt/mon/canary/b"));
        awaitWord("a wrong file", "b", HealthWord.DEGRADED, began);
        Files.writeString(canary, content);
        long mended = System.nanoTime();
        monitor.canary().ask("b");
        awaitWord("the right file again", "b", HealthWord.UP, mended);
    }

    private void duplicate(String command) throws Exception {
        Path home = root.resolve("minions/a-twin");
        minion("a-twin", "a", command);
        run("cp", "-r", root.resolve("minions/a/pki").toString(), home.toString());
        long began = System.nanoTime();
        run(root.resolve("medic").toString());
        await(
                "one id used twice",
                "brine/presence/duplicate",
                began,
                one -> one.tag().equals("brine/presence/duplicate"));
        signal("a-twin", "KILL");
        run("rm", "-r", home.toString());
    }

    /** A subscriber of ZMTP 3.0, which cannot be asked by a PING, and does not read. */
    private void fullQueue() throws Exception {
        Socket deaf = new Socket();
        deaf.setReceiveBufferSize(4096);
        deaf.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), site.config.network().publishPort()));
        byte[] words = ZmtpBytes.conversation("SUB", List.of(List.of(new byte[] {1})));
        words[11] = 0; // the minor version, behind the signature of ten bytes and the major one
        deaf.getOutputStream().write(words);
        Awaitility.await()
                .until(() -> site.daemon.views().connections().subscribers().size() > IDS.size());
        String much = "x".repeat(1 << 20);
        long began = System.nanoTime();
        for (int number = 0; number < 16; number++) {
            site.publish("b", "glob", "test.ping", much);
        }
        Told cut = await(
                "a subscriber that does not read",
                "salt/mon/slow/<address>: cut off",
                began,
                one -> one.tag().startsWith("salt/mon/slow/")
                        && Boolean.TRUE.equals(one.data().get("cut")));
        System.out.printf("%-34s   %s, %s%n", "", cut.tag(), cut.data().get("why"));
        deaf.close();
    }

    private void killed() throws Exception {
        long began = System.nanoTime();
        signal("b", "KILL");
        awaitWord("a killed minion (kill -9)", "b", HealthWord.SUSPECT, began);
        awaitWord("a killed minion (kill -9)", "b", HealthWord.DOWN, began);
        repaired("a killed minion (kill -9)", "b", began);
    }

    private void repaired(String failure, String id, long began) {
        await(failure, "ssh restarts it", began, one -> one.tag().equals("salt/mon/repair/" + id + "/start"));
        Told end = await(failure, "the repair ends", began, one -> one.tag().equals("salt/mon/repair/" + id + "/ret"));
        System.out.printf("%-34s   %s%n", "", end.data().get("outcome"));
        awaitWord(failure, id, HealthWord.RECOVERING, began);
        awaitWord(failure, id, HealthWord.UP, end.nanos());
    }

    private void frozen() throws Exception {
        long began = System.nanoTime();
        signal("a", "STOP");
        awaitWord("a frozen minion (SIGSTOP)", "a", HealthWord.SUSPECT, began);
        awaitWord("a frozen minion (SIGSTOP)", "a", HealthWord.DOWN, began);
        repaired("a frozen minion (SIGSTOP)", "a", began);
    }

    private void frozenInAJob() throws Exception {
        signal("a", "STOP");
        long began = System.nanoTime();
        site.publish("*", "glob", "test.ping");
        awaitWord("frozen, and a job for all", "a", HealthWord.SUSPECT, began);
        signal("a", "CONT");
        awaitWord("frozen, and thawed", "a", HealthWord.UP, began);
    }

    private void cut() {
        long began = System.nanoTime();
        road.cut();
        awaitWord("a cut network", FAR, HealthWord.SUSPECT, began);
        awaitWord("a cut network", FAR, HealthWord.DOWN, began);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> watch.book().minion(FAR).orElseThrow().minion().cls() == DownClass.HOST);
        say("a cut network", "its class is HOST: no ssh", (System.nanoTime() - began) / 1e9);
        road.mend();
        awaitWord("a cut network", FAR, HealthWord.RECOVERING, began);
        awaitWord("a cut network", FAR, HealthWord.UP, began);
    }

    /** Many at once, each of which would be repaired if it were alone. */
    private void massOutage() {
        RsaKeyPair key = RsaKeyPair.generate(2048);
        for (int number = 0; number < CROWD; number++) {
            TestMinion minion = new TestMinion("m" + number, site, key);
            minion.signIn();
            crowd.add(minion);
            Thread answering = new Thread(() -> answer(minion));
            answering.setDaemon(true);
            answering.start();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> count(HealthPhase.UP) == CROWD);
        int repairs = watch.book().repairs().size();
        long began = System.nanoTime();
        crowd.parallelStream().forEach(TestMinion::close);
        Told open = await(
                "twelve of fifteen at once",
                "the breaker STORM(fleet) opens",
                began,
                one -> one.tag().startsWith("salt/mon/breaker/STORM(fleet)/open"));
        System.out.printf("%-34s   %s%n", "", open.data().get("why"));
        Awaitility.await().atMost(PATIENCE).until(() -> count(HealthPhase.DOWN) == CROWD);
        say("twelve of fifteen at once", "all are DOWN, of one incident", (System.nanoTime() - began) / 1e9);
        Set<Long> incidents = new TreeSet<>();
        watch.book().minions().stream()
                .filter(one -> one.id().startsWith("m"))
                .forEach(one -> incidents.add(one.incident()));
        System.out.printf(
                "%-34s   repairs: %d; incidents: %s; held by %s%n",
                "",
                watch.book().repairs().size() - repairs,
                incidents,
                watch.book().minion("m0").orElseThrow().minion().held());
    }

    private long count(HealthPhase phase) {
        return watch.book().minions().stream()
                .filter(one -> one.id().startsWith("m") && one.phase() == phase)
                .count();
    }

    /** True to everything, however long nothing comes. */
    private static void answer(TestMinion minion) {
        while (true) {
            try {
                minion.give(String.valueOf(minion.nextJob().fields().get("jid")), true);
            } catch (AssertionError quiet) {
                continue;
            } catch (InterruptedException | RuntimeException over) {
                return;
            }
        }
    }

    private void close() throws Exception {
        watch.close();
        for (Path home : Files.list(root.resolve("minions")).toList()) {
            signal(home.getFileName().toString(), "KILL");
        }
        road.close();
        silent.close();
        monitor.close();
        site.close();
        sshd.close();
        run("rm", "-rf", root.toString());
    }

    public static void main(String[] args) throws Exception {
        String java = ProcessHandle.current().info().command().orElse("java");
        String ours = java + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp " + System.getProperty("java.class.path")
                + " io.brine.cli.Main minion";
        List<String> commands = args.length == 0 ? List.of(ours) : Arrays.asList(args);
        DetectBench bench = new DetectBench(commands);
        try {
            bench.awaitWell();
            bench.logError();
            bench.wrongFile();
            bench.duplicate(commands.get(0));
            bench.fullQueue();
            bench.awaitWell();
            bench.killed();
            bench.frozenInAJob();
            bench.awaitWell();
            bench.cut();
            bench.frozen();
            bench.massOutage();
        } finally {
            bench.close();
        }
        System.exit(0);
    }
}
