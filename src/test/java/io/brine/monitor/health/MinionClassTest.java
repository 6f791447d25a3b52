package io.brine.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.monitor.health.HealthListener.StateChange;
import io.brine.monitor.health.HealthSign.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A minion that may come and go")
class MinionClassTest {
    private static final int HOUR = 3_600;

    private long now = 1_000_000_000L;
    private final RecordingRoads roads = new RecordingRoads();
    private final List<StateChange> told = new ArrayList<>();
    private HealthEngine engine = engine("{repair: {mode: auto}}");

    private HealthEngine engine(String mon) {
        HealthListener listener = new HealthListener() {
            @Override
            public void onState(StateChange change) {
                if (!change.isExpected()) {
                    told.add(change);
                }
            }
        };
        return new HealthEngine(HealthConfigs.of(mon), roads, listener, new Random(1), now);
    }

    private void isUp(String id, MinionClass kind) {
        engine.know(id, "fra", true, now);
        engine.classed(id, kind, now);
        comes(id);
    }

    private void comes(String id) {
        engine.linked(id, true, "", now);
        engine.on(id, HealthSign.of(Kind.ALIVE), now);
    }

    private void goes(String id) {
        engine.linked(id, false, "closed by minion", now);
    }

    /** Who is connected answers. */
    private void pass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            now += 1_000;
            engine.tick(Optional.empty(), now);
            roads.asked.stream()
                    .filter(id -> engine.minion(id).isLinked())
                    .toList()
                    .forEach(id -> engine.answered(id, 10, now));
            roads.asked.clear();
        }
    }

    private HealthPhase phase(String id) {
        return engine.minion(id).state().phase();
    }

    @Test
    @DisplayName("is DOWN when it is away: no incident, no question why, no repair, and nobody is told")
    void isDownAndNothingIsDone() {
        isUp("laptop", MinionClass.ROAMING);
        told.clear();
        goes("laptop");
        pass(48 * HOUR);

        assertThat(phase("laptop")).isEqualTo(HealthPhase.DOWN);
        assertThat(engine.reason(engine.minion("laptop"), now)).isEqualTo("roaming: silent: closed by minion");
        assertThat(engine.incidents().views()).isEmpty();
        assertThat(roads.lookedAt).isEmpty();
        assertThat(roads.orders).isEmpty();
        assertThat(told).isEmpty();

        comes("laptop");
        pass(2 * HOUR);
        assertThat(phase("laptop")).isEqualTo(HealthPhase.UP);
        assertThat(told).isEmpty();
    }

    @Test
    @DisplayName("and one that may not: the same going is an incident")
    void aSteadyOneHasAnIncident() {
        isUp("server", MinionClass.STEADY);
        goes("server");
        pass(80);
        engine.diagnosed("server", new HostLook.Seen(Optional.of(false), Optional.of(false), "as seen"), now);

        assertThat(roads.lookedAt).containsExactly("server");
        assertThat(engine.incidents().views()).hasSize(1);
        assertThat(told).extracting(StateChange::to).contains(HealthWord.SUSPECT, HealthWord.DOWN);
    }

    @Test
    @DisplayName("does not flap, however often it comes and goes")
    void doesNotFlap() {
        isUp("laptop", MinionClass.ROAMING);
        for (int time = 0; time < 10; time++) {
            goes("laptop");
            pass(20);
            comes("laptop");
            pass(20);
        }

        assertThat(engine.minion("laptop").state().flap().penalty()).isZero();
    }

    @Test
    @DisplayName("is no part of a storm: a hundred that go stop no repair, and hide none of the others")
    void isNoPartOfAStorm() {
        for (int number = 0; number < 100; number++) {
            isUp("laptop" + number, number % 2 == 0 ? MinionClass.ROAMING : MinionClass.EPHEMERAL);
        }
        for (int number = 0; number < 20; number++) {
            isUp("server" + number, MinionClass.STEADY);
        }
        for (int number = 0; number < 100; number++) {
            goes("laptop" + number);
        }
        goes("server0");
        pass(80);

        assertThat(engine.gates().breakers()).isEmpty();
        assertThat(engine.fleet().fleet().known()).isEqualTo(20);
        engine.diagnosed("server0", new HostLook.Seen(Optional.of(true), Optional.empty(), "as seen"), now);
        pass(1);
        assertThat(roads.orders).extracting(HealthRoads.RepairOrder::id).containsExactly("server0");

        for (int number = 1; number < 12; number++) {
            goes("server" + number);
        }
        pass(1);
        assertThat(engine.gates().isOpen("STORM(fleet)")).isTrue();
    }

    @Test
    @DisplayName("and is ephemeral is GONE after its time, quietly; its key stays")
    void anEphemeralOneIsGoneAfterItsTime() {
        engine = engine("{classes: {gone: 3600}}");
        isUp("worker", MinionClass.EPHEMERAL);
        isUp("laptop", MinionClass.ROAMING);
        told.clear();
        goes("worker");
        goes("laptop");
        pass(75 + HOUR - 60);
        assertThat(phase("worker")).isEqualTo(HealthPhase.DOWN);

        pass(120);
        assertThat(phase("worker")).isEqualTo(HealthPhase.GONE);
        assertThat(phase("laptop")).as("nobody forgets a laptop").isEqualTo(HealthPhase.DOWN);

        pass(48 * HOUR);
        assertThat(told).isEmpty();
        assertThat(engine.incidents().views()).isEmpty();
        assertThat(roads.forgotten).isEmpty();
        comes("worker");
        assertThat(phase("worker")).isEqualTo(HealthPhase.RECOVERING);
    }

    @Test
    @DisplayName("and is ephemeral loses its key after forget_after, all that are due together, and nobody else does")
    void theKeyOfAnEphemeralOneIsDeletedIfThatIsWanted() {
        engine = engine("{classes: {gone: 3600, forget_after: 7200}}");
        isUp("worker1", MinionClass.EPHEMERAL);
        isUp("worker2", MinionClass.EPHEMERAL);
        isUp("laptop", MinionClass.ROAMING);
        isUp("server", MinionClass.STEADY);
        List.of("worker1", "laptop", "server").forEach(this::goes);
        pass(600);
        goes("worker2");
        pass(2 * HOUR);
        assertThat(roads.forgotten).as("gone for less than two hours").isEmpty();

        pass(2 * HOUR);

        assertThat(roads.forgotten).containsExactly("worker1", "worker2");
    }

    @Test
    @DisplayName("stays GONE when a restarted master finds out what it is, and its key is deleted in time all the same")
    void aRestartDoesNotBeginItsTimeAnew() {
        engine = engine("{classes: {gone: 3600, forget_after: 7200}}");
        engine.know("worker", "fra", true, now);
        engine.remember("worker", HealthState.first(HealthPhase.GONE, now, "it has been away for so long"));

        engine.classed("worker", MinionClass.EPHEMERAL, now);
        pass(1);
        assertThat(phase("worker")).isEqualTo(HealthPhase.GONE);
        pass(2 * HOUR + HOUR / 2);

        assertThat(roads.forgotten).containsExactly("worker");
    }

    @Test
    @DisplayName("is neither GONE nor without its key while a person has set it aside")
    void oneInMaintenanceIsLeftAlone() {
        engine = engine("{classes: {gone: 3600, forget_after: 3600}}");
        isUp("worker", MinionClass.EPHEMERAL);
        goes("worker");
        pass(100);
        engine.maintenance("worker", now + 8 * HOUR * 1_000L, "ann: a new disk", now);
        pass(5 * HOUR);
        assertThat(phase("worker")).isEqualTo(HealthPhase.DOWN);

        pass(5 * HOUR);
        assertThat(roads.forgotten).containsExactly("worker");
    }

    @Test
    @DisplayName("keeps its key when that is the trouble: whoever came with another one would be let in")
    void theKeyOfOneThatCameWithAnotherStays() {
        engine = engine("{classes: {gone: 3600, forget_after: 3600}, repair: {wait: {gone: 3600}}}");
        isUp("worker", MinionClass.EPHEMERAL);
        goes("worker");
        engine.on("worker", HealthSign.of(Kind.KEY_TROUBLE, "another key"), now);
        pass(6 * HOUR);

        assertThat(phase("worker")).isEqualTo(HealthPhase.GONE);
        assertThat(roads.forgotten).isEmpty();
    }

    @Test
    @DisplayName("and came with another key is told to be back, as its failure was told")
    void whoseFailureWasToldIsToldToBeBack() {
        isUp("laptop", MinionClass.ROAMING);
        goes("laptop");
        engine.on("laptop", HealthSign.of(Kind.KEY_TROUBLE, "another key"), now);
        told.clear();

        comes("laptop");
        pass(300);

        assertThat(told).extracting(StateChange::to).contains(HealthWord.UP);
    }

    @Test
    @DisplayName("is not FAILED when its repair, begun before anybody said so, is given up")
    void whatIsUnderRepairEndsAsAway() {
        isUp("laptop", MinionClass.STEADY);
        goes("laptop");
        pass(80);
        engine.diagnosed("laptop", new HostLook.Seen(Optional.of(true), Optional.empty(), "as seen"), now);
        pass(5);
        engine.classed("laptop", MinionClass.ROAMING, now);

        engine.on("laptop", HealthSign.of(Kind.GIVEN_UP, "no way"), now);

        assertThat(phase("laptop")).isEqualTo(HealthPhase.DOWN);
    }

    @Test
    @DisplayName("keeps its key while the master itself is ill")
    void noKeyIsDeletedWhileTheMasterIsIll() {
        engine = engine("{classes: {gone: 3600, forget_after: 3600}}");
        isUp("worker", MinionClass.EPHEMERAL);
        goes("worker");
        pass(HOUR + 200);
        for (int second = 0; second < 5 * HOUR; second++) {
            now += 1_000;
            engine.tick(Optional.of("the gateway is silent"), now);
        }

        assertThat(phase("worker")).isEqualTo(HealthPhase.GONE);
        assertThat(roads.forgotten).isEmpty();
    }

    @Test
    @DisplayName("is told of when it comes with another key")
    void aWrongKeyIsToldAllTheSame() {
        isUp("laptop", MinionClass.ROAMING);
        goes("laptop");
        pass(100);
        told.clear();

        engine.on("laptop", HealthSign.of(Kind.KEY_TROUBLE, "another key"), now);

        assertThat(told).extracting(StateChange::to).containsExactly(HealthWord.FAILED);
        assertThat(engine.incidents().views()).hasSize(1);
    }

    @Test
    @DisplayName("and was given up before anybody said so is only away from then on, and its incident closes")
    void whatIsFoundOutLaterClosesItsIncident() {
        isUp("laptop", MinionClass.STEADY);
        goes("laptop");
        pass(80);
        engine.diagnosed("laptop", new HostLook.Seen(Optional.of(false), Optional.of(false), "as seen"), now);
        pass(400);
        assertThat(phase("laptop")).isEqualTo(HealthPhase.FAILED);

        engine.classed("laptop", MinionClass.ROAMING, now);
        pass(2);

        assertThat(phase("laptop")).isEqualTo(HealthPhase.DOWN);
        assertThat(engine.incidents().views().get(0).closedAt()).isPositive();
    }

    @Test
    @DisplayName("and waits for a repair is taken from the queue")
    void whoWaitsForARepairIsTakenFromTheQueue() {
        isUp("laptop", MinionClass.STEADY);
        goes("laptop");
        pass(80);
        engine.hold("alice", "not now", now);
        engine.diagnosed("laptop", new HostLook.Seen(Optional.of(true), Optional.empty(), "as seen"), now);
        pass(5);
        engine.classed("laptop", MinionClass.ROAMING, now);
        engine.release("HOLD", now);
        pass(HOUR);

        assertThat(roads.orders).isEmpty();
        assertThat(engine.desk().queued()).isEmpty();
        assertThat(engine.retry("laptop", "alice", now)).isFalse();
    }

    @Test
    @DisplayName("is one of a thousand laptops that are closed in the evening, and the night is quiet")
    void aThousandLaptopsAreClosedInTheEvening() {
        SimulatedFleet world = new SimulatedFleet(HealthConfigs.of("{repair: {mode: auto}}"));
        world.minions(0, 1_000).forEach(minion -> world.watch().classed(minion.id, MinionClass.ROAMING, world.now()));
        world.at(600, () -> world.minions(0, 1_000).forEach(world::dies));
        world.at(700, () -> world.dies(world.minion(4_321)));

        world.run(3_600);

        assertThat(world.breakers).isEmpty();
        assertThat(world.alerts).isEmpty();
        assertThat(world.ssh).as("the one that is no laptop").isEqualTo(1);
        assertThat(world.failed).isZero();
    }
}
