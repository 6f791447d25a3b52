package io.brine.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every outcome of a job in the words of Salt (PROTOCOL 5.6). */
class FunctionCallTest {
    private final TestCallContext context = TestCallContext.of(new EchoModule());

    @Test
    void aValueIsReturnedWithRetcodeZero() throws Exception {
        FunctionOutcome outcome = context.run("echo.text", "hi");

        assertThat(outcome.returnFields())
                .containsExactly(entry("success", true), entry("return", "hi"), entry("retcode", 0L));
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void theFunctionsOutputterIsToldButStandsOutsideTheFirstFields() throws Exception {
        FunctionOutcome outcome = context.run("echo.printed");

        assertThat(outcome.out()).contains("highstate");
        assertThat(outcome.returnFields()).doesNotContainKey("out");
    }

    @Test
    void theRetcodeOfTheContextIsReturned() throws Exception {
        FunctionOutcome outcome = context.run("echo.value", "x", 42L);

        assertThat(outcome.retcode()).isEqualTo(42L);
        assertThat(outcome.success()).isEqualTo(false);
    }

    @Test
    void aMapThatSaysItFailedHasRetcodeOne() throws Exception {
        assertThat(context.run("echo.value", Map.of("result", false)).retcode()).isEqualTo(1L);
        assertThat(context.run("echo.value", Map.of("success", false)).retcode())
                .isEqualTo(1L);
        assertThat(context.run("echo.value", Map.of("result", true)).retcode()).isEqualTo(0L);
    }

    @Test
    void anErrorHasItsFieldsInSaltsOrder() throws Exception {
        assertThat(context.run("echo.fail", "command").returnFields())
                .containsExactly(
                        entry("success", false),
                        entry("return", "ERROR: refused"),
                        entry("out", "nested"),
                        entry("retcode", 1L));
    }

    @Test
    void everyKindOfFailureHasItsWords() throws Exception {
        assertThat(context.run("echo.fail", "missing").returned())
                .isEqualTo("Command required for 'echo.fail' not found: no such program");
        assertThat(context.run("echo.fail", "invocation").returned())
                .isEqualTo("ERROR executing 'echo.fail': makes no sense");
        assertThat(context.run("nothing.here").returned()).isEqualTo("'nothing.here' is not available.");
        assertThat(context.run("echo.text", "a", "b").returned())
                .isEqualTo(
                        "Passed invalid arguments to echo.text: text() takes 1 positional argument but 2 were given\n"
                                + "\n    Return the text.\n\n    CLI Example:\n\n    .. code-block:: bash\n\n"
                                + "        salt '*' echo.text hi\n    ");
        assertThat(context.run("echo.text", "a", "x=1").returned())
                .isEqualTo("ERROR executing 'echo.text': The following keyword arguments are not valid: x=1");
    }

    @Test
    void anUnexpectedExceptionIsReturnedWithItsTracebackAndFired() throws Exception {
        assertThat((String) context.run("echo.fail", "other").returned())
                .startsWith("The minion function caused an exception: Traceback (most recent call last):\n")
                .contains("in fail\n")
                .endsWith("IllegalStateException: boom\n");
        assertThat(context.minion().fired()).extracting(event -> event.tag()).containsExactly("_salt_error");
    }

    @Test
    void aMissingFunctionThatBeginsOthersReturnsTheirDocs() throws Exception {
        Object returned = context.run("echo.t").returned();

        assertThat(returned)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("echo.t", "'echo.t' is not available.")
                .containsEntry(
                        "echo.text",
                        "\n    Return the text.\n\n    CLI Example:\n\n        salt '*' echo.text hi\n    ")
                .containsKeys("echo.three", "echo.two");
    }

    @Test
    void aJobThatWasEndedHasNoOutcome() {
        assertThatThrownBy(() -> context.run("echo.fail", "interrupt")).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aFunctionWithVarKwargsSeesThePublication() throws Exception {
        context.job(new JobFacts("20260101000000000000", "echo.rest", "root", Map.of("tgt", "*")));

        assertThat(context.run("echo.rest", "a").returned()).isEqualTo("['a'] None {'__pub_tgt': '*'}");
    }

    @Test
    void aBlackoutAllowsOnlyTheWhitelist() throws Exception {
        context.pillar("minion_blackout", true).pillar("minion_blackout_whitelist", List.of("echo.none"));

        assertThat((String) context.run("echo.text", "a").returned())
                .startsWith("ERROR executing 'echo.text': Minion in blackout mode.");
        assertThat(context.run("echo.none").success()).isEqualTo(true);
    }

    @Test
    void anExecutorWeDoNotHaveIsRefused() throws Exception {
        context.job(new JobFacts("", "", "", Map.of("module_executors", List.of("docker"))));

        assertThat(context.run("echo.none").returned())
                .isEqualTo("ERROR executing 'echo.none': Executor 'docker' is not available");
    }

    @Test
    void severalFunctionsReturnMapsByTheirName() throws Exception {
        FunctionOutcome outcome = new FunctionCall(context)
                .runAll(List.of("echo.text", "echo.fail"), List.of(List.of("hi"), List.of("other")), false);

        assertThat(outcome.success()).isEqualTo(Map.of("echo.text", true, "echo.fail", false));
        assertThat(outcome.retcode()).isEqualTo(Map.of("echo.text", 0L));
        assertThat(outcome.returned())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("echo.text", "hi")
                .hasEntrySatisfying(
                        "echo.fail", text -> assertThat((String) text).contains("boom"));
    }

    @Test
    void severalFunctionsReturnListsWhenOrdered() throws Exception {
        FunctionOutcome outcome = new FunctionCall(context)
                .runAll(List.of("echo.none", "echo.none"), List.of(List.of(), List.of()), true);

        assertThat(outcome.success()).isEqualTo(List.of(true, true));
        assertThat(outcome.retcode()).isEqualTo(List.of(0L, 0L));
    }

    private static Map.Entry<String, Object> entry(String key, Object value) {
        return Map.entry(key, value);
    }
}
