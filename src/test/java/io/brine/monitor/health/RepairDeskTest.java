package io.brine.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.config.HealthConfig;
import io.brine.monitor.health.HealthBook.RepairView;
import io.brine.monitor.health.HealthRoads.RepairEnd;
import io.brine.monitor.health.HealthRoads.RepairOrder;
import io.brine.monitor.health.HealthSign.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One minion, a clock turned by hand, and roads that only write down what they are asked. */
class RepairDeskTest {
    private static final String AUTO = "{repair: {mode: auto}}";

    private long now = 1_000_000_000L;
    private final RecordingRoads roads = new RecordingRoads();
    private HealthEngine engine;
    /** Whether the minion answers its probes. */
    private boolean answers;

    private void engine(String mon) {
        HealthConfig config = HealthConfigs.of(mon);
        engine = new HealthEngine(config, roads, HealthListener.NONE, new Random(1), now);
        engine.know("web1", "fra", true, now);
        engine.on("web1", HealthSign.of(Kind.ALIVE), now);
    }

    private void pass(long seconds) {
        for (long second = 0; second < seconds; second++) {
            now += 1_000;
            engine.tick(Optional.empty(), now);
            if (answers) {
                roads.asked.forEach(id -> engine.answered(id, 10, now));
            }
            roads.asked.clear();
        }
    }

    private void passUntil(HealthPhase wanted) {
        for (int second = 0; second < 1_000 && phase() != wanted; second++) {
            pass(1);
        }
        assertThat(phase()).isEqualTo(wanted);
    }

    /** Lost, silent, and its host answers. */
    private void down() {
        answers = false;
        engine.linked("web1", false, "reset", now);
        pass(80);
        assertThat(phase()).isEqualTo(HealthPhase.DOWN);
        engine.diagnosed("web1", new HostLook.Seen(Optional.of(true), Optional.empty(), "as seen"), now);
    }

    private HealthPhase phase() {
        return engine.minion("web1").state().phase();
    }

    private void comesBack() {
        engine.on("web1", HealthSign.of(Kind.ALIVE), now);
        answers = true;
        passUntil(HealthPhase.UP);
    }

    private void ends(RepairEnd.Kind kind, String why) {
        engine.repairEnded("web1", new RepairEnd(kind, why, "", 600_000), now);
    }

    @Test
    void aDeadMinionIsRestartedAndItsAnswerIsTheCure() {
        engine(AUTO);
        down();
        pass(1);
        assertThat(phase()).isEqualTo(HealthPhase.REPAIRING);

        ends(RepairEnd.Kind.RUN, "exit 1");
        pass(5);
        engine.on("web1", HealthSign.of(Kind.ALIVE), now);

        assertThat(phase()).isEqualTo(HealthPhase.RECOVERING);
        RepairView line = engine.desk().lines().get(0);
        assertThat(line.outcome()).as("the answer decides, not the exit status").isEqualTo("cured");
        assertThat(line.took()).isEqualTo(5_000);
    }

    @Test
    void theSecondStepIsTheHardOneAfterAPauseAndThereIsNoThird() {
        engine(AUTO);
        down();
        pass(1);
        ends(RepairEnd.Kind.RUN, "exit 0");
        pass(60);
        assertThat(phase()).isEqualTo(HealthPhase.DOWN);
        pass(178);
        assertThat(roads.orders).hasSize(1);
        pass(5);
        assertThat(roads.orders).extracting(RepairOrder::step).containsExactly("restart", "hard-restart");

        ends(RepairEnd.Kind.RUN, "exit 0");
        pass(3_600);

        assertThat(roads.orders).hasSize(2);
        assertThat(phase()).isEqualTo(HealthPhase.FAILED);
        assertThat(engine.minion("web1").state().reason()).isEqualTo("2 repairs did not help");
    }

    @Test
    void threeRepairsADayAreAllThereAre() {
        engine(AUTO);
        for (int round = 0; round < 3; round++) {
            down();
            pass(1);
            ends(RepairEnd.Kind.RUN, "exit 0");
            comesBack();
            pass(7_200);
        }
        down();
        pass(1);

        assertThat(roads.orders).hasSize(3);
        assertThat(engine.minion("web1").state().reason()).isEqualTo("3 repairs within 24 hours");
    }

    @Test
    void whatIsSeenAroundASilentMinionIsInTheStoryOnceHoweverOftenAndByWhomItIsLookedAt() {
        engine("{}");
        engine.linked("web1", false, "reset", now);
        pass(80);
        for (String beside : List.of("a", "b", "c")) {
            engine.diagnosed("web1", seen(false, "reached by " + beside), now);
        }
        engine.diagnosed("web1", seen(true, "reached from here"), now);
        engine.diagnosed("web1", seen(true, "reached from here"), now);

        assertThat(engine.incidents().views().get(0).notes())
                .extracting(HealthBook.Note::text)
                .containsSubsequence("web1: reached by a", "web1: reached from here")
                .doesNotHaveDuplicates()
                .doesNotContain("web1: reached by b");
    }

    private static HostLook.Seen seen(boolean fromHere, String words) {
        return new HostLook.Seen(Optional.of(fromHere), fromHere ? Optional.empty() : Optional.of(true), words);
    }

    @Test
    void aPersonsRetryIsOneFreshAttempt() {
        engine(AUTO);
        down();
        pass(1);
        ends(RepairEnd.Kind.STOPPED, "its disk is full");
        assertThat(phase()).isEqualTo(HealthPhase.FAILED);

        assertThat(engine.retry("web1", "alice", now)).isTrue();
        engine.diagnosed("web1", new HostLook.Seen(Optional.of(true), Optional.empty(), "as seen"), now);
        pass(1);

        assertThat(roads.orders).hasSize(2);
        assertThat(roads.orders.get(1).who()).isEqualTo("alice");
    }

    @Test
    void modeAskWaitsForAPerson() {
        engine("{repair: {mode: ask}}");
        down();
        pass(1);
        assertThat(roads.orders).isEmpty();
        assertThat(engine.minion("web1").state().reason()).isEqualTo("waits for a person to allow: restart");

        engine.retry("web1", "alice", now);
        engine.diagnosed("web1", new HostLook.Seen(Optional.of(true), Optional.empty(), "as seen"), now);
        pass(1);

        assertThat(roads.orders).extracting(RepairOrder::who).containsExactly("alice");
    }

    @Test
    void modeObserveIsTheDefaultAndDoesNothingForNobody() {
        engine("{}");
        down();
        pass(600);

        assertThat(roads.orders).isEmpty();
        assertThat(roads.kicks).isEmpty();
        assertThat(engine.retry("web1", "alice", now)).isFalse();
        assertThat(engine.desk().lines()).extracting(RepairView::outcome).containsExactly("observed");
    }

    @Test
    void aLookThatSaysNotNowCostsNoAttempt() {
        engine(AUTO);
        down();
        pass(1);
        ends(RepairEnd.Kind.WAIT, "its package manager is busy");
        pass(598);
        assertThat(roads.orders).hasSize(1);

        pass(5);

        assertThat(roads.orders).extracting(RepairOrder::attempt).containsExactly(1, 1);
    }

    @Test
    void aKilledSshIsNoCureAndFreesItsSlot() {
        engine(AUTO);
        down();
        pass(1);

        ends(RepairEnd.Kind.TIMED_OUT, "ssh was killed after 30 s");

        assertThat(engine.desk().underWay()).isZero();
        assertThat(phase()).isEqualTo(HealthPhase.DOWN);
    }

    @Test
    void aConnectionThatStandsIsClosedBeforeAnythingElse() {
        engine(AUTO);
        engine.linked("web1", true, "", now);
        passUntil(HealthPhase.DOWN);
        engine.diagnosed("web1", new HostLook.Seen(Optional.empty(), Optional.empty(), "as seen"), now);
        pass(10);
        assertThat(roads.kicks).containsExactly("web1");
        assertThat(roads.orders).isEmpty();

        pass(15);

        assertThat(roads.orders).hasSize(1);
    }

    @Test
    void nobodyIsRepairedInMaintenanceAndItEndsByItself() {
        engine(AUTO);
        engine.maintenance("web1", now + 200_000, "alice: new disk", now);
        down();
        pass(100);
        assertThat(roads.orders).isEmpty();

        pass(30);

        assertThat(roads.orders).hasSize(1);
    }

    @Test
    void whoeverIsLeftOutOrBelongsToAnotherMasterIsNotTouched() {
        engine(AUTO);
        engine.allow(id -> false, "");
        down();
        pass(1);
        assertThat(engine.minion("web1").state().reason()).isEqualTo("mon:repair:only leaves it out");

        engine(AUTO);
        engine.allow(id -> true, "salt-b");
        down();
        pass(1);
        assertThat(engine.minion("web1").state().reason()).isEqualTo("repairs belong to salt-b");
        assertThat(roads.orders).isEmpty();
    }

    @Test
    void aMinionThatAnswersSlowlyIsDegradedAndBusyWhileItRunsAJob() {
        engine(AUTO);
        engine.answered("web1", 5_000, now);
        assertThat(engine.reason(engine.minion("web1"), now)).isEqualTo("slow: 5000 ms to answer");

        engine.jobBegan("1", "state.apply", List.of(), "alice", List.of("web1"), now);
        engine.answered("web1", 5_000, now);
        assertThat(engine.reason(engine.minion("web1"), now))
                .isEqualTo("busy: 5000 ms to answer while it runs state.apply");

        engine.jobReturned("1", "web1");
        for (int answer = 0; answer < 3; answer++) {
            engine.answered("web1", 10, now);
        }
        assertThat(HealthWord.of(engine.minion("web1").state(), false, now)).isEqualTo(HealthWord.UP);
    }

    @Test
    void aMinionThatAsksButDoesNotHearIsHalfOpenAndItsConnectionIsClosed() {
        engine(AUTO);
        engine.linked("web1", true, "", now);
        passUntil(HealthPhase.SUSPECT);
        assertThat(engine.minion("web1").state().reason()).startsWith("half-open:");
        pass(62);
        assertThat(engine.minion("web1").state().unanswered()).isPositive();

        engine.on("web1", HealthSign.of(Kind.ALIVE), now);

        assertThat(roads.kicks).containsExactly("web1");
        assertThat(engine.reason(engine.minion("web1"), now)).startsWith("half-open:");
    }

    @Test
    void aJobThatTouchedAllThatWereLostIsNamedInTheirIncident() {
        engine(AUTO);
        List<String> hosts = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            String id = "db" + number;
            hosts.add(id);
            engine.know(id, "sin", true, now);
            engine.on(id, HealthSign.of(Kind.ALIVE), now);
        }
        engine.jobBegan("42", "state.apply", List.of(), "alice", hosts, now);
        hosts.forEach(id -> engine.linked(id, false, "reset", now));
        pass(80);
        hosts.forEach(
                id -> engine.diagnosed(id, new HostLook.Seen(Optional.of(false), Optional.of(false), "as seen"), now));
        pass(1);

        assertThat(engine.incidents().views()).hasSize(1);
        assertThat(engine.incidents().views().get(0).cause())
                .isEqualTo("6 minions: the host does not answer, after state.apply by alice (42)");
    }
}
