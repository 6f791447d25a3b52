package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.functions.TestCallContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MineModuleTest {
    private final TestCallContext context =
            TestCallContext.of(new MineModule(), new TestModule(), new GrainsModule(), new ConfigModule());

    @Test
    void whatAFunctionReturnsIsSent() throws Exception {
        assertThat(context.call("mine.send", "test.echo", "hi")).isEqualTo(true);

        assertThat(context.master().requests())
                .containsExactly(
                        Map.of("cmd", "_mine", "data", Map.of("test.echo", "hi"), "id", "minion1", "clear", false));
    }

    @Test
    void anAliasCanNameAnotherFunctionAndWhoMaySeeIt() throws Exception {
        context.grain("os", "Debian");
        assertThat(context.call(
                        "mine.send",
                        List.of("which_os", "os"),
                        Map.of("mine_function", "grains.get", "allow_tgt", "web*", "allow_tgt_type", "glob")))
                .isEqualTo(true);

        assertThat(context.master().requests().get(0))
                .containsEntry(
                        "data",
                        Map.of(
                                "which_os",
                                Map.of(
                                        "__data__", "Debian",
                                        "__saltmine_acl__", 1L,
                                        "allow_tgt", "web*",
                                        "allow_tgt_type", "glob")));
    }

    @Test
    void aFunctionThatFailsIsNotSent() throws Exception {
        assertThat(context.call("mine.send", "test.exception")).isEqualTo(false);
        assertThat(context.master().requests()).isEmpty();
    }

    @Test
    void theConfiguredFunctionsAreSentTogether() throws Exception {
        context.option(
                        "mine_functions",
                        Map.of("test.ping", List.of(), "hello", Map.of("mine_function", "test.echo", "text", "hi")))
                .pillar("mine_functions", Map.of("no.such", List.of(), "test.exception", List.of()));

        assertThat(context.call("mine.update")).isEqualTo(true);
        assertThat(context.master().requests().get(0))
                .containsEntry("data", Map.of("test.ping", true, "hello", "hi"))
                .containsEntry("clear", false);
        assertThat(context.call("mine.valid"))
                .isEqualTo(Map.of(
                        "test.ping", List.of(),
                        "hello", Map.of("test.echo", List.of(Map.of("text", "hi"))),
                        "test.exception", List.of()));
    }

    @Test
    void nothingConfiguredMeansNothingSent() throws Exception {
        assertThat(context.call("mine.update")).isNull();
        assertThat(context.call("mine.valid")).isNull();
        assertThat(context.call("mine.update", true, List.of("test.ping"))).isEqualTo(true);
        assertThat(context.master().requests()).hasSize(1);
    }

    @Test
    void valuesOfOthersAreRead() throws Exception {
        context.master().answer(load -> Map.of("minion1", 1L, "other", 2L));

        assertThat(context.call("mine.get", "*", "test.ping")).isEqualTo(Map.of("minion1", 1L, "other", 2L));
        assertThat(context.call("mine.get", "os:x", "test.ping", "grain", true)).isEqualTo(Map.of("other", 2L));
        assertThat(context.master().requests().get(1))
                .isEqualTo(Map.of(
                        "cmd", "_mine_get", "id", "minion1", "tgt", "os:x", "fun", "test.ping", "tgt_type", "grain"));
    }

    @Test
    void theMineIsEmptied() throws Exception {
        assertThat(context.call("mine.delete", "test.ping")).isEqualTo(true);
        assertThat(context.call("mine.flush")).isEqualTo(true);
        assertThat(context.master().requests())
                .containsExactly(
                        Map.of("cmd", "_mine_delete", "fun", "test.ping", "id", "minion1"),
                        Map.of("cmd", "_mine_flush", "id", "minion1"));
    }
}
