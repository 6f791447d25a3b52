package io.brine.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.data.Trees;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.jobs.JobRecord;
import io.brine.jobs.JobReturn;
import io.brine.master.runners.BesideDaemon;
import io.brine.master.runners.MasterFunctionRun;
import io.brine.master.runners.MasterFunctionRun.Call;
import io.brine.wire.Event;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runners and wheels as {@code salt-run} calls them, beside a running master. */
class BesideDaemonIT {
    private static final String JID = "20240102030405678901";

    @TempDir
    private Path root;

    private MasterSite site;
    private BesideDaemon beside;
    private final List<String> printed = new ArrayList<>();

    @BeforeEach
    void open() {
        site = new MasterSite(root, "auto_accept: true").start();
        Map<String, Object> load = new LinkedHashMap<>(Map.of(
                "fun", "test.ping", "arg", List.of(), "tgt", "*", "tgt_type", "glob", "user", "root", "jid", JID));
        site.daemon
                .jobs()
                .saveJob(new JobRecord(JID, load, List.of("m1", "m2")), true)
                .join();
        site.daemon
                .jobs()
                .saveReturn(JobReturn.of(JID, "m1", Map.of("return", true, "fun", "test.ping")))
                .join();
        beside = BesideDaemon.open(site.config, site.roads, "root", printed::add);
    }

    @AfterEach
    void close() {
        beside.close();
        site.close();
    }

    private Object run(String fun, Object... args) {
        MasterFunctionRun runners = beside.runners();
        return runners.run(Call.of(fun, List.of(args), Map.of()), runners.newJid(), "root")
                .get("return");
    }

    private Object runWith(String fun, Map<String, Object> kwargs) {
        MasterFunctionRun runners = beside.runners();
        return runners.run(Call.of(fun, List.of(), kwargs), runners.newJid(), "root")
                .get("return");
    }

    @Test
    void jobsAreListedAndLookedUp() {
        assertThat(Trees.fields(run("jobs.list_jobs"))).containsOnlyKeys(JID);
        assertThat(run("jobs.lookup_jid", JID)).isEqualTo(Map.of("m1", true));
        assertThat(runWith("jobs.lookup_jid", Map.of("jid", JID, "missing", true)))
                .isEqualTo(Map.of("m1", true, "m2", "Minion did not return"));
        assertThat(run("jobs.exit_success", JID)).isEqualTo(Map.of("m1", true, "m2", false));
        assertThat(Trees.fields(run("jobs.list_job", JID)))
                .containsEntry("StartTime", "2024, Jan 02 03:04:05.678901")
                .containsEntry("Minions", List.of("m1", "m2"));
        assertThat(Trees.fields(run("jobs.last_run"))).containsOnlyKeys(JID);
    }

    @Test
    void anUnknownJobIsSaidToBeUnknown() {
        assertThat(Trees.fields(run("jobs.list_job", "20200101000000000000")))
                .containsEntry("Error", "Cannot contact returner or no job with this jid")
                .containsEntry("Result", Map.of());
    }

    @Test
    void anEventIsSeenByTheDaemon() {
        EventSource events = site.daemon.bus().subscribe(EventFilter.startingWith("my/"));

        assertThat(run("event.send", "my/tag", Map.of("a", 1L))).isEqualTo(true);

        assertThat(events.next(MasterSite.SOON).orElseThrow().data()).containsEntry("a", 1L);
    }

    @Test
    void anUnknownRunnerIsNotAvailable() {
        MasterFunctionRun runners = beside.runners();

        Map<String, Object> data = runners.run(Call.of("no.such", List.of(), Map.of()), runners.newJid(), "root");

        assertThat(data)
                .containsEntry("return", "'no.such' is not available.")
                .containsEntry("success", false)
                .containsEntry("retcode", 254L);
    }

    /** Nothing has begun, so only its return is told: by its whole name, or by salt-run as it was typed. */
    @Test
    void anUnknownRunnerOnlyReturns() {
        EventSource events = site.daemon.bus().subscribe(EventFilter.startingWith("salt/run/"));
        MasterFunctionRun runners = beside.runners();
        Call call = Call.of("no.such", List.of(), Map.of());

        runners.run(call, "20240102030405678901", "root");
        runners.refuse(call, "20240102030405678902");

        Event whole = events.next(MasterSite.SOON).orElseThrow();
        assertThat(whole.tag()).isEqualTo("salt/run/20240102030405678901/ret");
        assertThat(whole.data()).containsEntry("fun", "runner.no.such").containsEntry("retcode", 254L);
        Event typed = events.next(MasterSite.SOON).orElseThrow();
        assertThat(typed.tag()).isEqualTo("salt/run/20240102030405678902/ret");
        assertThat(typed.data())
                .containsEntry("fun", "no.such")
                .containsEntry("success", false)
                .containsEntry("return", "'no.such' is not available.");
    }

    @Test
    void aFailureIsTheReturn() {
        assertThat(runWith("error.error", Map.of("name", "Exception", "message", "no")))
                .isEqualTo("Exception occurred in runner error.error: Exception: no");
    }

    @Test
    void keysAreAcceptedByTheWheel() {
        site.minion("m1").signIn();
        MasterFunctionRun wheels = beside.wheels();

        Map<String, Object> data = wheels.run(Call.of("key.list_all", List.of(), Map.of()), wheels.newJid(), "root");

        assertThat(Trees.fields(data.get("return"))).containsEntry("minions", List.of("m1"));
    }

    @Test
    void theMasterItselfIsDocumented() {
        assertThat(Trees.fields(run("doc.runner"))).containsKeys("jobs.list_jobs", "manage.up");
        assertThat(run("config.get", "id")).isEqualTo("brine_master");
        assertThat(run("test.stdout_print")).isEqualTo("bar");
        assertThat(printed).containsExactly("foo");
    }

    @Test
    void executionFunctionsRunOnTheMasterWithItsGrains() {
        assertThat(run("salt.cmd", "test.echo", "here")).isEqualTo("here");
        assertThat(run("salt.cmd", "grains.get", "kernel")).isEqualTo("Linux");
        assertThat(run("salt.cmd", "no.such")).isEqualTo("'no.such' is not available.");
    }

    @Test
    void executionFunctionsOnTheMasterHaveItsPillarOnlyIfAskedFor() throws IOException {
        Files.writeString(root.resolve("srv/pillar/top.sls"), "base: {brine_master: [p]}");
        Files.writeString(root.resolve("srv/pillar/p.sls"), "colour: teal");

        assertThat(run("salt.cmd", "pillar.get", "colour")).isEqualTo("");
        assertThat(run("salt.cmd", "pillar.get", "colour", Map.of("__kwarg__", true, "with_pillar", true)))
                .isEqualTo("teal");
    }

    @Test
    void whatMinionsToldTheMineIsFoundUnlessItIsForOthers() throws IOException {
        MinionDataCache cache = beside.context().cache();
        Files.writeString(root.resolve("pki/minions/m1"), "an accepted key");
        Map<String, Object> forOthers = Map.of("__saltmine_acl__", 1L, "__data__", "secret", "allow_tgt", "m1");
        cache.storeMine(new MinionId("m1"), Map.of("test.ping", true, "test.echo", forOthers));

        assertThat(run("mine.get", "*", "test.ping")).isEqualTo(Map.of("m1", true));
        assertThat(run("mine.get", "*", "test.echo")).isEqualTo(Map.of());
        assertThat(run("mine.get", "*", "test.ping,test.echo")).isEqualTo(Map.of("test.ping", Map.of("m1", true)));
        assertThat(run("mine.get", "m2", "test.ping")).isEqualTo(Map.of());
    }

    @Test
    void minionsAreToldToUpdateTheirMine() throws Exception {
        TestMinion minion = site.minion("m1");
        minion.signIn();
        Awaitility.await().atMost(MasterSite.SOON).until(minion::isListening);

        CompletableFuture<Object> update =
                CompletableFuture.supplyAsync(() -> runWith("mine.update", Map.of("tgt", "m1", "clear", true)));
        Map<String, Object> job = minion.nextJob().fields();
        minion.give(String.valueOf(job.get("jid")), true);

        assertThat(job).containsEntry("fun", "mine.update");
        assertThat(Trees.fields(((List<?>) job.get("arg")).get(0))).containsEntry("clear", true);
        assertThat(update.get(MasterSite.SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(Map.of("m1", true));
    }
}
