package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.functions.JobFacts;
import io.brine.functions.TestCallContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestModuleTest {
    private final TestCallContext context = TestCallContext.of(new TestModule());

    @Test
    void pingAnswersTrue() throws Exception {
        assertThat(context.call("test.ping")).isEqualTo(true);
    }

    @Test
    void echoReturnsItsText() throws Exception {
        assertThat(context.call("test.echo", "hi")).isEqualTo("hi");
    }

    @Test
    void argShowsHowTheArgumentsArrived() throws Exception {
        context.job(new JobFacts("1", "test.arg", "root", Map.of("fun", "test.arg")));

        assertThat(context.run("test.arg", 1L, "two", "k=[3]").returned())
                .isEqualTo(Map.of(
                        "args", List.of(1L, "two"), "kwargs", Map.of("k", List.of(3L), "__pub_fun", "test.arg")));
        assertThat(context.run("test.arg_clean", 1L, "k=v").returned())
                .isEqualTo(Map.of("args", List.of(1L), "kwargs", Map.of("k", "v")));
        assertThat(context.call("test.arg_type", 1L, "x"))
                .isEqualTo(Map.of("args", List.of("<class 'int'>", "<class 'str'>"), "kwargs", Map.of()));
        assertThat(context.call("test.arg_repr", 1L)).isEqualTo(Map.of("args", "(1,)", "kwargs", "{}"));
    }

    @Test
    void aRetcodeIsSet() throws Exception {
        assertThat(context.run("test.retcode", 7L).retcode()).isEqualTo(7L);
        assertThat(context.run("test.false").retcode()).isEqualTo(0L);
    }

    @Test
    void exceptionsComeAsSaltShowsThem() throws Exception {
        assertThat((String) context.run("test.exception", "Oh noes!").returned())
                .startsWith("The minion function caused an exception: Traceback")
                .endsWith("Oh noes!\n");
        assertThat(context.run("test.raise_exception", "salt.exceptions.CommandExecutionError", "bad")
                        .returned())
                .isEqualTo("ERROR: bad");
        assertThat(context.run("test.raise_exception", "NoSuch").returned()).isEqualTo(false);
        assertThat(context.callWith("test.try", Map.of("module", "test.exception")))
                .isNull();
    }

    @Test
    void theVersionIsThatOfSalt() throws Exception {
        assertThat(context.call("test.version")).isEqualTo("3006.0");
        assertThat(context.call("test.versions_report"))
                .asString()
                .startsWith("Salt Version:\n              Salt: 3006.0\n");
    }

    @Test
    void anotherFunctionIsCalledThroughTheTable() throws Exception {
        assertThat(context.call("test.cross_test", "test.echo", List.of("x"))).isEqualTo("x");
    }
}
