package io.brine.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfCheckTest {
    private final SelfCheck self = new SelfCheck(List.of("none"), Path.of("/"));

    @Test
    void aWatchThatStoodStillDoubtsItself() {
        assertThat(self.illness(1_000, 1_000)).isEmpty();
        assertThat(self.illness(1_250, 1_250)).isEmpty();
        assertThat(self.illness(9_250, 9_250)).contains("the watch itself stood still for 8 s");
        assertThat(self.illness(9_500, 9_500)).isEmpty();
    }

    @Test
    void aClockThatJumpsIsDoubted() {
        self.illness(1_000, 1_000);

        assertThat(self.illness(1_250, 3_601_250)).contains("this host's clock has jumped by 3600 s");
    }

    @Test
    void aGatewayCountsFromItsFirstAnswerOn() {
        assertThat(self.judged("10.0.0.1", false)).isFalse();
        assertThat(self.judged("10.0.0.1", false)).isFalse();
        assertThat(self.judged("10.0.0.1", true)).isFalse();
        assertThat(self.judged("10.0.0.1", false)).isFalse();
        assertThat(self.judged("10.0.0.1", false)).isTrue();
        assertThat(self.judged("10.0.0.1", true)).isFalse();
    }

    @Test
    void theDefaultRouteIsReadAsTheKernelWritesIt() {
        assertThat(SelfCheck.defaultRoutes(List.of(
                        "Iface\tDestination\tGateway \tFlags",
                        "eth0\t00000000\t010010AC\t0003",
                        "eth0\t000010AC\t00000000\t0001")))
                .containsExactly("172.16.0.1");
    }
}
