package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.functions.TestCallContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PublishModuleTest {
    private final TestCallContext context = TestCallContext.of(new PublishModule());

    @Test
    void theReturnsOfOthersAreGathered() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        context.master()
                .answer(load -> load.get("cmd").equals("minion_pub")
                        ? Map.of("jid", "20260101000000000000", "minions", List.of("a", "b"))
                        : asked.incrementAndGet() == 1
                                ? Map.of("a", Map.of("ret", 1L))
                                : Map.of("a", Map.of("ret", 1L), "b", Map.of("ret", 2L)));

        assertThat(context.call("publish.publish", "*", "test.echo", "[x, 1]")).isEqualTo(Map.of("a", 1L, "b", 2L));
        assertThat(context.master().requests().get(0))
                .containsEntry("fun", "test.echo")
                .containsEntry("arg", List.of("x", 1L))
                .containsEntry("form", "clean");
        assertThat(context.call("publish.full_data", "*", "test.ping"))
                .isEqualTo(Map.of("a", Map.of("ret", 1L), "b", Map.of("ret", 2L)));
    }

    @Test
    void whatTheMasterDoesNotAllowReturnsNothing() throws Exception {
        context.master().answer(load -> Map.of());

        assertThat(context.call("publish.publish", "*", "test.ping")).isEqualTo(Map.of());
        assertThat(context.call("publish.publish", "*", "publish.publish")).isEqualTo(Map.of());
        assertThat(context.master().requests()).hasSize(1);
    }

    @Test
    void aRunnerIsAskedOfTheMaster() throws Exception {
        context.master().answer(load -> "done");

        assertThat(context.call("publish.runner", "manage.up")).isEqualTo("done");
        context.master().disconnect();
        assertThat(context.call("publish.runner", "manage.up"))
                .isEqualTo("No access to master. If using salt-call with --local, please remove.");
    }
}
