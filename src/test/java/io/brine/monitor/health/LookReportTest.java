package io.brine.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.monitor.health.HealthRoads.RepairEnd;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookReportTest {
    private static Optional<RepairEnd> verdict(String lines) {
        return LookReport.parse(lines.replace(' ', '\n')).verdict(false, 1_000_000);
    }

    @Test
    void aHostWithADeadServiceAndNothingElseMayBeRestarted() {
        assertThat(verdict("service=failed enabled=enabled process=dead jobs=0 packages=free disk_used_percent=41"
                        + " clock=1000010 kill_mode=process"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "disk_used_percent=99, STOPPED, its disk is full",
        "enabled=disabled, STOPPED, its service is disabled: somebody meant that",
        "enabled=masked, STOPPED, its service is masked: somebody meant that",
        "kill_mode=control-group, STOPPED, its unit has KillMode=control-group: a restart would end what Salt has started",
        "clock=1003700, STOPPED, its clock is off by 3700 s",
        "packages=busy, WAIT, its package manager is busy",
        "jobs=2 process=alive, WAIT, it runs a job",
    })
    void whatSpeaksAgainstARestart(String lines, RepairEnd.Kind kind, String why) {
        RepairEnd end = verdict(lines).orElseThrow();

        assertThat(end.kind()).isEqualTo(kind);
        assertThat(end.why()).isEqualTo(why);
    }

    @Test
    void aUnitThatTakesItsChildrenDownIsRestartedWhereThatIsAllowed() {
        assertThat(LookReport.parse("kill_mode=control-group").verdict(true, 0)).isEmpty();
    }

    @Test
    void theLogBehindTheFactsSaysNothingAboutThem() {
        assertThat(LookReport.parse("enabled=enabled\n--\nenabled=masked\n").verdict(false, 0))
                .isEmpty();
    }

    @Test
    void nonsenseIsNoFactAndNoFault() {
        assertThat(LookReport.parse("disk_used_percent=lots\n=x\n\nclock=").verdict(false, 0))
                .isEmpty();
    }
}
