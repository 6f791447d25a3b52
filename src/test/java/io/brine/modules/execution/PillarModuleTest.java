package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.functions.CommandExecutionException;
import io.brine.functions.TestCallContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PillarModuleTest {
    private final TestCallContext context = TestCallContext.of(new PillarModule())
            .pillar("web", Map.of("port", 80L, "sites", List.of("a", "b")))
            .pillar("role", "web");

    @Test
    void aValueIsFoundAlsoInsideOfOthers() throws Exception {
        assertThat(context.call("pillar.get", "web:port")).isEqualTo(80L);
        assertThat(context.call("pillar.get", "web:nosuch")).isEqualTo("");
        assertThat(context.call("pillar.get", "web:nosuch", null)).isNull();
        assertThat(context.call("pillar.fetch", "web|port", "x", false, null, "|"))
                .isEqualTo(80L);
    }

    @Test
    void theDefaultAndTheValueAreMerged() throws Exception {
        assertThat(context.call("pillar.get", "web", Map.of("port", 1L, "tls", true), true))
                .isEqualTo(Map.of("port", 80L, "tls", true, "sites", List.of("a", "b")));
        assertThat(context.call("pillar.get", "web:sites", List.of("b", "c"), true))
                .isEqualTo(List.of("b", "c", "a"));
        assertThat(context.call("pillar.get", "nosuch", Map.of("a", 1L), true)).isEqualTo(Map.of("a", 1L));
        assertThat(context.call("pillar.get", "web:port", Map.of("a", 1L), true))
                .isEqualTo(80L);
    }

    @Test
    void aMissingValueCanBeAnError() {
        context.option("pillar_raise_on_missing", true);

        assertThatThrownBy(() -> context.call("pillar.get", "nosuch"))
                .isInstanceOf(CommandExecutionException.class)
                .hasMessage("Pillar key not found: nosuch");
    }

    @Test
    void itemsAreCompiledAfreshAndCanBeOverridden() throws Exception {
        context.minion().masterPillar(Map.of("fresh", 1L));

        assertThat(context.call("pillar.items")).isEqualTo(Map.of("fresh", 1L));
        assertThat(context.callWith("pillar.data", Map.of("pillar", Map.of("fresh", 2L))))
                .isEqualTo(Map.of("fresh", 2L));
        assertThat(context.call("pillar.ls")).isEqualTo(List.of("fresh"));
        assertThat(context.callWith("pillar.get", Map.of("key", "fresh", "pillarenv", "dev")))
                .isEqualTo(1L);
        assertThat(context.minion().asked()).contains("compilePillar dev");
    }

    @Test
    void whatTheMinionHoldsIsShownInSeveralWays() throws Exception {
        assertThat(context.call("pillar.raw", "role")).isEqualTo("web");
        assertThat(context.call("pillar.raw")).isEqualTo(context.pillar());
        assertThat(context.call("pillar.items", "role")).isEqualTo(Map.of("role", "web"));
        assertThat(context.call("pillar.item", List.of("web:port", "x"), Map.of("default", 0L)))
                .isEqualTo(Map.of("web:port", 80L, "x", 0L));
        assertThat(context.call("pillar.keys", "web"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder("port", "sites");
        assertThatThrownBy(() -> context.call("pillar.keys", "role"))
                .hasMessage("Pillar value in key role is not a dict");
    }

    @Test
    void theTypesCanBeShownInsteadOfTheValues() throws Exception {
        context.minion().masterPillar(Map.of("secret", "x", "list", List.of(1L, true)));

        assertThat(context.call("pillar.obfuscate"))
                .isEqualTo(Map.of("secret", "<str>", "list", List.of("<int>", "<bool>")));
    }

    @Test
    void aMapIsChosenByAValue() throws Exception {
        assertThat(context.call("pillar.filter_by", Map.of("web", "serve", "db", "query"), "role"))
                .isEqualTo("serve");
    }
}
