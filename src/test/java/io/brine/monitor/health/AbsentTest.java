package io.brine.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.monitor.health.HealthSign.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A minion that does not return a job which others have returned")
class AbsentTest {
    private long now = 1_000_000_000L;
    private final RecordingRoads roads = new RecordingRoads();
    private final HealthEngine engine = new HealthEngine(
            HealthConfigs.of("{probe: {quiet: 100000}}"), roads, HealthListener.NONE, new Random(1), now);

    private void fleet(int size) {
        for (int number = 0; number < size; number++) {
            engine.know("m" + number, "fra", true, now);
            engine.linked("m" + number, true, "", now);
            engine.on("m" + number, HealthSign.of(Kind.ALIVE), now);
        }
    }

    /** Nobody answers probes. */
    private void pass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            now += 1_000;
            engine.tick(Optional.empty(), now);
        }
    }

    /** A job to all; those of these numbers return it at once. */
    private void job(int size, int... returning) {
        List<String> all =
                IntStream.range(0, size).mapToObj(number -> "m" + number).toList();
        pass(1);
        engine.jobBegan("20260101000000000001", "test.ping", List.of(), "root", all, now);
        for (int number : returning) {
            engine.on("m" + number, HealthSign.of(Kind.ALIVE), now);
            engine.jobReturned("20260101000000000001", "m" + number);
        }
    }

    private HealthState state(String id) {
        return engine.minion(id).state();
    }

    @Test
    @DisplayName("is SUSPECT after the time of a probe, and is asked at once")
    void isSuspectAndAsked() {
        fleet(3);
        job(3, 0, 1);
        pass(14);
        assertThat(state("m2").phase()).isEqualTo(HealthPhase.UP);

        pass(1);

        assertThat(state("m2").phase()).isEqualTo(HealthPhase.SUSPECT);
        assertThat(state("m2").reason())
                .isEqualTo("absent: it has not returned test.ping by root (20260101000000000001), 2 of 3 have");
        assertThat(roads.asked).containsExactly("m2");
        assertThat(state("m0").phase()).isEqualTo(HealthPhase.UP);
    }

    @Test
    @DisplayName("is lost once its probe is unanswered, and DOWN after the usual 75 s")
    void isLostOnceItsProbeIsUnanswered() {
        fleet(3);
        job(3, 0, 1);
        pass(15);
        assertThat(state("m2").flap().penalty()).as("a doubt is no loss").isZero();
        assertThat(engine.fleet().site("fra").affected()).isZero();

        pass(15);
        assertThat(state("m2").flap().penalty()).isPositive();
        assertThat(engine.fleet().site("fra").affected()).isEqualTo(1);
        assertThat(engine.fleet().site("fra").newLosses()).isEqualTo(1);

        pass(65);
        assertThat(state("m2").phase()).isEqualTo(HealthPhase.DOWN);
    }

    @Test
    @DisplayName("is UP again as soon as it answers, and nothing was lost")
    void isUpAgainWhenItAnswers() {
        fleet(3);
        job(3, 0, 1);
        pass(15);

        engine.answered("m2", 20, now);
        pass(60);

        assertThat(state("m2").phase()).isEqualTo(HealthPhase.UP);
        assertThat(state("m2").flap().penalty()).isZero();
        assertThat(engine.fleet().site("fra").newLosses()).isZero();
        assertThat(roads.asked).as("once for each job").hasSize(1);
    }

    @Test
    @DisplayName("is not suspected if anything was heard of it since, or few have returned, or it alone was meant")
    void isNotSuspectedWithoutCause() {
        fleet(5);
        job(4, 0, 1);
        engine.on("m2", HealthSign.of(Kind.ALIVE), now);
        engine.jobReturned("20260101000000000001", "m3");
        pass(60);
        assertThat(state("m2").phase()).as("it pulled files").isEqualTo(HealthPhase.UP);

        job(5, 0);
        pass(60);
        assertThat(state("m1").phase()).as("one of five").isEqualTo(HealthPhase.UP);

        engine.jobBegan("20260101000000000002", "test.ping", List.of(), "root", List.of("m4"), now);
        pass(60);
        assertThat(state("m4").phase()).isEqualTo(HealthPhase.UP);
    }

    @Test
    @DisplayName("is one of many when a long job runs on half of a fleet, and that is no storm")
    void halfAFleetThatIsBusyIsNoStorm() {
        fleet(400);
        pass(301);
        int[] returning = IntStream.range(0, 200).toArray();
        job(400, returning);
        roads.asked.clear();

        for (int second = 0; second < 30; second++) {
            pass(1);
            assertThat(roads.asked).hasSizeLessThanOrEqualTo(50);
            roads.asked.forEach(id -> engine.answered(id, 20, now));
            roads.asked.clear();
        }

        assertThat(engine.gates().breakers()).isEmpty();
        assertThat(engine.minions()).allMatch(one -> one.state().phase() == HealthPhase.UP);
    }
}
