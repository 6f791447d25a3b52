package io.brine.transport.zmtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.transport.TransportException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://127.0.0.1:4506",
                "tcp://[::1]:4506",
                "tcp://*:0",
                "tcp://salt.example.com:4505",
                "tcp://10.0.0.2:0;10.0.0.1:4506",
                "tcp://[::]:4605;[fe80::1]:4506",
                "ipc:///run/salt/workers.ipc",
                "inproc://name"
            })
    void whatIsReadIsWrittenTheSame(String text) {
        assertThat(Endpoint.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:4506",
                "udp://1.2.3.4:5",
                "tcp://",
                "tcp://host",
                "tcp://:4506",
                "tcp://host:70000",
                "tcp://host:-1",
                "tcp://[]:1",
                "ipc://@abstract"
            })
    void whatCannotBeReadIsNamedInTheError(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining(text);
    }

    @Test
    void pausesGrowToTheLongestAndBeginAgainAfterASuccess() {
        BackOff backOff = new BackOff(Duration.ofMillis(100), Duration.ofMillis(1000), new Random(3));

        assertThat(backOff.nextPauseMillis()).isBetween(75L, 100L);
        assertThat(backOff.nextPauseMillis()).isBetween(150L, 200L);
        assertThat(backOff.nextPauseMillis()).isBetween(300L, 400L);
        assertThat(backOff.nextPauseMillis()).isBetween(600L, 800L);
        assertThat(backOff.nextPauseMillis()).isBetween(750L, 1000L);
        assertThat(backOff.nextPauseMillis()).isBetween(750L, 1000L);
        backOff.reset();
        assertThat(backOff.nextPauseMillis()).isBetween(75L, 100L);
    }
}
