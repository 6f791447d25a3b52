package io.brine.chaos;

import static io.brine.master.MasterSite.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.data.Trees;
import io.brine.jobs.Batch.Fate;
import io.brine.jobs.BatchBook.Kept;
import io.brine.jobs.DeliveryState;
import io.brine.jobs.JobDeliveries;
import io.brine.master.MasterSite;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Minions that stop in the middle of jobs and batches: their hosts keep the connections, and nobody is at the other end. */
class FrozenMinionIT {
    @TempDir
    private static Path root;

    private static MasterSite site;
    private static MinionProcess well;
    private static MinionProcess ill;

    /** Starting a process takes longer than all of the rest. */
    @BeforeAll
    static void start() throws Exception {
        site = new MasterSite(
                        root,
                        "auto_accept: true",
                        "timeout: 2",
                        "gather_job_timeout: 2",
                        "mon: {heartbeat: {interval: 0.5, timeout: 1}}")
                .start();
        well = MinionProcess.start(site, "well");
    }

    @BeforeEach
    void bothAreThere() throws Exception {
        if (ill == null || !ill.isAlive()) {
            ill = MinionProcess.start(site, "ill");
        }
        ill.thaw();
        await().atMost(SOON).until(() -> site.daemon.connected().containsAll(List.of("ill", "well")));
    }

    @AfterAll
    static void stop() {
        ill.close();
        well.close();
        site.close();
    }

    private String publish(Map<String, Object> more, String fun, Object... arg) {
        Map<String, Object> load = new LinkedHashMap<>(Map.of("cmd", "publish", "tgt", "*", "tgt_type", "glob"));
        load.putAll(Map.of("fun", fun, "arg", List.of(arg), "ret", "", "jid", ""));
        Map<String, Object> kwargs = new LinkedHashMap<>(Map.of("delimiter", ":"));
        kwargs.putAll(more);
        load.put("kwargs", kwargs);
        Map<String, Object> answer = Trees.fields(site.clear(site.withKey(load)));
        return String.valueOf(Trees.fields(answer.get("load")).get("jid"));
    }

    private DeliveryState state(String jid, String minion) {
        JobDeliveries deliveries = site.daemon.jobs().deliveries().deliveries(jid);
        return deliveries.state(deliveries.minions().indexOf(minion));
    }

    @Test
    void aFrozenMinionIsKnownToBeGoneAndItsReturnComesWhenItThaws() throws Exception {
        ill.freeze();
        String jid = publish(Map.of(), "test.ping");

        await().atMost(SOON).until(() -> state(jid, "well") == DeliveryState.RETURNED);
        await().atMost(SOON).until(() -> state(jid, "ill") == DeliveryState.LOST_CONNECTION);
        assertThat(site.daemon.connected()).containsExactly("well");

        ill.thaw();
        await().atMost(SOON).until(() -> site.daemon.connected().contains("ill"));
        await().atMost(SOON).until(() -> state(jid, "ill") == DeliveryState.RETURNED);
    }

    @Test
    void aMinionThatFreezesInTheMiddleOfAJobReturnsItWhenItThaws() throws Exception {
        String jid = publish(Map.of(), "test.sleep", 1L);
        ill.freeze();

        await().atMost(SOON).until(() -> state(jid, "well") == DeliveryState.RETURNED);
        await().atMost(SOON).until(() -> !site.daemon.connected().contains("ill"));
        ill.thaw();

        await().atMost(SOON).until(() -> state(jid, "ill") == DeliveryState.RETURNED);
    }

    @Test
    void aBatchEndsPastAFrozenMinionAndNamesIt() throws Exception {
        ill.freeze();

        String jid = publish(Map.of("batch", "1"), "test.ping");

        await().atMost(SOON).until(() -> kept(jid).batch().in(Fate.DONE).contains("well"));
        await().atMost(SOON).until(() -> kept(jid).batch().in(Fate.ACTIVE).isEmpty());
        assertThat(kept(jid).batch().in(Fate.DONE)).containsExactly("well");
        assertThat(kept(jid).batch().reasons(Fate.GIVEN_UP)).containsOnlyKeys("ill");
    }

    @Test
    void aMinionKilledInTheMiddleOfABatchIsNamedAndTheOthersGoOn() throws Exception {
        String jid = publish(Map.of("batch", "1"), "test.sleep", 2L);
        await().atMost(SOON).until(() -> kept(jid).batch().in(Fate.ACTIVE).contains("ill"));
        ill.kill();

        await().atMost(SOON).until(() -> kept(jid).batch().in(Fate.DONE).contains("well"));
        assertThat(kept(jid).batch().in(Fate.DONE)).containsExactly("well");
        assertThat(kept(jid).batch().reasons(Fate.GIVEN_UP)).containsOnlyKeys("ill");
    }

    private Kept kept(String jid) {
        return site.daemon.jobs().batches().batch(jid).orElseThrow();
    }
}
