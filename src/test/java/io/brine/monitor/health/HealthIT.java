package io.brine.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.brine.FreePort;
import io.brine.config.ConfigException;
import io.brine.crypt.RsaKeyPair;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.master.MasterDaemon;
import io.brine.master.MasterSite;
import io.brine.master.TestMinion;
import io.brine.monitor.HealthParts;
import io.brine.monitor.Monitor;
import io.brine.monitor.board.LiveBoard;
import io.brine.monitor.board.MinionRow;
import io.brine.monitor.health.HealthBook.MinionView;
import io.brine.monitor.health.HealthBook.RepairView;
import io.brine.wire.Event;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watch over a real master: minions that are there, that are lost, and one that is brought back over a real sshd. */
class HealthIT {
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final String IMPATIENT = "gateway: none, probe: {quiet: 1, deep_every: 3, timeout: 2},"
            + " suspect: {grace: 1, probes: 2}, recover: {for: 1, answers: 1}, hold: {start: 0, keys: 0, self: 1}";
    private static final String SOON = "wait: {restart: 90, pause: 1, fail: 2, quiet: 1}";

    @TempDir
    Path root;

    private MasterSite site;
    private Monitor monitor;
    private HealthWatch prepared;
    private HealthWatch watch;
    private EventSource bus;
    private LoopbackSshd sshd;
    private final List<TestMinion> minions = new ArrayList<>();
    private final List<AutoCloseable> closing = new ArrayList<>();

    private void master(String mon) {
        site = new MasterSite(root.resolve("master"), "auto_accept: true", "mon: {" + mon + "}");
        site.daemon = new MasterDaemon(site.config, site.roads);
        monitor = Monitor.over(site.config, site.daemon, Clock.systemUTC());
        prepared = HealthParts.over(site.config, site.daemon, monitor).orElseThrow();
        site.daemon.start();
        bus = site.daemon.bus().subscribe(EventFilter.startingWith("salt/mon/"));
        watch = prepared.start();
    }

    @AfterEach
    void stop() throws Exception {
        if (watch != null) {
            watch.close();
        }
        minions.forEach(TestMinion::close);
        if (monitor != null) {
            monitor.close();
        }
        if (site != null) {
            site.close();
        }
        killMinion();
        for (AutoCloseable one : closing) {
            one.close();
        }
        if (sshd != null) {
            sshd.close();
        }
    }

    private Optional<MinionView> minion(String id) {
        return watch.book().minions().stream()
                .filter(one -> one.id().equals(id))
                .findFirst();
    }

    private void awaitWord(String id, HealthWord word) {
        await().atMost(LONG).until(() -> minion(id).map(MinionView::word).orElse(HealthWord.PENDING), word::equals);
    }

    private List<String> tags() {
        List<String> tags = new ArrayList<>();
        for (Optional<Event> event = bus.next(Duration.ZERO); event.isPresent(); event = bus.next(Duration.ZERO)) {
            tags.add(event.get().tag());
        }
        return tags;
    }

    private TestMinion testMinion(String id, RsaKeyPair key) {
        TestMinion minion = new TestMinion(id, site, key);
        minions.add(minion);
        minion.signIn();
        answering(minion);
        return minion;
    }

    // --- a minion in a process of its own

    private Path minionDirectory() {
        return root.resolve("minion");
    }

    /** The script that ssh runs, and that also starts the minion the first time. */
    private Path minionScript() throws Exception {
        Path directory = Files.createDirectories(minionDirectory());
        Files.write(
                directory.resolve("minion"),
                List.of(
                        "id: web1",
                        "master: 127.0.0.1",
                        "master_port: " + site.config.network().retPort(),
                        "publish_port: " + site.config.network().publishPort(),
                        "root_dir: " + directory,
                        "pki_dir: " + directory + "/pki",
                        "cachedir: " + directory + "/cache",
                        "sock_dir: " + directory + "/run",
                        "pidfile: " + directory + "/minion.pid",
                        "log_file: " + directory + "/minion.log",
                        "enable_fqdns_grains: false"));
        String java = ProcessHandle.current().info().command().orElse("java");
        Path script = directory.resolve("restart.sh");
        Files.writeString(
                script,
                "#!/bin/sh\nnohup setsid " + java + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '"
                        + System.getProperty("java.class.path") + "' io.brine.cli.Main minion -c " + directory
                        + " >>" + directory + "/out 2>&1 </dev/null &\necho $! >" + directory + "/pid\necho started\n");
        script.toFile().setExecutable(true);
        return script;
    }

    /** The one the script has started last. */
    private Optional<ProcessHandle> minionProcess() throws Exception {
        Path pid = minionDirectory().resolve("pid");
        return Files.exists(pid)
                ? ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                : Optional.empty();
    }

    private void killMinion() throws Exception {
        Optional<ProcessHandle> process = minionProcess();
        process.ifPresent(ProcessHandle::destroyForcibly);
        process.ifPresent(one -> one.onExit().join());
    }

    @Test
    void aMinionThatIsKilledIsSuspectedDownRepairedOverSshAndUpAgain() throws Exception {
        LoopbackSshd.mustBeHere();
        sshd = new LoopbackSshd(root.resolve("sshd"));
        Path knownHosts = root.resolve("known_hosts");
        Files.writeString(knownHosts, sshd.knownHost("web1"));
        master(IMPATIENT + ", repair: {mode: auto, steps: [kick, look, restart], " + SOON + ", ssh: {user: root, key: "
                + sshd.key + ", port: " + sshd.port + ", known_hosts: " + knownHosts
                + ", commands: {look: 'echo enabled=enabled', restart: '" + minionDirectory() + "/restart.sh'}}}");
        Path script = minionScript();
        new ProcessBuilder(script.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        awaitWord("web1", HealthWord.UP);
        await().until(() -> minion("web1").orElseThrow().rttMillis() >= 0);
        tags();

        killMinion();
        await().atMost(LONG).until(() -> !watch.book().repairs().isEmpty());
        awaitWord("web1", HealthWord.UP);

        RepairView repair = watch.book().repairs().get(0);
        assertThat(repair.outcome()).isEqualTo("cured");
        assertThat(repair.step()).isEqualTo("restart");
        assertThat(repair.who()).isEqualTo("auto");
        assertThat(repair.output()).contains("enabled=enabled").contains("started");
        String series = new String(monitor.metrics().text(), StandardCharsets.UTF_8);
        assertThat(series)
                .contains("salt_minions{state=\"UP\"} 1.0")
                .contains("salt_repairs_total{outcome=\"cured\",step=\"restart\"} 1.0")
                .contains("salt_state_transitions_total{to=\"DOWN\"} 1.0")
                .contains("salt_minion_ping_rtt_seconds_count");
        assertThat(watch.book().minion("web1").orElseThrow().changes().stream().map(change -> change.to()))
                .containsSubsequence(
                        HealthWord.SUSPECT,
                        HealthWord.DOWN,
                        HealthWord.REPAIRING,
                        HealthWord.RECOVERING,
                        HealthWord.UP);
        await().until(() -> watch.book().incidents().get(0).closedAt() > 0);
        assertThat(tags())
                .containsSubsequence("salt/mon/repair/web1/start", "salt/mon/repair/web1/ret")
                .contains("salt/mon/state/web1", "salt/mon/incident/1/open", "salt/mon/incident/1/close");
    }

    @Test
    void inModeObserveItIsOnlySaidWhatWouldHaveBeenDoneAndOneThatComesBackIsTried() throws Exception {
        master(IMPATIENT + ", repair: {" + SOON + ", ssh: {port: " + refusedPort() + ", program: /bin/false}}");
        RsaKeyPair key = RsaKeyPair.generate(2048);
        TestMinion web1 = testMinion("web1", key);
        awaitWord("web1", HealthWord.UP);

        web1.close();
        awaitWord("web1", HealthWord.FAILED);

        assertThat(minion("web1").orElseThrow().reason()).isEqualTo("would have done now: restart (mode observe)");
        assertThat(watch.book().repairs().get(0).outcome()).isEqualTo("observed");
        assertThat(watch.retry("web1", "alice"))
                .as("not even a person repairs in mode observe")
                .isFalse();
        comesBack("web1", key);
    }

    /** It is asked for a file and for its uptime; it answers, but with True. */
    private void comesBack(String id, RsaKeyPair key) {
        try (EventSource jobs = site.daemon.bus().subscribe(EventFilter.startingWith("salt/job/"))) {
            testMinion(id, key);

            await().atMost(LONG).until(() -> monitor.canary().result(id).isPresent());
            assertThat(minion(id).orElseThrow().word()).isEqualTo(HealthWord.RECOVERING);
            await().atMost(LONG)
                    .until(() -> jobs.next(Duration.ZERO)
                            .filter(one -> "status.uptime".equals(one.data().get("fun")))
                            .isPresent());
        }
    }

    /** A port that is refused: the host lives. */
    private static int refusedPort() {
        return FreePort.next();
    }

    @Test
    void whoMayGoByItsClassIsDownWithoutAnIncidentAndWhoIsEphemeralIsGone() throws Exception {
        master(IMPATIENT + ", classes: {roaming: 'lap*', ephemeral: 'E@work.* or lap1', gone: 2}, repair: {" + SOON
                + "}, tell: [{when: [SUSPECT, DOWN, GONE, FAILED, incident], event: salt/mon/told}]");
        RsaKeyPair key = RsaKeyPair.generate(2048);
        TestMinion laptop = testMinion("lap1", key);
        TestMinion worker = testMinion("work1", key);
        await().atMost(LONG)
                .until(() -> minion("lap1").map(MinionView::kind).equals(Optional.of(MinionClass.ROAMING))
                        && minion("work1").map(MinionView::kind).equals(Optional.of(MinionClass.EPHEMERAL)));
        awaitWord("lap1", HealthWord.UP);
        awaitWord("work1", HealthWord.UP);

        laptop.close();
        worker.close();
        awaitWord("work1", HealthWord.GONE);
        awaitWord("lap1", HealthWord.DOWN);

        assertThat(watch.book().incidents()).isEmpty();
        assertThat(((Map<?, ?>) answer("state", Map.of("minion", "lap1"))).get("class"))
                .isEqualTo("roaming");
        assertThat(LiveBoard.of(monitor, Optional.empty(), Optional.of(watch), Clock.systemUTC())
                        .minions())
                .extracting(MinionRow::kind)
                .containsExactly(MinionClass.ROAMING, MinionClass.EPHEMERAL);
        assertThat(tags())
                .contains("salt/mon/state/lap1", "salt/mon/state/work1")
                .doesNotContain("salt/mon/told");
    }

    @Test
    void aTargetOfAClassThatCannotBeReadIsRefusedAtTheStart() {
        assertThatThrownBy(() -> master(IMPATIENT + ", classes: {roaming: 'lap* and'}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        root.resolve("master/master") + ": option 'mon:classes:roaming' is no compound target: ");
    }

    @Test
    void neighboursOfASilentMinionAreAskedWhetherTheyReachItsHostAndTheirAnswersAreInTheStory() throws Exception {
        int port = FreePort.next();
        closing.add(new SilentHost("127.0.0.1", port));
        master(IMPATIENT + ", repair: {" + SOON + ", ssh: {port: " + port + ", hosts: {web1: 127.0.0.1}}}");
        RsaKeyPair key = RsaKeyPair.generate(2048);
        TestMinion web1 = testMinion("web1", key);
        Map<String, Object> saying =
                Map.of("near", Map.of("result", true), "far", Map.of("result", false), "old", "not there");
        saying.forEach((id, said) -> {
            TestMinion beside = new TestMinion(id, site, key);
            minions.add(beside);
            beside.signIn();
            answering(beside, Map.of("network.connect", said));
        });
        for (String id : List.of("web1", "near", "far", "old")) {
            awaitWord(id, HealthWord.UP);
        }

        web1.close();
        await().atMost(LONG).until(() -> minion("web1").orElseThrow().cls() == DownClass.PATH);

        assertThat(watch.book().incidents().get(0).notes().stream().map(HealthBook.Note::text))
                .contains("web1: port " + port + " of 127.0.0.1 is not reached from here; reached by near;"
                        + " not reached by far; no answer from old");
    }

    @Test
    void manyThatAreLostTogetherAreNotRepaired() throws Exception {
        Path touched = root.resolve("touched");
        Path ssh = root.resolve("ssh.sh");
        Files.writeString(ssh, "#!/bin/sh\ntouch " + touched + "\n");
        ssh.toFile().setExecutable(true);
        Files.writeString(root.resolve("known_hosts"), "");
        master("gateway: none, probe: {quiet: 3600, deep_every: 3600, timeout: 1}, suspect: {grace: 3, probes: 1},"
                + " hold: {start: 0, keys: 0, self: 1}, repair: {mode: auto, " + SOON + ", ssh: {port: " + refusedPort()
                + ", program: " + ssh + ", known_hosts: " + root.resolve("known_hosts") + "}}");
        RsaKeyPair key = RsaKeyPair.generate(2048);
        for (int number = 0; number < 12; number++) {
            testMinion("m" + number, key);
        }
        await().atMost(LONG)
                .until(() -> watch.book().minions().stream()
                                .filter(one -> one.word() == HealthWord.UP)
                                .count()
                        == 12);

        minions.parallelStream().forEach(TestMinion::close);
        await().atMost(LONG)
                .until(() -> watch.book().minions().stream()
                        .allMatch(one -> one.word() == HealthWord.DOWN && one.cls() == DownClass.PROCESS));

        assertThat(watch.book().breakers()).anyMatch(breaker -> breaker.name().equals("STORM(fleet)"));
        assertThat(minion("m0").orElseThrow().held()).isEqualTo("STORM(fleet)");
        assertThat(watch.book().repairs()).isEmpty();
        assertThat(touched).doesNotExist();
        assertThat(watch.book().incidents()).hasSize(1);
        assertThat(watch.book().incidents().get(0).minions()).hasSize(12);
    }

    @Test
    void whatPeopleSaidOutlivesTheWatchAndAFileHoldsRepairs() throws Exception {
        master(IMPATIENT + ", repair: {" + SOON + "}");
        testMinion("web1", RsaKeyPair.generate(2048));
        awaitWord("web1", HealthWord.UP);
        answer("maintenance", Map.of("minion", "web1", "minutes", 60L, "who", "alice", "why", "new disk"));
        answer("hold", Map.of("who", "bob", "why", "storm is coming"));
        awaitWord("web1", HealthWord.MAINT);

        watch.close();
        watch = HealthWatch.over(site.config, site.daemon, HealthListener.NONE).start();

        awaitWord("web1", HealthWord.MAINT);
        assertThat(minion("web1").orElseThrow().reason()).isEqualTo("alice: new disk");
        assertThat(watch.book().breakers())
                .anyMatch(one -> one.name().equals("HOLD") && one.why().startsWith("bob"));
        assertThat(watch.release("HOLD")).isTrue();
        Path file = Files.createFile(site.config.paths().cachedir().resolve("mon/hold"));
        await().until(() ->
                watch.book().breakers().stream().anyMatch(one -> one.name().equals("HOLD")));
        Files.delete(file);
        await().until(() ->
                watch.book().breakers().stream().noneMatch(one -> one.name().equals("HOLD")));
    }

    @Test
    void aLineInALogThatAsksForPeopleReachesThem() throws Exception {
        master(IMPATIENT + ", tell: [{when: security, event: salt/mon/told}]");

        monitor.start();
        monitor.logs().orElseThrow().onOwnLine("ERROR", "master", "Requested method not exposed: x");

        await().atMost(LONG).until(() -> tags().contains("salt/mon/told"));
    }

    /** The line is sent by the minion's log beacon before it dies; a secret in it is kept nowhere. */
    @Test
    void whatAMinionsLogSaidBeforeItWasLostIsInTheStoryOfItsIncident() throws Exception {
        master(IMPATIENT + ", repair: {" + SOON + ", ssh: {port: " + refusedPort() + "}},"
                + " logs: {rules: [{name: oom, pattern: MemoryError, side: minion, react: page}]},"
                + " tell: [{when: FAILED, event: salt/mon/told}]");
        monitor.start();
        TestMinion web1 = testMinion("web1", RsaKeyPair.generate(2048));
        awaitWord("web1", HealthWord.UP);

        site.daemon
                .bus()
                .fire("salt/beacon/web1/log/minion", Map.of("id", "web1", "raw", "MemoryError, password=hunter2"));
        await().atMost(LONG)
                .until(() -> !monitor.logs().orElseThrow().book().hits().isEmpty());
        web1.close();
        awaitWord("web1", HealthWord.FAILED);

        Map<?, ?> incident = (Map<?, ?>) ((List<?>) answer("incidents", Map.of())).get(0);
        assertThat(incident.get("log_hits")).isEqualTo(1);
        assertThat((List<?>) incident.get("notes"))
                .first()
                .asString()
                .endsWith(" log: web1: minion log, oom: MemoryError, password=***");
        await().atMost(LONG)
                .until(() -> told("salt/mon/told")
                        .filter(data -> List.of("minion log, oom: MemoryError, password=***")
                                .equals(data.get("log")))
                        .isPresent());
    }

    private Optional<Map<String, Object>> told(String tag) {
        for (Optional<Event> event = bus.next(Duration.ZERO); event.isPresent(); event = bus.next(Duration.ZERO)) {
            if (event.get().tag().equals(tag)) {
                return event.map(Event::data);
            }
        }
        return Optional.empty();
    }

    @Test
    void aMinionThatIsToldToRestartIsExpectedToBeAway() throws Exception {
        master(IMPATIENT);
        testMinion("web1", RsaKeyPair.generate(2048));
        awaitWord("web1", HealthWord.UP);

        site.publish(List.of("web1"), "list", "system.reboot");

        awaitWord("web1", HealthWord.MAINT);
        assertThat(minion("web1").orElseThrow().reason()).startsWith("expected absence: system.reboot by ");
    }

    @Test
    void aCheckIsAskedOfAMinionAndItsAnswerIsKept() throws Exception {
        master(IMPATIENT + ", checks: [{name: alive, function: test.ping, every: 1}]");
        testMinion("web1", RsaKeyPair.generate(2048));
        await().atMost(LONG).until(() -> site.daemon.connected().contains("web1"));

        await().atMost(LONG).until(() -> !watch.checks().series("alive", "web1").isEmpty());

        assertThat(watch.checks().series("alive", "web1").get(0).verdict()).isEqualTo("good");
        assertThat(watch.checks().standings().get("alive")).containsKey("web1");
    }

    /** What {@code salt-run monitor.get} is told. */
    private Object answer(String what, Map<String, Object> words) {
        return site.daemon.views().answers().get(what).apply(words);
    }

    /** It returns True to everything. */
    private static void answering(TestMinion minion) {
        answering(minion, Map.of());
    }

    /** @param returns by function; True to all others. As minions have it, a text or {@code {result: False}} of those is no success */
    private static void answering(TestMinion minion, Map<String, Object> returns) {
        Thread answering = new Thread(() -> answer(minion, returns), "answering-" + minion.id);
        answering.setDaemon(true);
        answering.start();
    }

    private static void answer(TestMinion minion, Map<String, Object> returns) {
        try {
            while (true) {
                Map<String, Object> job = minion.nextJob().fields();
                Object said = returns.getOrDefault(String.valueOf(job.get("fun")), true);
                boolean isNo = said instanceof String || said instanceof Map<?, ?> map && map.containsValue(false);
                minion.give(String.valueOf(job.get("jid")), said, isNo ? 1 : 0);
            }
        } catch (InterruptedException | RuntimeException | AssertionError over) {
            return;
        }
    }
}
