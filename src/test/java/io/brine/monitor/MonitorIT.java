package io.brine.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.data.Trees;
import io.brine.master.MasterDaemon;
import io.brine.master.MasterSite;
import io.brine.master.TestMinion;
import io.brine.monitor.logs.LogWatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole master with a minion, watched. */
class MonitorIT {
    @TempDir
    Path root;

    private MasterSite site;
    private Monitor monitor;

    private void start(String... lines) {
        site = new MasterSite(root, lines).start();
        monitor = Monitor.over(site.config, site.daemon, Clock.systemUTC()).start();
    }

    private TestMinion minion(String id) {
        TestMinion minion = site.minion(id);
        minion.signIn();
        await().until(() -> site.daemon.connected().contains(id));
        return minion;
    }

    private PrometheusText scrape() {
        return PrometheusText.read(monitor.metrics().text());
    }

    @AfterEach
    void close() {
        monitor.close();
        site.close();
    }

    @Test
    void aJobLeavesItsTraceInEveryMetricItTouches() throws Exception {
        start("auto_accept: true");
        TestMinion minion = minion("web1");
        Files.writeString(root.resolve("srv/salt/a.txt"), "hello");

        Map<String, Object> job = site.publish("*", "glob", "test.ping");
        minion.nextJob();
        minion.give(Trees.text(job.get("jid")), true);
        minion.ask(Map.of("cmd", "_serve_file", "path", "a.txt", "saltenv", "base", "loc", 0L));
        minion.ask(Map.of("cmd", "_serve_file", "path", "none.txt", "saltenv", "base", "loc", 0L));

        Files.writeString(root.resolve("srv/pillar/top.sls"), "base: {'*': [a]}");
        Files.writeString(root.resolve("srv/pillar/a.sls"), "x: 1");
        minion.askPillar(Map.of("os", "Debian"));

        PrometheusText text = scrape();
        assertThat(text.value("salt_pillar_seconds_count")).isEqualTo(1);
        assertThat(text.value("salt_template_seconds_count")).isEqualTo(2);
        assertThat(text.value("salt_new_job_total", "function", "test.ping", "state", ""))
                .isEqualTo(1);
        assertThat(text.value("salt_publish_to_return_seconds_count", "function", "test.ping", "state", ""))
                .isEqualTo(1);
        assertThat(text.value("salt_auth_total", "outcome", "accept")).isPositive();
        assertThat(text.value("salt_keys", "state", "accepted")).isEqualTo(1);
        assertThat(text.value("salt_minions_present", "presence", "connected")).isEqualTo(1);
        assertThat(text.value("salt_req_service_seconds_count", "cmd", "_return"))
                .isPositive();
        assertThat(text.value("salt_req_queue_wait_seconds_count", "cmd", "_serve_file"))
                .isEqualTo(2);
        assertThat(text.value("salt_file_bytes_total", "saltenv", "base")).isEqualTo(5);
        assertThat(text.value("salt_file_errors_total", "saltenv", "base")).isEqualTo(1);
        assertThat(text.value("salt_event_bus_events_total", "kind", "job_return"))
                .isEqualTo(1);
        assertThat(text.value("salt_store_commit_seconds_count")).isPositive();
        assertThat(text.value("salt_store_bytes", "part", "file")).isPositive();
        assertThat(text.value("salt_lane_depth", "lane", "MWorker")).isZero();
        assertThat(text.value("salt_pub_bytes_out_total")).isPositive();
        assertThat(monitor.files().pulls())
                .hasSize(1)
                .first()
                .satisfies(pull -> assertThat(pull.failures()).isEqualTo(1));
        assertThat(monitor.files().topFiles(5))
                .first()
                .satisfies(file -> assertThat(file.path()).isEqualTo("a.txt"));
    }

    @Test
    void everyDocumentedNameIsExposedAndEveryExposedOneDocumented() throws Exception {
        start("auto_accept: true", "mon: {metrics: {per_minion: true}}");
        TestMinion minion = minion("web1");
        String jid = Trees.text(site.publish("*", "glob", "state.highstate").get("jid"));
        minion.ask(returned(jid, "state.highstate", Map.of("a", Map.of("result", true, "duration", 1.0))));
        minion.ask(Map.of(
                "cmd",
                "_minion_event",
                "id",
                "web1",
                "tag",
                "salt/beacon/web1/status/1",
                "data",
                Map.of("id", "web1")));
        Map<String, Object> scheduled = returned("req", "state.highstate", Map.of());
        scheduled.put("schedule", "nightly");
        minion.ask(scheduled);
        LogWatch logs = monitor.logs().orElseThrow();
        logs.onOwnLine("ERROR", "master", "Requested method not exposed: x");
        await().atMost(MasterSite.SOON).until(() -> !logs.book().hits().isEmpty());

        assertThat(scrape().value("salt_minion_up", "minion", "web1")).isEqualTo(1);
        TreeSet<String> documented = new TreeSet<>();
        Matcher names = Pattern.compile("(?m)^\\| `([a-z_]+)`")
                .matcher(Files.readString(Path.of("docs/monitoring/metrics.md")));
        while (names.find()) {
            documented.add(names.group(1));
        }

        assertThat(documented).isEqualTo(scrape().names());
    }

    /** A board that asks for a name nobody exposes would stay empty without anybody noticing. */
    @Test
    void everyNameTheBoardAsksForIsDocumented() throws Exception {
        start();
        String documented = Files.readString(Path.of("docs/monitoring/metrics.md"));
        TreeSet<String> asked = new TreeSet<>();
        Matcher names = Pattern.compile("\\b((?:salt|jvm|process)_[a-z_]+)[{\\[]")
                .matcher(Files.readString(Path.of("docs/monitoring/brine-board.json")));
        while (names.find()) {
            asked.add(names.group(1).replaceFirst("_bucket$", ""));
        }

        assertThat(asked).hasSizeGreaterThan(30).allMatch(name -> documented.contains("| `" + name + "` |"));
    }

    private static Map<String, Object> returned(String jid, String fun, Object value) {
        Map<String, Object> load = new java.util.LinkedHashMap<>();
        load.put("cmd", "_return");
        load.put("id", "web1");
        load.put("success", true);
        load.put("return", value);
        load.put("retcode", 0L);
        load.put("jid", jid);
        load.put("fun", fun);
        load.put("fun_args", List.of());
        return load;
    }

    @Test
    void aMasterThatWorksIsAliveReadyAndOk() {
        start("auto_accept: true");
        minion("web1");

        HealthReport report = monitor.health().report();

        assertThat(monitor.health().isAlive()).isTrue();
        assertThat(report.notReady()).isEmpty();
        assertThat(report.checks())
                .filteredOn(check -> !check.name().equals("disk"))
                .allMatch(check -> check.word() == HealthReport.Word.OK);
        assertThat(monitor.pages().get("/readyz").get().status()).isEqualTo(200);
        assertThat(monitor.pages().get("/healthz").get().status()).isEqualTo(200);
    }

    @Test
    void aMasterWhosePortsAreNotOpenIsNotReadyAndSaysWhy() {
        site = new MasterSite(root);
        site.daemon = new MasterDaemon(site.config, site.roads);
        monitor = Monitor.over(site.config, site.daemon, Clock.systemUTC()).start();

        assertThat(monitor.pages().get("/readyz").get().status()).isEqualTo(503);
        assertThat(monitor.health().report().notReady()).anyMatch(reason -> reason.startsWith("ports: "));
        assertThat(monitor.health().report().word()).isEqualTo(HealthReport.Word.CRITICAL);
    }

    @Test
    void aWriteThatWasLostMakesTheMasterCriticalUntilItIsLongAgo() {
        start();
        monitor.health().sample();
        site.daemon
                .jobs()
                .ledger()
                .write(session -> {
                    throw new IllegalStateException("a broken write");
                })
                .handle((done, failed) -> failed)
                .join();

        assertThat(monitor.health().report().notReady()).containsExactly("store: 1 writes were lost lately");

        for (int i = 0; i < 30; i++) {
            monitor.health().sample();
        }
        assertThat(monitor.health().report().isReady()).isTrue();
    }

    @Test
    void whatTheRunnerMonitorHealthAnswersHasWordChecksAndNumbers() {
        start("auto_accept: true");
        minion("web1");

        Map<String, Object> answer =
                Trees.fields(site.daemon.views().answers().get("health").apply(Map.of()));

        assertThat(answer).containsEntry("ready", true).containsKeys("word", "checks", "perf");
        assertThat(Trees.fields(answer.get("perf")))
                .containsEntry("connected", 1)
                .containsEntry("queue", 0);
    }

    @Test
    void aRunnerIsAJobOfTheMaster() {
        start();

        site.clear(site.withKey(Map.of("cmd", "runner", "fun", "test.arg", "kwarg", Map.of())));

        await().until(() -> site.daemon.bus().fired() > 1);
        await().untilAsserted(() -> assertThat(
                        scrape().value("salt_new_job_total", "function", "runner.test.arg", "state", ""))
                .isEqualTo(1));
    }
}
