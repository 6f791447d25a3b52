package io.brine.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.data.Trees;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.jobs.DeliveryState;
import io.brine.jobs.JobDeliveries;
import io.brine.transport.PublishClient;
import io.brine.transport.Roads.RoadOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is connected, and what becomes of a job on its way. */
class PresenceIT extends WithAMaster {
    private static final String JOB = "test.ping";

    private Map<String, Object> publish(Object... minions) {
        return site.publish(List.of(minions), "list", JOB);
    }

    private void awaitState(String jid, int place, DeliveryState state) {
        await().until(() -> {
            JobDeliveries book = site.daemon.jobs().deliveries().deliveries(jid);
            return place < book.minions().size() && book.state(place) == state;
        });
    }

    @Test
    void aJobIsFollowedFromTheQueueToTheReturn() throws Exception {
        master("auto_accept: true");
        TestMinion minion = accepted("web1");

        String jid = String.valueOf(publish("web1").get("jid"));
        minion.nextJob();
        awaitState(jid, 0, DeliveryState.WRITTEN);
        minion.give(jid, true);

        awaitState(jid, 0, DeliveryState.RETURNED);
        assertThat(site.daemon.jobs().deliveries().deliveries(jid).timeline(0).stream()
                        .map(step -> step.state().word()))
                .containsExactly("queued", "written", "returned");
    }

    @Test
    void whoIsNotConnectedIsNamedInTheAnswerToThePublishSinceWhenAndFromWhere() {
        master("auto_accept: true");
        accepted("web1");
        accepted("web2").close();
        await().until(() -> !site.daemon.connected().contains("web2"));

        Map<String, Object> answer = publish("web1", "web2");

        Map<String, Object> absent = Trees.fields(answer.get("not_connected"));
        assertThat(absent).containsOnlyKeys("web2");
        assertThat(String.valueOf(absent.get("web2")))
                .matches(
                        "Not connected since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d, last from 127\\.0\\.0\\.1:\\d+");
        awaitState(String.valueOf(answer.get("jid")), 1, DeliveryState.NOT_CONNECTED);
    }

    @Test
    void aConnectionWithoutANameIsAskedAndItsAnswerBindsIt() {
        master("auto_accept: true");
        TestMinion nameless = site.minion("web1", "");
        nameless.signIn();

        await().until(() -> site.daemon.connected().contains("web1"));

        assertThat(Trees.fields(publish("web1")).containsKey("not_connected")).isFalse();
        nameless.close();
        await().until(() -> site.daemon.connected().isEmpty());
    }

    @Test
    void aConnectionThatGivesANameCountsAsThatMinionOnlyOnceItHearsWhatIsPublished() {
        master("auto_accept: true");
        accepted("web1").close();
        await().until(() -> site.daemon.connected().isEmpty());
        PublishClient deaf = site.roads.publishClient(site.publishUri(), "web1", RoadOptions.DEFAULT, frames -> {});
        await().until(() -> !publish("web1").containsKey("not_connected"));

        assertThat(site.daemon.connected()).isEmpty();
        deaf.subscribe(new byte[0]);

        await().until(() -> site.daemon.connected().contains("web1"));
    }

    @Test
    void nobodyIsCalledAbsentWhileSomeConnectionHasNoNameYet() {
        master("auto_accept: true");
        TestMinion minion = accepted("web1");
        minion.close();
        await().until(() -> site.daemon.connected().isEmpty());
        site.minion("stranger", "");
        await().until(() -> !publish("web1").containsKey("not_connected"));
    }

    @Test
    void twoProcessesWithOneIdAreNamedWithTheirAddresses() {
        master("auto_accept: true");
        accepted("web1");
        EventSource bus = site.daemon.bus().subscribe(EventFilter.startingWith("brine/presence/"));

        TestMinion second = site.minion("web1");
        second.signIn();

        Map<String, Object> duplicate = next(bus).data();
        assertThat(duplicate).containsEntry("id", "web1");
        assertThat((List<?>) duplicate.get("addresses")).hasSize(2).doesNotHaveDuplicates();
        assertThat(site.listener.lines).contains("duplicate web1 2");
    }

    @Test
    void aConnectionThatCallsItselfAnotherMinionIsTheOneItProvesToBe() {
        master("auto_accept: true");
        accepted("web1");

        site.minion("other", "web1").signIn();

        await().until(() -> site.daemon.connected().equals(Set.of("other", "web1")));
        assertThat(site.listener.lines).doesNotContain("duplicate web1 2");
    }

    @Test
    void aSilentConnectionThatCallsItselfAMinionIsCutWhileTheMinionAnswers() {
        master("auto_accept: true");
        TestMinion minion = accepted("web1");

        PublishClient stranger = site.roads.publishClient(site.publishUri(), "web1", RoadOptions.DEFAULT, frames -> {});
        stranger.subscribe(new byte[0]);
        await().until(() -> site.listener.lines.contains("silent twin of web1"));
        stranger.close();

        assertThat(minion.isListening()).isTrue();
        assertThat(site.daemon.connected()).contains("web1");
        assertThat(site.listener.lines).doesNotContain("duplicate web1 2");
    }

    @Test
    void aConnectionThatEndsInTheMiddleOfAJobIsALostOne() throws Exception {
        master("auto_accept: true");
        TestMinion minion = accepted("web1");
        String jid = String.valueOf(publish("web1").get("jid"));
        minion.nextJob();
        awaitState(jid, 0, DeliveryState.WRITTEN);

        minion.close();

        awaitState(jid, 0, DeliveryState.LOST_CONNECTION);
    }
}
