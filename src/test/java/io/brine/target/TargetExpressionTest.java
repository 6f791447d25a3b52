package io.brine.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetExpressionTest {
    private static final Map<String, Object> GRAINS = Map.of(
            "os", "Debian",
            "ipv4", List.of("127.0.0.1", "10.1.2.3"),
            "ipv6", List.of("::1", "2001:db8::7"),
            "roles", List.of("web", Map.of("db", "main")),
            "rack", Map.of("row", 4L, "deep", Map.of("slot", "b:c")),
            "flag", true);

    record Known(String id, Optional<Map<String, Object>> grains, Optional<Map<String, Object>> pillar)
            implements MinionFacts {}

    private static final MinionFacts WEB1 = new Known("web1", Optional.of(GRAINS), Optional.of(Map.of("a", "B*")));
    private static final MinionFacts STRANGER = new Known("web1", Optional.empty(), Optional.empty());

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "web* and G@os:Debian; YES",
                "web* or x and y; YES",
                "( web* or x ) and y; NO",
                "not web*; NO",
                "* not db*; YES",
                "not not web*; NO",
                "web* db*; NO",
                "web* and; NO",
                "and web*; NO",
                "( and web* ); NO",
                "web* or ( ); YES",
                "not ( ); YES",
                "web* or db* ( x ); YES",
                "web* and db ( x ); NO",
                "( web1; NO",
                "G|@rack|row|4 and S@10.0.0.0/8; YES",
                "S@10.1.2.3/8; NO",
                "S@2001:DB8:0::7; YES",
                "E@web[0-9] and L@a,web1; YES",
                "E@web(; NO",
                "not P@os:(; YES",
                "X@web1; NO",
                "R@web1 or web1; NO",
                "P@os:^deb; YES",
                "G@rack:deep:slot:b\\:c; NO",
                "G@rack:deep:slot:b:c; YES",
                "G@roles:db:main; YES",
                "G@rack:*:row; YES",
                "G@*:row:4; YES",
                "G@flag:True; YES",
            })
    void aMinionAnswersAsSaltsMinionDoes(String words, Match expected) {
        assertThat(new TargetExpression(words, "compound").onMinion(Map.of()).match(WEB1))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "G@os:x; UNKNOWN",
                "web* and G@os:x; UNKNOWN",
                "web* or G@os:x; YES",
                "db* and G@os:x; NO",
                "not G@os:x; UNKNOWN"
            })
    void whatIsNotKnownIsUnknown(String words, Match expected) {
        assertThat(new TargetExpression(words, "compound").onMinion(Map.of()).match(STRANGER))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"web* or ( ), NO", "web* or db* ( x ), NO", "web* and not db*, YES"})
    void aMasterRefusesWhatOnlyPythonsLeniencyLetsPass(String words, Match expected) {
        assertThat(new TargetExpression(words, "compound").onMaster(Map.of()).match(WEB1))
                .isEqualTo(expected);
    }

    @Test
    void aMasterForgivesAnOpenParenthesisAndAMinionDoesNot() {
        TargetExpression open = new TargetExpression("( web* and not ( db*", "compound");

        assertThat(open.onMaster(Map.of()).match(WEB1)).isEqualTo(Match.YES);
        assertThat(open.onMinion(Map.of()).match(WEB1)).isEqualTo(Match.NO);
    }

    @Test
    void exactPillarKnowsNoPatterns() {
        assertThat(new TargetExpression("a:B*", "pillar_exact")
                        .onMinion(Map.of())
                        .match(WEB1))
                .isEqualTo(Match.YES);
        assertThat(new TargetExpression("a:*", "pillar_exact")
                        .onMinion(Map.of())
                        .match(WEB1))
                .isEqualTo(Match.NO);
        assertThat(new TargetExpression("I@a:b?", "compound_pillar_exact")
                        .onMaster(Map.of())
                        .match(WEB1))
                .isEqualTo(Match.NO);
        assertThat(new TargetExpression("I@a:b?", "compound").onMaster(Map.of()).match(WEB1))
                .isEqualTo(Match.YES);
    }

    @Test
    void whatIsNoTargetMeansNobody() {
        for (Object tgt : new Object[] {7L, Map.of(), List.of(1L)}) {
            for (String type : List.of("glob", "pcre", "grain", "compound", "ipcidr", "data", "range", "bogus")) {
                assertThat(new TargetExpression(tgt, type).onMinion(Map.of()).match(WEB1))
                        .isEqualTo(Match.NO);
                assertThat(new TargetExpression(tgt, type).onMaster(Map.of()).match(WEB1))
                        .isEqualTo(Match.NO);
            }
        }
        assertThat(new TargetExpression("os:Debian", "grain", "")
                        .onMinion(Map.of())
                        .match(WEB1))
                .isEqualTo(Match.NO);
    }

    @Test
    void nodegroupsThatNameThemselvesEnd() {
        Map<String, Object> groups = new LinkedHashMap<>();
        for (int i = 0; i < 40; i++) {
            groups.put("g" + i, "N@g" + (i + 1) + " or N@g" + (i + 1));
        }
        groups.put("g40", "web*");
        groups.put("loop", "N@loop or web*");

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThat(new TargetExpression("N@g0", "compound").onMaster(groups).match(WEB1))
                    .isNotNull();
            assertThat(new TargetExpression("N@loop", "compound")
                            .onMaster(groups)
                            .match(WEB1))
                    .isEqualTo(Match.NO);
        });
    }

    @Test
    void deepNestingIsRefused() {
        String words = "( ".repeat(50_000) + "*" + " )".repeat(50_000);

        assertThat(new TargetExpression(words, "compound").onMinion(Map.of())).isInstanceOf(Target.Nobody.class);
    }

    @Test
    void aHostilePathThroughDataEnds() {
        Map<String, Object> tree = Map.of("x", "y");
        for (int i = 0; i < 40; i++) {
            tree = Map.of("a", tree, "b", tree);
        }
        SubdictMatch path = new SubdictMatch("*:".repeat(60) + "z:z", ":", SubdictMatch.Mode.GLOB);
        Map<String, Object> hostile = tree;

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> assertThat(path.matches(hostile)).isFalse());
    }

    @Test
    void tenThousandMinionsAreMatchedQuickly() {
        List<MinionFacts> minions = new ArrayList<>(Collections.nCopies(10_000, WEB1));
        Target target = new TargetExpression(
                        "web* and G@os:Deb* and P@rack:row:[0-9] and not S@192.168.0.0/16", "compound")
                .onMaster(Map.of());

        Assertions.assertTimeout(
                Duration.ofSeconds(60),
                () -> assertThat(minions).allMatch(minion -> target.match(minion) == Match.YES));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.200.0.1, true",
        "10.0.0.0/255.0.0.0, 10.1.1.1, true",
        "10.0.0.0/0.255.255.255, 10.1.1.1, true",
        "0.0.0.0/0, 1.2.3.4, true",
        "2001:db8::/32, 2001:db8:1::9, true",
        "2001:db8::/32, 10.0.0.1, false",
    })
    void networksHoldAddresses(String network, String address, boolean holds) {
        assertThat(IpNetwork.parse(network)
                        .orElseThrow()
                        .contains(IpAddress.parse(address).orElseThrow()))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:DB8:0:0::0001, 2001:db8::1",
        "::ffff:1.2.3.4, ::ffff:102:304",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "fe80::1%eth0, fe80::1%eth0",
        "::, ::",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    })
    void addressesAreWrittenAsPythonWritesThem(String text, String written) {
        assertThat(IpAddress.parse(text).orElseThrow()).hasToString(written);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1/8", "10.0.0.0/33", "10.0.0", "010.0.0.1", "1::2::3", "10.0.0.0/255.0.255.0", "web1", "::1%"})
    void whatIsNoNetworkIsNone(String text) {
        assertThat(IpNetwork.parse(text)).isEmpty();
    }
}
