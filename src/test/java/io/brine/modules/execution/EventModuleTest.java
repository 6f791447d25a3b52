package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.functions.JobFacts;
import io.brine.functions.TestCallContext;
import io.brine.wire.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventModuleTest {
    private final TestCallContext context = TestCallContext.of(new EventModule());

    @Test
    void anEventGoesToTheMaster() throws Exception {
        assertThat(context.call("event.send", List.of("my/tag"), Map.of("foo", "Foo")))
                .isEqualTo(true);

        assertThat(context.master().requests())
                .containsExactly(Map.of("cmd", "_minion_event", "tag", "my/tag", "data", Map.of("foo", "Foo")));
    }

    @Test
    void theDataOfThePublicationGoesAlongAsInSalt() throws Exception {
        context.job(new JobFacts("1", "event.send", "root", Map.of("user", "root")));

        context.run("event.send", "my/tag", Map.of("a", 1L));

        assertThat(context.master().requests().get(0)).containsEntry("data", Map.of("__pub_user", "root", "a", 1L));
    }

    @Test
    void factsGoAlongIfAskedFor() throws Exception {
        context.grain("os", "Debian").grain("id", "x").pillar("p", 1L);

        context.callWith(
                "event.send",
                Map.of("tag", "t", "with_grains", List.of("os"), "with_pillar", true, "with_env", List.of("PATH")));

        assertThat(context.master().requests().get(0))
                .containsEntry(
                        "data",
                        Map.of(
                                "grains", Map.of("os", "Debian"),
                                "pillar", Map.of("p", 1L),
                                "environ", Map.of("PATH", System.getenv("PATH"))));
    }

    @Test
    void dataOfAnyTypeTravelsInsideTheLoad() throws Exception {
        assertThat(context.call("event.fire_master", "plain text", "t")).isEqualTo(true);

        assertThat(context.master().requests())
                .containsExactly(Map.of("id", "minion1", "tag", "t", "data", "plain text", "cmd", "_minion_event"));
    }

    @Test
    void withoutAMasterItStaysOnTheMinionsBus() throws Exception {
        context.option("file_client", "local");

        assertThat(context.call("event.send", "t", Map.of("a", 1L))).isEqualTo(true);
        assertThat(context.call("event.fire_master", Map.of(), "t")).isEqualTo(false);
        assertThat(context.master().requests()).isEmpty();
        assertThat(context.minion().fired()).containsExactly(new Event("t", Map.of("a", 1L)));
    }

    @Test
    void anEventCanBeFiredOnTheMinionsBus() throws Exception {
        assertThat(context.call("event.fire", Map.of("a", 1L), "t")).isEqualTo(true);
        assertThat(context.minion().fired()).containsExactly(new Event("t", Map.of("a", 1L)));
    }
}
