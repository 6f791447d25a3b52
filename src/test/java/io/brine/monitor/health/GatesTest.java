package io.brine.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.monitor.health.HealthSign.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The breakers, over a small fleet and a clock turned by hand. */
class GatesTest {
    private final Gates gates = new Gates(HealthConfigs.of("{}"));
    private final FleetView view = new FleetView();
    private final List<Watched> minions = new ArrayList<>();
    private long now = 1_000_000_000L;

    private void site(String site, int well, int lost) {
        for (int number = 0; number < well + lost; number++) {
            HealthState state = HealthState.first(number < well ? HealthPhase.UP : HealthPhase.SUSPECT, now, "");
            minions.add(new Watched(site + number, site, state, 0));
            if (number >= well) {
                view.lost(site, now);
            }
        }
    }

    private void tick(long seconds, Optional<String> illness) {
        for (long second = 0; second < seconds; second++) {
            view.count(minions, now);
            view.age(now, 120_000);
            gates.tick(view, illness, now);
            now += 1_000;
        }
    }

    private List<String> open() {
        return gates.breakers().stream().map(Breaker::name).toList();
    }

    @Test
    void nineOfAHundredAreNoStormAndTenAre() {
        site("fra", 90, 9);
        site("sin", 900, 0);
        tick(1, Optional.empty());
        assertThat(open()).isEmpty();

        site("fra", 0, 1);
        tick(1, Optional.empty());

        assertThat(open()).containsExactly("STORM(fra)");
        assertThat(gates.shut("fra")).contains("STORM(fra)");
        assertThat(gates.shut("sin")).isEmpty();
    }

    @Test
    void aStormEndsWithoutNewLossesAndItsRestIsRepairedOneByOneAtFirst() {
        site("fra", 80, 20);
        site("sin", 900, 0);
        tick(119, Optional.empty());
        assertThat(gates.shut("fra")).isPresent();
        tick(3, Optional.empty());

        assertThat(gates.shut("fra")).isEmpty();
        assertThat(gates.parallelIn("fra")).isEqualTo(1);
        assertThat(gates.parallelIn("sin")).isEqualTo(5);

        gates.repaired(true, gates.residualScope("fra"), now);
        gates.repaired(true, gates.residualScope("fra"), now);
        assertThat(gates.parallelIn("fra")).isEqualTo(4);
        gates.repaired(false, gates.residualScope("fra"), now);
        assertThat(gates.parallelIn("fra")).isEqualTo(1);

        minions.forEach(minion -> minion.is(HealthState.first(HealthPhase.UP, now, "")));
        tick(1, Optional.empty());
        assertThat(open()).isEmpty();
    }

    @Test
    void aFleetStormRaisesItsSpeedWithEachSuccessAndNotForEver() {
        site("fra", 50, 50);
        tick(122, Optional.empty());
        assertThat(gates.limits()).isEqualTo(new Gates.Limits(1, 0.1));

        for (int success = 0; success < 6; success++) {
            gates.repaired(true, gates.residualScope("fra"), now);
        }

        assertThat(gates.limits()).isEqualTo(new Gates.Limits(25, 1.0));
    }

    @Test
    void stormsInThreeSitesAtOnceAreTheFleets() {
        site("a", 90, 10);
        site("b", 90, 10);
        site("c", 90, 10);
        site("d", 9_000, 0);
        tick(2, Optional.empty());

        assertThat(open()).containsExactly("STORM(fleet)");
        assertThat(gates.shut("d")).contains("STORM(fleet)");
    }

    @Test
    void anIllMasterIsBelievedAgainAfterTwoMinutesOfHealth() {
        tick(5, Optional.of("the gateway is silent"));
        assertThat(gates.isFrozen()).isTrue();
        tick(119, Optional.empty());
        assertThat(gates.shut("fra")).contains("SELF");

        tick(3, Optional.empty());

        assertThat(gates.isFrozen()).isFalse();
    }

    @Test
    void startAndKeysCloseByThemselvesAndHoldAndEffectDoNot() {
        gates.started(now);
        gates.keysChanged("a key was deleted", now);
        gates.hold("alice", now);
        for (int vain = 0; vain < 3; vain++) {
            gates.repaired(false, Optional.empty(), now);
        }
        tick(301, Optional.empty());
        assertThat(open()).containsExactly("HOLD", "EFFECT");

        assertThat(gates.release("HOLD")).isTrue();
        assertThat(gates.release("EFFECT")).isTrue();
        assertThat(gates.release("EFFECT")).isFalse();
        assertThat(open()).isEmpty();
    }

    @Test
    void whoIsNewOrInMaintenanceDoesNotCount() {
        site("fra", 0, 20);
        minions.subList(0, 10).forEach(minion -> minion.is(HealthState.first(HealthPhase.UNSEEN, now, "")));
        minions.subList(10, 20)
                .forEach(minion -> minion.is(minion.state().in(new HealthState.Maintenance(now + 1_000_000, "x"))));
        tick(1, Optional.empty());

        assertThat(view.fleet().known()).isZero();
        assertThat(open()).isEmpty();
    }

    @Test
    void tokensComeWithTheTimeAndNoMoreThanTheBurst() {
        TokenBucket tokens = new TokenBucket(2, 0);
        assertThat(tokens.take()).isTrue();
        assertThat(tokens.take()).isTrue();
        assertThat(tokens.take()).isFalse();
        for (int tenth = 1; tenth <= 10; tenth++) {
            tokens.fill(0.1, tenth * 1_000L);
        }
        assertThat(tokens.take()).isTrue();
        tokens.fill(1, 1_000_000);
        assertThat(tokens.tokens()).isEqualTo(2);
    }

    @Test
    void noMoreProbesAreSentThanTheSecondAllows() {
        ProbePlan plan =
                new ProbePlan(HealthConfigs.of("{probe: {max_per_s: 5}}").signals(), now);
        site("fra", 100, 0);
        minions.forEach(minion -> minion.is(HealthRules.next(
                minion.state(),
                HealthSign.of(Kind.ALIVE),
                new HealthRules.Now(now, false, false, true, false, MinionClass.STEADY),
                HealthConfigs.of("{}"))));

        assertThat(plan.due(minions, now + 59_000)).isEmpty();
        long later = now + 400_000;
        List<Watched> first = plan.due(minions, later);
        first.forEach(minion -> minion.asked(later));

        assertThat(first).hasSize(5);
        assertThat(plan.due(minions, later + 200)).hasSize(1).doesNotContainAnyElementsOf(first);
    }
}
