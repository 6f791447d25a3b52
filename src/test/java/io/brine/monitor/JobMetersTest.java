package io.brine.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.config.MonitorConfig;
import io.brine.wire.MinionId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobMetersTest {
    private static final MinionId WEB1 = new MinionId("web1");

    private static MonitorConfig.Metrics settings(boolean perMinion, boolean ignoreTest, int most) {
        return new MonitorConfig.Metrics(
                0, "127.0.0.1", perMinion, ignoreTest, true, List.of("state.highstate"), List.of("highstate"), most);
    }

    private static PrometheusText scrape(MetricSource... sources) {
        Metrics metrics = new Metrics();
        for (MetricSource source : sources) {
            metrics.add(source);
        }
        return PrometheusText.read(metrics.text());
    }

    private static PerMinion perMinion(MonitorConfig.Metrics settings) {
        return new PerMinion(settings, () -> Set.of("web1"), Clock.systemUTC());
    }

    private static JobMeters meters(MonitorConfig.Metrics settings) {
        return new JobMeters(settings, perMinion(settings));
    }

    private static Map<String, Object> load(String fun, Object... more) {
        Map<String, Object> load = new java.util.LinkedHashMap<>();
        load.put("fun", fun);
        for (int i = 0; i < more.length; i += 2) {
            load.put(String.valueOf(more[i]), more[i + 1]);
        }
        return load;
    }

    @Test
    void aJobItsExpectedMinionsAndItsReturnsAreCountedByFunction() {
        JobMeters jobs = meters(settings(false, false, 10));

        jobs.onPublished("1", load("test.ping"), List.of("web1", "web2"));
        jobs.onReturn("1", WEB1, load("test.ping", "retcode", 0L, "success", true, "return", true));

        PrometheusText text = scrape(jobs);
        assertThat(text.value("salt_new_job_total", "function", "test.ping", "state", ""))
                .isEqualTo(1);
        assertThat(text.value("salt_expected_responses_total", "function", "test.ping", "state", ""))
                .isEqualTo(2);
        assertThat(text.value("salt_function_responses_total", "function", "test.ping", "state", "", "success", "true"))
                .isEqualTo(1);
        assertThat(text.value("salt_publish_to_return_seconds_count", "function", "test.ping", "state", ""))
                .isEqualTo(1);
        assertThat(text.value("salt_responses_total", "success", "true")).isEqualTo(1);
    }

    @Test
    void aFailedStateMakesAFailedReturnAndItsDurationIsInTrueSeconds() {
        JobMeters jobs = meters(settings(false, false, 10));
        Map<String, Object> states = Map.of(
                "a", Map.of("result", true, "duration", 1500.0), "b", Map.of("result", false, "duration", 500.0));

        jobs.onPublished("1", load("state.apply", "arg", List.of("web.nginx")), List.of("web1"));
        jobs.onReturn("1", WEB1, load("state.apply", "retcode", 0L, "success", true, "return", states));

        PrometheusText text = scrape(jobs);
        assertThat(text.value(
                        "salt_function_responses_total",
                        "function",
                        "state.apply",
                        "state",
                        "web.nginx",
                        "success",
                        "false"))
                .isEqualTo(1);
        assertThat(text.value("salt_job_duration_seconds", "function", "state.apply", "state", "web.nginx"))
                .isEqualTo(2.0);
    }

    @Test
    void aScheduledJobIsCountedApart() {
        JobMeters jobs = meters(settings(false, false, 10));

        jobs.onReturn("7", WEB1, load("state.highstate", "schedule", "nightly", "retcode", 0L, "return", Map.of()));

        PrometheusText text = scrape(jobs);
        String[] labels = {"function", "state.highstate", "state", "highstate", "success", "true"};
        assertThat(text.value("salt_scheduled_job_return_total", labels)).isEqualTo(1);
        assertThat(text.value("salt_function_responses_total", labels)).isZero();
    }

    @Test
    void functionsBeyondTheBoundAreOthers() {
        JobMeters jobs = meters(settings(false, false, 3));

        for (int i = 0; i < 50; i++) {
            jobs.onPublished("jid" + i, load("acme.f" + i), List.of("web1"));
        }

        PrometheusText text = scrape(jobs);
        assertThat(text.value("salt_new_job_total", "function", "acme.f2", "state", ""))
                .isEqualTo(1);
        assertThat(text.value("salt_new_job_total", "function", "other", "state", ""))
                .isEqualTo(47);
    }

    @Test
    void whatMinionsReturnUnaskedTakesAQuarterOfTheNamesAtMost() {
        JobMeters jobs = meters(settings(false, false, 8));

        for (int i = 0; i < 50; i++) {
            jobs.onReturn("x" + i, WEB1, load("made.up" + i, "return", 1L));
        }
        jobs.onPublished("1", load("test.ping"), List.of("web1"));

        PrometheusText text = scrape(jobs);
        assertThat(text.value("salt_function_responses_total", "function", "other", "state", "", "success", "true"))
                .isEqualTo(48);
        assertThat(text.value("salt_new_job_total", "function", "test.ping", "state", ""))
                .isEqualTo(1);
    }

    @Test
    void aNameWithALineBreakIsNoLabel() {
        JobMeters jobs = meters(settings(false, false, 8));

        jobs.onPublished("1", load("bad\nname"), List.of("web1"));

        assertThat(scrape(jobs).value("salt_new_job_total", "function", "other", "state", ""))
                .isEqualTo(1);
    }

    @Test
    void testRunsAndMineUpdatesCanBeLeftOut() {
        JobMeters jobs = meters(settings(false, true, 8));

        jobs.onPublished("1", load("state.apply", "arg", List.of(Map.of("test", true))), List.of("web1"));
        jobs.onReturn("1", WEB1, load("state.apply", "return", Map.of()));
        jobs.onPublished("2", load("mine.update", "arg", List.of()), List.of("web1"));

        PrometheusText text = scrape(jobs);
        assertThat(text.value("salt_new_job_total", "function", "state.apply", "state", "highstate"))
                .isZero();
        assertThat(text.value("salt_new_job_total", "function", "mine.update", "state", ""))
                .isZero();
    }

    @Test
    void seriesOfMinionsComeOnlyOnRequest() {
        MonitorConfig.Metrics settings = settings(true, false, 8);
        PerMinion perMinion = perMinion(settings);
        JobMeters jobs = new JobMeters(settings, perMinion);

        jobs.onReturn("1", WEB1, load("state.highstate", "retcode", 2L, "return", Map.of()));
        perMinion.onMinionEvent(WEB1, "salt/beacon/web1/status/2024");
        perMinion.onMinionEvent(new MinionId("stranger"), "salt/beacon/stranger/status/");

        PrometheusText text = scrape(jobs, perMinion);
        assertThat(text.value("salt_responses_total", "minion", "web1", "success", "false"))
                .isEqualTo(1);
        assertThat(text.value(
                        "salt_function_status", "function", "state.highstate", "minion", "web1", "state", "highstate"))
                .isZero();
        assertThat(text.value("salt_health_last_heartbeat", "minion", "web1")).isPositive();
        assertThat(text.value("salt_health_minions_total")).isEqualTo(1);
        assertThat(scrape(meters(settings(false, false, 8)), perMinion(settings(false, false, 8)))
                        .hasLabel("salt_responses_total", "minion"))
                .isFalse();
    }

    @Test
    void aRunnerReturnsAsTheMinionMaster() {
        MonitorConfig.Metrics all = settings(false, false, 8);
        MonitorConfig.Metrics each = settings(true, false, 8);
        PerMinion perMinion = perMinion(each);
        JobMeters total = meters(all);
        JobMeters jobs = new JobMeters(each, perMinion);

        for (JobMeters meters : List.of(total, jobs)) {
            meters.onRunner("runner.jobs.active", false, true);
            meters.onRunner("runner.jobs.active", true, false);
        }

        assertThat(scrape(total).value("salt_responses_total", "success", "false"))
                .isEqualTo(1);
        PrometheusText text = scrape(jobs, perMinion);
        assertThat(text.value("salt_responses_total", "minion", "master", "success", "false"))
                .isEqualTo(1);
        assertThat(text.value("salt_responses_last_received_response", "minion", "master"))
                .isPositive();
        assertThat(total.returns()).isZero();
    }

    @Test
    void anAcceptedMinionThatNeverSentABeaconHasAHeartbeatThatGrowsOld() {
        PerMinion perMinion = perMinion(settings(true, false, 8));

        double first = scrape(perMinion).value("salt_health_last_heartbeat", "minion", "web1");

        assertThat(first).isPositive();
        assertThat(scrape(perMinion).value("salt_health_last_heartbeat", "minion", "web1"))
                .isEqualTo(first);
        assertThat(scrape(perMinion).hasLabel("salt_responses_total", "minion")).isFalse();
    }

    @Test
    void aBeaconIsASignOfLifeAlthoughNoReturn() {
        PerMinion perMinion = perMinion(settings(true, false, 8));

        perMinion.onMinionEvent(WEB1, "salt/beacon/web1/load/2024");

        assertThat(scrape(perMinion).value("salt_responses_last_received_response", "minion", "web1"))
                .isPositive();
    }

    @Test
    void acceptedMinionsAreCountedWhetherTheySendBeaconsOrNot() {
        assertThat(scrape(perMinion(settings(false, false, 8))).value("salt_health_minions_total"))
                .isEqualTo(1);
    }

    @Test
    void aStateIsNamedByItsSlsOrHighstate() {
        assertThat(FunctionLabel.ofJob(load("state.apply", "arg", List.of())).state())
                .isEqualTo("highstate");
        assertThat(FunctionLabel.ofJob(load("state.sls", "arg", List.of(Map.of("mods", "db", "__kwarg__", true))))
                        .state())
                .isEqualTo("db");
        assertThat(FunctionLabel.ofReturn(load("state.single", "fun_args", List.of("pkg.installed", "vim")))
                        .state())
                .isEqualTo("pkg.installed");
        assertThat(FunctionLabel.ofReturn(load("cmd.run", "fun_args", List.of("secret")))
                        .state())
                .isEmpty();
    }
}
