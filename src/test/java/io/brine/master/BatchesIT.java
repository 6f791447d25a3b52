package io.brine.master;

import static io.brine.master.MasterSite.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.data.Trees;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.jobs.Batch.Fate;
import io.brine.jobs.BatchBook.Kept;
import io.brine.jobs.JobReturn;
import io.brine.master.runners.BesideDaemon;
import io.brine.master.runners.MasterFunctionRun.Call;
import io.brine.wire.PublishLoad;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code salt -b N --async} against a whole master: minions answer when the test says so. */
class BatchesIT extends WithAMaster {
    private EventSource steps;
    private EventSource batches;
    private TestMinion one;
    private TestMinion two;
    private TestMinion three;

    @BeforeEach
    void open() {
        master("auto_accept: true", "timeout: 30", "gather_job_timeout: 30");
        listen();
        one = accepted("m1");
        two = accepted("m2");
        three = accepted("m3");
    }

    private void listen() {
        steps = site.daemon.bus().subscribe(EventFilter.startingWith("brine/batch/"));
        batches = site.daemon.bus().subscribe(EventFilter.startingWith("salt/batch/"));
    }

    /** @param settings further kwargs, name and value in turn */
    private String start(Object size, Object... settings) {
        return String.valueOf(answer(size, settings).get("jid"));
    }

    private Map<String, Object> answer(Object size, Object... settings) {
        Map<String, Object> kwargs = new LinkedHashMap<>();
        kwargs.put("delimiter", ":");
        kwargs.put("batch", size);
        for (int at = 0; at < settings.length; at += 2) {
            kwargs.put((String) settings[at], settings[at + 1]);
        }
        Map<String, Object> load = MasterSite.publication("*", "glob", "test.ping", List.of(), kwargs);
        return Trees.fields(Trees.fields(site.clear(site.withKey(load))).get("load"));
    }

    /** Every test minion hears every publication: the target says who is meant. */
    private List<?> nextStep() {
        return (List<?>) next(steps).data().get("minions");
    }

    private static void answer(TestMinion minion) throws Exception {
        answer(minion, 0);
    }

    private static void answer(TestMinion minion, long retcode) throws Exception {
        minion.give(jobFor(minion).jid().value(), true, retcode);
    }

    private Map<String, Object> done(String jid) {
        var event = next(batches);
        while (!event.tag().equals("salt/batch/" + jid + "/done")) {
            event = next(batches);
        }
        return event.data();
    }

    private Kept kept(String jid) {
        return site.daemon.jobs().batches().batch(jid).orElseThrow();
    }

    private Object run(String fun, Object... arg) {
        try (BesideDaemon beside = BesideDaemon.open(site.config, site.roads, "root", line -> {})) {
            Map<String, Object> data = beside.runners()
                    .run(
                            Call.of(fun, List.of(arg), Map.of()),
                            beside.context().jids().get(),
                            "root");
            return data.get("return");
        }
    }

    @Test
    void withSizeOneTheyWorkOneAfterTheOtherAndTheBatchJidFindsAllReturns() throws Exception {
        Map<String, Object> answer = answer(1, "metadata", Map.of("ticket", "7"));
        String jid = String.valueOf(answer.get("jid"));

        assertThat(answer).containsEntry("minions", List.of("m1", "m2", "m3")).containsEntry("missing", List.of());
        assertThat(nextStep()).isEqualTo(List.of("m1"));
        assertThat(kept(jid).batch().in(Fate.ACTIVE)).containsExactly("m1");
        answer(one);
        assertThat(nextStep()).isEqualTo(List.of("m2"));
        answer(two);
        assertThat(nextStep()).isEqualTo(List.of("m3"));
        answer(three);

        assertThat(next(batches).data())
                .containsEntry("available_minions", List.of("m1", "m2", "m3"))
                .containsEntry("down_minions", List.of())
                .containsEntry("metadata", Map.of("ticket", "7"));
        assertThat(done(jid))
                .containsEntry("done_minions", List.of("m1", "m2", "m3"))
                .containsEntry("timedout_minions", List.of());
        assertThat(run("jobs.lookup_jid", jid)).isEqualTo(Map.of("m1", true, "m2", true, "m3", true));
        List<String> jobs = site.daemon.jobs().batches().steps(jid);
        assertThat(jobs).hasSize(3).doesNotContain(jid);
        assertThat(Trees.fields(
                        site.daemon.jobs().job(jobs.get(0)).orElseThrow().load().get("kwargs")))
                .containsEntry("metadata", Map.of("ticket", "7", "batch_jid", jid))
                .doesNotContainKey("batch");
        assertThat(Trees.fields(run("batch.show", jid)))
                .containsEntry("state", "finished")
                .containsEntry("progress", "3 of 3");
        assertThat(Trees.fields(run("batch.list"))).containsOnlyKeys(jid);
    }

    @Test
    void aPercentageIsOfAllWhoAreThere() {
        start("67%");

        assertThat(nextStep()).isEqualTo(List.of("m1", "m2"));
    }

    @Test
    void failhardAsksNobodyAfterAFailure() throws Exception {
        String jid = start(1, "failhard", true);

        answer(one, 3);

        assertThat(done(jid))
                .containsEntry("failed_minions", Map.of("m1", "return code 3"))
                .containsEntry("not_asked_minions", List.of("m2", "m3"))
                .containsEntry("stopped", "failhard: m1 failed");
    }

    @Test
    void aFailedCanaryIsFollowedByNobody() throws Exception {
        String jid = start(3, "batch_canary", 1);
        assertThat(nextStep()).isEqualTo(List.of("m1"));

        answer(one, 1);

        assertThat(done(jid)).containsEntry("not_asked_minions", List.of("m2", "m3"));
        assertThat(Trees.fields(run("batch.show", jid)))
                .containsEntry("state", "stopped")
                .containsEntry("stopped", "the canary m1 failed")
                .containsEntry("not_asked", List.of("m2", "m3"));
    }

    @Test
    void aMinionThatNeverAnswersDoesNotKeepTheBatchFromEnding() throws Exception {
        String jid = start(1, "timeout", 1, "gather_job_timeout", 1);

        answer(two);
        answer(three);

        assertThat(done(jid))
                .containsEntry("timedout_minions", List.of("m1"))
                .containsEntry("done_minions", List.of("m2", "m3"));
        assertThat(kept(jid).batch().reasons(Fate.GIVEN_UP).get("m1")).contains("no return");
    }

    @Test
    void aMinionThatIsDownIsNamedAtOnceAndNotWaitedFor() throws Exception {
        two.close();
        await().atMost(SOON).until(() -> !site.daemon.connected().contains("m2"));

        Map<String, Object> answer = answer(3);

        assertThat(Trees.fields(answer.get("not_connected"))).containsOnlyKeys("m2");
        assertThat(nextStep()).isEqualTo(List.of("m1", "m3"));
        assertThat(next(batches).data()).containsEntry("down_minions", List.of("m2"));
        answer(one);
        answer(three);
        assertThat(done(String.valueOf(answer.get("jid")))).containsEntry("done_minions", List.of("m1", "m3"));
    }

    @Test
    void aStoppedBatchWaitsForWhoWorksAndAsksNobodyElse() throws Exception {
        String jid = start(1);
        assertThat(nextStep()).isEqualTo(List.of("m1"));

        assertThat(run("batch.stop", jid)).isEqualTo(true);
        await().atMost(SOON)
                .until(() ->
                        "stopping".equals(Trees.fields(run("batch.show", jid)).get("state")));
        answer(one);

        assertThat(done(jid))
                .containsEntry("done_minions", List.of("m1"))
                .containsEntry("not_asked_minions", List.of("m2", "m3"))
                .containsEntry("stopped", "stopped by root");
        assertThat(run("batch.stop", jid)).isEqualTo(false);
    }

    @Test
    void afterARestartItGoesOnAndAsksEachMinionOnce() throws Exception {
        String jid = start(1);
        assertThat(nextStep()).isEqualTo(List.of("m1"));
        answer(one);
        assertThat(nextStep()).isEqualTo(List.of("m2"));
        PublishLoad running = jobFor(two);

        site.restart();
        listen();
        await().atMost(SOON).until(() -> site.daemon.connected().containsAll(List.of("m1", "m2", "m3")));
        assertThat(kept(jid).batch().in(Fate.DONE)).containsExactly("m1");
        two.give(running.jid().value(), true);
        answer(three);

        assertThat(done(jid)).containsEntry("done_minions", List.of("m1", "m2", "m3"));
        List<String> jobs = site.daemon.jobs().batches().steps(jid);
        assertThat(jobs.stream()
                        .map(step -> site.daemon.jobs().job(step).orElseThrow().minions()))
                .containsExactly(List.of("m1"), List.of("m2"), List.of("m3"));
    }

    private static PublishLoad jobFor(TestMinion minion) throws Exception {
        PublishLoad job = minion.nextJob();
        while (!((List<?>) job.fields().get("tgt")).contains(minion.id.value())) {
            job = minion.nextJob();
        }
        return job;
    }

    @Test
    void aReturnThatCameWhileNobodyCountedIsFoundAfterARestart() throws Exception {
        String jid = start(1);
        assertThat(nextStep()).isEqualTo(List.of("m1"));
        PublishLoad running = jobFor(one);
        site.daemon.close();
        try (BesideDaemon beside = BesideDaemon.open(site.config, site.roads, "root", line -> {})) {
            beside.context()
                    .jobs()
                    .saveReturn(JobReturn.of(
                            running.jid().value(), "m1", Map.of("return", true, "retcode", 0, "fun", "test.ping")))
                    .join();
        }

        site.start();
        listen();

        await().atMost(SOON).until(() -> kept(jid).batch().in(Fate.DONE).contains("m1"));
    }

    @Test
    void aStepThatNeverBecameAJobIsSentAfterARestart() throws Exception {
        String jid = start(1);
        assertThat(nextStep()).isEqualTo(List.of("m1"));
        answer(one);
        assertThat(nextStep()).isEqualTo(List.of("m2"));
        site.daemon.close();
        try (BesideDaemon beside = BesideDaemon.open(site.config, site.roads, "root", line -> {})) {
            var batch =
                    beside.context().jobs().batches().batch(jid).orElseThrow().batch();
            String never = beside.context().jids().get();
            batch.neverSent("m2");
            var moves = batch.tick(0, () -> never);
            beside.context()
                    .jobs()
                    .batches()
                    .begin(jid, batch, moves.publish().orElseThrow())
                    .join();
        }

        site.start();
        listen();

        assertThat(nextStep()).isEqualTo(List.of("m2"));
    }

    @Test
    void whoMayNotPublishMayNotStartABatch() {
        Map<String, Object> load = MasterSite.publication("*", "glob", "test.ping", List.of(), Map.of("batch", 1));
        load.put("user", "mallory");
        load.put("key", "guess");

        assertThat(Trees.fields(site.clear(load))).containsKey("error");

        assertThat(site.daemon.jobs().batches().latest(10)).isEmpty();
    }

    @Test
    void aSizeThatIsNoneIsRefusedWithSaltsWords() {
        assertThat(String.valueOf(answer("some").get("error"))).contains("Invalid batch data sent: some");
    }
}
