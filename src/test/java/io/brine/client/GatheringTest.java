package io.brine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.wire.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final String JID = "20260101000000000001";
    private static final String PROBE = "20260101000000000002";

    private final List<List<String>> questions = new ArrayList<>();
    private final Gathering gathering = new Gathering(
            new Publication(JID, List.of("web1", "db1"), List.of(), Map.of()),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            (jid, minions) -> {
                questions.add(minions);
                return Optional.of(PROBE);
            },
            0);

    @Test
    void aJobIsOverWhenEverybodyHasReturned() {
        gathering.onJobEvent(returned("web1", true));
        assertThat(gathering.isOver(10)).isFalse();

        gathering.onJobEvent(returned("db1", true));

        assertThat(gathering.isOver(10)).isTrue();
        assertThat(gathering.unheard()).isEmpty();
        assertThat(questions).isEmpty();
    }

    @Test
    void nobodyWaitsForAMinionThatIsNotConnectedButItsAnswerIsWelcome() {
        Map<String, String> gone = Map.of("db1", "Not connected, never seen");
        Publication publication = new Publication(JID, List.of("web1", "db1"), List.of(), gone);
        Gathering some = new Gathering(
                publication, Duration.ofSeconds(5), Duration.ofSeconds(10), (jid, minions) -> Optional.empty(), 0);

        assertThat(some.isOver(0)).isFalse();
        some.onJobEvent(returned("web1", true));

        assertThat(some.isOver(1)).isTrue();
        assertThat(some.unheard()).containsExactly("db1");
        some.onJobEvent(returned("db1", true));
        assertThat(some.unheard()).isEmpty();
    }

    @Test
    void silentMinionsAreAskedAfterTheTimeoutAndGivenUpAfterTheirAnswersAreDue() {
        gathering.onJobEvent(returned("web1", true));
        gathering.isOver(0);

        assertThat(gathering.isOver(5_001)).isFalse();
        assertThat(questions).containsExactly(List.of("db1"));
        assertThat(gathering.isOver(15_000)).isFalse();
        assertThat(gathering.isOver(15_002)).isTrue();
        assertThat(gathering.unheard()).containsExactly("db1");
    }

    @Test
    void aMinionThatStillRunsTheJobIsWaitedForAndAskedAgain() {
        gathering.onJobEvent(returned("web1", true));
        gathering.isOver(0);
        gathering.isOver(5_001);

        gathering.onProbeEvent(probe("db1", Map.of("jid", JID, "pid", 7L)), 6_000);

        assertThat(gathering.isOver(15_002)).isFalse();
        assertThat(questions).hasSize(2);
    }

    @Test
    void aMinionThatDoesNotKnowTheJobAnyMoreIsNotWaitedForLonger() {
        gathering.onJobEvent(returned("web1", true));
        gathering.isOver(0);
        gathering.isOver(5_001);

        gathering.onProbeEvent(probe("db1", Map.of()), 6_000);

        assertThat(gathering.isOver(15_002)).isTrue();
        assertThat(questions).hasSize(1);
    }

    @Test
    void aMinionWhoseFindJobFailsIsNoLongerExpected() {
        gathering.onJobEvent(returned("web1", true));
        gathering.isOver(5_001);
        Map<String, Object> failed =
                new HashMap<>(probe("db1", "no such function").data());
        failed.put("retcode", 254L);

        gathering.onProbeEvent(new Event("salt/job/" + PROBE + "/ret/db1", failed), 6_000);

        assertThat(gathering.isOver(6_001)).isTrue();
        assertThat(gathering.unheard()).isEmpty();
    }

    @Test
    void theNewEventAddsMinionsAndNamesThoseTheMasterDoesNotKnow() {
        gathering.onJobEvent(new Event(
                "salt/job/" + JID + "/new",
                Map.of("minions", List.of("web1", "db1", "db2"), "missing", List.of("gone"))));

        assertThat(gathering.silent()).containsExactly("db1", "db2", "web1");
        assertThat(gathering.unheard()).contains("gone");
    }

    @Test
    void aWithdrawnJobIsAnError() {
        Event error = new Event("salt/job/" + JID + "/error", Map.of("error", "denied"));

        assertThatThrownBy(() -> gathering.onJobEvent(error))
                .isInstanceOf(ClientException.class)
                .hasMessage("Authorization error occurred");
    }

    private static Event returned(String id, Object value) {
        Map<String, Object> data = new HashMap<>(Map.of("id", id, "jid", JID, "retcode", 0L));
        data.put("return", value);
        return new Event("salt/job/" + JID + "/ret/" + id, data);
    }

    private static Event probe(String id, Object value) {
        return new Event(
                "salt/job/" + PROBE + "/ret/" + id, Map.of("id", id, "jid", PROBE, "retcode", 0L, "return", value));
    }
}
