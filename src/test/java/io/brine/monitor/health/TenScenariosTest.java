package io.brine.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two hours of five thousand minions, ten times: how often ssh is used, and that it is never used where it must not be. */
class TenScenariosTest {
    private static final long TWO_HOURS = 7_200;
    private static final long LATER = 600;

    private final SimulatedFleet world = new SimulatedFleet(HealthConfigs.of("{repair: {mode: auto}}"));

    private void run() {
        world.run(TWO_HOURS);
        assertThat(world.sshToHealthy).isZero();
        assertThat(world.wronglyFailed).isZero();
    }

    private void threeDie(int... numbers) {
        IntStream.of(numbers).forEach(number -> world.dies(world.minion(number)));
    }

    @Test
    void aThreeProcessesThatDieAreRestarted() {
        world.at(LATER, () -> threeDie(5, 1_234, 4_321));

        run();

        assertThat(world.ssh).isEqualTo(3);
        assertThat(world.repairedAfter).hasSize(3).allMatch(seconds -> seconds < 90);
        assertThat(world.alerts).isEmpty();
    }

    @Test
    void bOneThatFlapsIsLeftAlone() {
        for (long at = LATER; at < TWO_HOURS; at += 120) {
            world.at(at, () -> world.dies(world.minion(7)));
            world.at(at + 50, () -> world.starts(world.minion(7)));
        }

        run();

        assertThat(world.ssh).isZero();
        assertThat(world.watch().minion("m7").state().flap().flapping()).isTrue();
    }

    @Test
    void cAMasterThatRestartsRepairsNobody() {
        world.at(LATER, world::masterRestarts);

        run();

        assertThat(world.ssh).isZero();
        assertThat(world.breakers).containsExactly("START");
        assertThat(world.openBreakers()).isEmpty();
    }

    @Test
    void dTheMastersOwnNetworkIsDownForNinetySeconds() {
        world.at(LATER, world::networkFails);
        world.at(LATER + 90, world::networkIsBack);

        run();

        assertThat(world.ssh).isZero();
        assertThat(world.failed).isZero();
        assertThat(world.breakers).containsExactly("SELF");
        assertThat(world.openBreakers()).isEmpty();
        assertThat(world.alerts).hasSize(1);
    }

    @Test
    void eTheMastersOwnNetworkIsDownForTwentyMinutes() {
        world.at(LATER, world::networkFails);
        world.at(LATER + 1_200, world::networkIsBack);

        run();

        assertThat(world.ssh).isZero();
        assertThat(world.failed).isZero();
        assertThat(world.breakers).containsExactly("SELF");
        assertThat(world.openBreakers()).isEmpty();
        assertThat(world.alerts).hasSize(1);
    }

    @Test
    void fOneSiteIsCutOffForTenMinutes() {
        List<SimulatedFleet.Minion> site = world.minions(700, SimulatedFleet.PER_SITE);
        world.at(LATER, () -> site.forEach(world::isCutOff));
        world.at(LATER + 600, () -> site.forEach(world::isBackOnTheNet));

        run();

        assertThat(world.ssh).isZero();
        assertThat(world.failed).isZero();
        assertThat(world.breakers).containsExactly("STORM(site7)");
        assertThat(world.openBreakers()).isEmpty();
        assertThat(world.alerts).hasSize(1);
    }

    @Test
    void gFortyHostsLosePower() {
        world.at(LATER, () -> world.minions(700, 40).forEach(world::losesPower));

        run();

        assertThat(world.ssh).isZero();
        assertThat(world.failed).isEqualTo(40);
        assertThat(world.openBreakers()).isEmpty();
        assertThat(world.watch().incidents().views()).hasSize(1);
        assertThat(world.alerts).hasSize(1);
    }

    @Test
    void hFortyHostsLosePowerAndThreeProcessesElsewhereDie() {
        world.at(LATER, () -> {
            world.minions(700, 40).forEach(world::losesPower);
            threeDie(5, 1_234, 4_321);
        });

        run();

        assertThat(world.ssh).isEqualTo(3);
        assertThat(world.repairedAfter).hasSize(3).allMatch(seconds -> seconds < 90);
        assertThat(world.failed).isEqualTo(40);
        assertThat(world.alerts).hasSize(1);
    }

    @Test
    void iAnUpgradeKillsThreeThousandAndARestartCuresThem() {
        world.at(LATER, () -> world.minions(0, 3_000).forEach(world::dies));

        run();

        assertThat(world.ssh).isEqualTo(3_000);
        assertThat(world.repairedAfter).hasSize(3_000);
        assertThat(world.mostParallel).isLessThanOrEqualTo(25);
        assertThat(world.failed).isZero();
        assertThat(world.openBreakers()).isEmpty();
        assertThat(world.alerts).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void jAnUpgradeKillsThreeThousandAndARestartCuresNobody() {
        world.restartCures = false;
        world.at(LATER, () -> world.minions(0, 3_000).forEach(world::dies));

        run();

        assertThat(world.ssh).isEqualTo(3);
        assertThat(world.mostParallel).isEqualTo(1);
        assertThat(world.openBreakers()).contains("EFFECT");
        assertThat(world.alerts).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void holdActsWithinASecondAndLetsWhatRunsFinish() {
        world.at(LATER, () -> world.minions(0, 3_000).forEach(world::dies));
        world.run(2_000);
        int before = world.ssh;
        assertThat(before).isBetween(1, 2_999);

        world.watch().hold("alice", "enough", world.now());
        world.run(600);

        assertThat(world.ssh).isEqualTo(before);
        assertThat(world.repairedAfter).hasSize(before);
        world.watch().release("HOLD", world.now());
        world.run(5_000);
        assertThat(world.ssh).isEqualTo(3_000);
    }

    @Test
    void effectStaysUntilAPersonSaysSo() {
        world.restartCures = false;
        world.at(LATER, () -> world.minions(0, 3_000).forEach(world::dies));
        world.run(4_000);
        assertThat(world.ssh).isEqualTo(3);

        world.restartCures = true;
        assertThat(world.watch().release("EFFECT", world.now())).isTrue();
        world.run(200);

        assertThat(world.ssh).isGreaterThan(3);
    }
}
