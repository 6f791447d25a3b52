package io.brine.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventKindTest {
    @ParameterizedTest
    @CsvSource({
        "salt/job/20240102030405678901/new, JOB_NEW",
        "salt/job/20240102030405678901/ret/web1, JOB_RETURN",
        "salt/job/20240102030405678901/prog/web1/1, JOB",
        "20240102030405678901, JOB",
        "salt/auth, AUTH",
        "salt/key, KEY",
        "salt/beacon/web1/status/, BEACON",
        "salt/run/20240102030405678901/ret, RUN",
        "salt/wheel/20240102030405678901/new, WHEEL",
        "salt/presence/change, PRESENCE",
        "salt/minion/web1/start, MINION",
        "minion/refresh/web1, MINION",
        "salt/stats/MWorker, STATS",
        "salt/mon/canary/web1, MONITOR",
        "my/own, OTHER",
        "salt/, OTHER"
    })
    void aTagTellsTheKind(String tag, EventKind kind) {
        assertThat(EventKind.of(tag)).isEqualTo(kind);
    }

    @Test
    void aKindIsCountedWhenItIsFired() {
        try (EventBus bus = new EventBus(java.time.Clock.systemUTC())) {
            bus.fire("salt/auth", java.util.Map.of());
            bus.fire("my/own", java.util.Map.of());

            assertThat(bus.firedByKind()).containsEntry(EventKind.AUTH, 1L).containsEntry(EventKind.OTHER, 1L);
            assertThat(bus.fired()).isEqualTo(2);
        }
    }

    @Test
    void whoDoesNotTakeItsEventsIsSeenToLag() {
        try (EventBus bus = new EventBus(java.time.Clock.systemUTC());
                EventSource slow = bus.subscribe(EventFilter.ALL)) {
            bus.fire("a", java.util.Map.of());
            bus.fire("b", java.util.Map.of());

            assertThat(bus.listeners()).singleElement().satisfies(state -> {
                assertThat(state.waiting()).isEqualTo(2);
                assertThat(state.missed()).isZero();
            });
            assertThat(slow.isOpen()).isTrue();
        }
    }
}
