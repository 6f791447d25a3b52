package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.functions.TestCallContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What tools that look at every minion ask one that has neither schedule nor beacons. */
class ScheduleModuleTest {
    private final TestCallContext context = TestCallContext.of(new ScheduleModule(), new BeaconsModule())
            .option("mine_enabled", true)
            .option("mine_interval", 60L);

    @Test
    void noScheduleIsAnEmptyOne() throws Exception {
        assertThat(context.call("schedule.list")).isEqualTo("schedule: {}\n");
        assertThat(context.call("schedule.list", List.of(), Map.of("return_yaml", false)))
                .isEqualTo(Map.of());
    }

    @Test
    void theUpdateOfTheMineIsShownToWhoAsksForAll() throws Exception {
        Map<String, Object> all = Map.of("show_all", true, "return_yaml", false);

        assertThat(context.call("schedule.list", List.of(), all))
                .isEqualTo(
                        Map.of("__mine_interval", Map.of("enabled", true, "function", "mine.update", "minutes", 60L)));
        context.option("mine_enabled", false);
        assertThat(context.call("schedule.list", List.of(), all)).isEqualTo(Map.of());
    }

    @Test
    void noBeaconsAreNamed() throws Exception {
        assertThat(context.call("beacons.list")).isEqualTo("beacons: {}\n");
        assertThat(context.call("beacons.list", List.of(), Map.of("return_yaml", false)))
                .isEqualTo(Map.of());
        assertThat(context.call("beacons.list_available")).isEqualTo(Map.of("beacons", Map.of()));
    }
}
