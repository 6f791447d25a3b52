package io.brine.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.monitor.health.Diagnosis.Evidence;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is seen around a silent minion, and what that means. */
class DiagnosisTest {
    @ParameterizedTest
    @CsvSource({
        // linked, asks, keyRefused, portOpen, neighbours, siteCutOff
        "true,  false, false, true,  ,      false, PROCESS",
        "true,  false, false, ,      ,      false, PROCESS",
        "true,  true,  false, true,  ,      false, LINK",
        "false, true,  false, true,  ,      false, BLOCKED_4505",
        "false, false, false, true,  ,      false, PROCESS",
        "false, false, false, true,  ,      true,  PROCESS",
        "false, false, false, false, true,  false, PATH",
        "false, false, false, false, false, false, HOST",
        "false, false, false, false, false, true,  HOST",
        "false, false, false, false, ,      true,  PATH",
        "false, false, false, false, ,      false, HOST",
        "false, false, false, ,      ,      false, HOST",
        "true,  true,  true,  true,  true,  false, KEY",
        "false, false, true,  false, ,      true,  KEY",
    })
    void evidenceMeansAClass(
            boolean linked,
            boolean asks,
            boolean keyRefused,
            Boolean portOpen,
            Boolean neighbours,
            boolean siteCutOff,
            DownClass cls) {
        Evidence seen = new Evidence(
                linked, asks, keyRefused, Optional.ofNullable(portOpen), Optional.ofNullable(neighbours), siteCutOff);

        assertThat(Diagnosis.of(seen)).isEqualTo(cls);
    }

    @Test
    void oneNeighbourAgainstTwoDoesNotDecide() {
        assertThat(HostLook.weighed(0, 0)).isEmpty();
        assertThat(HostLook.weighed(1, 0)).contains(true);
        assertThat(HostLook.weighed(1, 1)).contains(true);
        assertThat(HostLook.weighed(1, 2)).contains(false);
        assertThat(HostLook.weighed(0, 1)).contains(false);
    }
}
