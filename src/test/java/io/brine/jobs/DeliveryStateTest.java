package io.brine.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryStateTest {
    /** The table of the class comment: a dash means that the sign changes nothing. */
    @ParameterizedTest
    @CsvSource({
        "NOT_CONNECTED,   'WRITTEN -               RUNNING RETURNED REFUSED -'",
        "QUEUED,          'WRITTEN LOST_CONNECTION RUNNING RETURNED REFUSED EXPIRED'",
        "WRITTEN,         '-       LOST_CONNECTION RUNNING RETURNED REFUSED EXPIRED'",
        "LOST_CONNECTION, 'WRITTEN -               RUNNING RETURNED REFUSED EXPIRED'",
        "RUNNING,         '-       LOST_CONNECTION -       RETURNED REFUSED EXPIRED'",
        "REFUSED,         '-       -               -       RETURNED -       -'",
        "EXPIRED,         '-       -               RUNNING RETURNED REFUSED -'",
        "RETURNED,        '-       -               -       -        -       -'"
    })
    void everySignHasOneAnswer(DeliveryState state, String row) {
        List<String> expected = List.of(row.split(" +"));

        List<String> answers = new ArrayList<>();
        for (DeliverySign sign : DeliverySign.values()) {
            answers.add(state.after(sign).map(Enum::name).orElse("-"));
        }

        assertThat(answers).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(DeliveryState.class)
    void aReturnSettlesEverything(DeliveryState state) {
        assertThat(state.after(DeliverySign.RETURNED).orElse(state)).isEqualTo(DeliveryState.RETURNED);
        assertThat(DeliveryState.ofWord(state.word())).isEqualTo(state);
    }

    @Test
    void whatIsSettledIsNotWaitedFor() {
        assertThat(List.of(DeliveryState.values()).stream().filter(DeliveryState::isSettled))
                .containsExactly(
                        DeliveryState.NOT_CONNECTED,
                        DeliveryState.RETURNED,
                        DeliveryState.REFUSED,
                        DeliveryState.EXPIRED);
    }
}
