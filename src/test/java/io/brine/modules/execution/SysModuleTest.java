package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.functions.TestCallContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class SysModuleTest {
    private final TestCallContext context = TestCallContext.of(new SysModule(), new TestModule());

    @Test
    void theDocumentationIsShownWithoutMarkup() throws Exception {
        assertThat(context.call("sys.doc", "test.ping"))
                .isEqualTo(Map.of(
                        "test.ping",
                        "\n    Used to make sure the minion is up and responding. Not an ICMP ping.\n\n"
                                + "    Returns ``True``.\n\n    CLI Example:\n\n        salt '*' test.ping\n    "));
    }

    @Test
    void modulesAndGlobsAreMeantToo() throws Exception {
        assertThat(docs("test")).contains("test.ping", "test.echo").noneMatch(fun -> fun.startsWith("sys."));
        assertThat(docs("test.p*", "sys.doc"))
                .contains("test.ping", "test.providers", "sys.doc")
                .doesNotContain("test.echo");
        assertThat(docs("nosuch")).isEmpty();
        assertThat(docs()).isEqualTo(List.copyOf(context.functions().names()));
    }

    @Test
    void functionsAndModulesAreListed() throws Exception {
        assertThat(context.call("sys.list_functions", "test.p*", "test.echo"))
                .isEqualTo(List.of("test.echo", "test.ping", "test.provider", "test.providers"));
        assertThat(context.call("sys.list_functions"))
                .isEqualTo(List.copyOf(context.functions().names()));
        assertThat(context.call("sys.list_modules")).isEqualTo(List.of("sys", "test"));
        assertThat(context.call("sys.list_modules", "t*")).isEqualTo(List.of("test"));
    }

    @Test
    void parametersAreReported() throws Exception {
        Map<String, Object> echo = new HashMap<>();
        echo.put("args", List.of("text"));
        Arrays.asList("defaults", "varargs", "kwargs").forEach(each -> echo.put(each, null));
        assertThat(context.call("sys.argspec", "test.echo")).isEqualTo(Map.of("test.echo", echo));
        assertThat(context.call("sys.argspec", "test"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsKeys("test.retcode", "test.arg");
    }

    private List<String> docs(Object... args) throws Exception {
        return ((Map<?, ?>) context.call("sys.doc", args))
                .keySet().stream().map(Object::toString).toList();
    }
}
