package io.brine.modules.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.functions.TestCallContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchModuleTest {
    private final TestCallContext context = TestCallContext.of(new MatchModule())
            .option("id", "web1")
            .option("nodegroups", Map.of("webs", "web*"))
            .grain("os", "Ubuntu")
            .grain("ipv4", List.of("192.168.44.7"))
            .pillar("cheese", Map.of("kind", "swiss"));

    @ParameterizedTest(name = "match.{0} {1} is {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "compound ; G@os:Ubuntu and web* ; true",
                "compound ; N@webs and not E@db.* ; true",
                "compound ; L@db1,db2 or P@os:Deb.* ; false",
                "glob ; web? ; true",
                "glob ; db* ; false",
                "list ; db1,web1 ; true",
                "list ; db1,db2 ; false",
                "pcre ; w.*1 ; true",
                "grain ; os:Ub* ; true",
                "grain_pcre ; os:(Ubuntu|Debian) ; true",
                "pillar ; cheese:kind:sw* ; true",
                "pillar_pcre ; cheese:kind:(swiss|blue) ; true",
                "ipcidr ; 192.168.44.0/24 ; true",
                "ipcidr ; 10.0.0.0/8 ; false",
                "data ; spam:eggs ; false",
            })
    void aTargetMeansThisMinionOrNot(String type, String tgt, boolean expected) throws Exception {
        assertThat(context.call("match." + type, tgt)).isEqualTo(expected);
    }

    @Test
    void anotherIdOrDelimiterCanBeNamed() throws Exception {
        assertThat(context.call("match.glob", "db*", "db1")).isEqualTo(true);
        assertThat(context.call("match.pillar", "cheese|kind|swiss", "|")).isEqualTo(true);
        assertThat(context.call("match.pillar_pcre", "cheese|kind|sw.*", "|")).isEqualTo(true);
    }

    @Test
    void theFirstMatchingEntryIsChosen() throws Exception {
        Map<String, Object> lookup = new java.util.LinkedHashMap<>();
        lookup.put("db*", "database");
        lookup.put("web*", Map.of("port", 80L));
        lookup.put("default", "none");

        assertThat(context.call("match.filter_by", lookup)).isEqualTo(Map.of("port", 80L));
        assertThat(context.callWith("match.filter_by", Map.of("lookup", lookup, "minion_id", "db1")))
                .isEqualTo("database");
        assertThat(context.callWith("match.filter_by", Map.of("lookup", lookup, "minion_id", "x")))
                .isEqualTo("none");
        assertThat(context.callWith("match.filter_by", Map.of("lookup", lookup, "merge", Map.of("tls", true))))
                .isEqualTo(Map.of("port", 80L, "tls", true));
    }

    @Test
    void allMatchingNamesAreFound() throws Exception {
        assertThat(context.call("match.search_by", Map.of("web", List.of("web1", "db1"), "db", List.of("db*"))))
                .isEqualTo(List.of("web"));
        assertThat(context.call("match.search_by", Map.of("db", List.of("db*"))))
                .isNull();
    }

    @Test
    void aChainOfConditionsIsDecided() throws Exception {
        assertThat(context.call("match.ifelse", "db*", "a", "web*", "b", "c")).isEqualTo("b");
        assertThat(context.call("match.ifelse", "db*", "a", false, "b", "c")).isEqualTo("c");
        assertThat(context.call("match.ifelse", true, "a", "c")).isEqualTo("a");
        assertThat(context.call("match.ifelse", "only")).isEqualTo("only");
        assertThatThrownBy(() -> context.call("match.ifelse", "a", "b"))
                .hasMessage("The ifelse function must have an odd number of arguments!");
    }
}
