package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.functions.TestCallContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigModuleTest {
    private final TestCallContext context = TestCallContext.of(new ConfigModule())
            .option("x", Map.of("opts", 1L, "all", "opts"))
            .grain("x", Map.of("grains", 1L, "all", "grains"))
            .grain("g", "grains")
            .pillar("x", Map.of("pillar", 1L, "all", "pillar"))
            .pillar("g", "pillar")
            .pillar("p", "pillar")
            .pillar("master", Map.of("x", Map.of("master", 1L, "all", "master"), "m", "master", "a.b", 2L));

    @Test
    void theFirstPlaceThatHasTheValueWins() throws Exception {
        assertThat(context.call("config.get", "id")).isEqualTo("minion1");
        assertThat(context.call("config.get", "x:all")).isEqualTo("opts");
        assertThat(context.call("config.get", "g")).isEqualTo("grains");
        assertThat(context.call("config.get", "p")).isEqualTo("pillar");
        assertThat(context.call("config.get", "m")).isEqualTo("master");
        assertThat(context.call("config.get", "test.foo")).isEqualTo("unconfigured");
        assertThat(context.call("config.get", "nosuch")).isEqualTo("");
        assertThat(context.call("config.get", "nosuch", 5L)).isEqualTo(5L);
    }

    @Test
    void placesCanBeLeftOut() throws Exception {
        assertThat(context.callWith("config.get", Map.of("key", "x:all", "omit_opts", true)))
                .isEqualTo("grains");
        assertThat(context.callWith("config.get", Map.of("key", "x:all", "omit_opts", true, "omit_grains", true)))
                .isEqualTo("pillar");
    }

    @Test
    void allPlacesCanBeMerged() throws Exception {
        assertThat(context.callWith("config.get", Map.of("key", "x", "merge", "recurse")))
                .isEqualTo(Map.of("opts", 1L, "grains", 1L, "pillar", 1L, "master", 1L, "all", "opts"));
        assertThat(context.callWith("config.get", Map.of("key", "x", "merge", "overwrite")))
                .isEqualTo(Map.of("opts", 1L, "all", "opts"));
    }

    @Test
    void anOptionIsLookedForByItsWholeName() throws Exception {
        assertThat(context.call("config.option", "g")).isEqualTo("grains");
        assertThat(context.call("config.option", "redis.host")).isEqualTo("salt");
        assertThat(context.call("config.option", "nosuch")).isEqualTo("");
        assertThat(context.callWith("config.option", Map.of("value", "redis.*", "wildcard", true)))
                .isEqualTo(Map.of("redis.db", "0", "redis.host", "salt", "redis.port", 6379L));
    }

    @Test
    void valuesOfSeveralPlacesArePutTogether() throws Exception {
        context.option("list", List.of(1L))
                .pillar("list", List.of(2L))
                .option("map", Map.of("a", 1L))
                .pillar("map", Map.of("a", 2L, "b", 2L));

        assertThat(context.call("config.merge", "list")).isEqualTo(List.of(1L, 2L));
        assertThat(context.call("config.merge", "map")).isEqualTo(Map.of("a", 1L, "b", 2L));
        assertThat(context.call("config.merge", "nosuch", "d")).isEqualTo("d");
    }

    @Test
    void theRestOfAPrefixIsFound() throws Exception {
        context.option("a.c", 3L);

        assertThat(context.call("config.dot_vals", "a")).isEqualTo(Map.of("a.b", 2L, "a.c", 3L));
    }

    @Test
    void aModeHasFourDigits() throws Exception {
        assertThat(context.call("config.manage_mode", 644L)).isEqualTo("0644");
        assertThat(context.call("config.manage_mode", "'00755'")).isEqualTo("0755");
        assertThat(context.call("config.manage_mode", "0o2755")).isEqualTo("2755");
    }

    @Test
    void fileUrlsAreKnownByTheirScheme() throws Exception {
        assertThat(context.call("config.valid_fileproto", "salt://x")).isEqualTo(true);
        assertThat(context.call("config.valid_fileproto", "gopher://x")).isEqualTo(false);
    }
}
