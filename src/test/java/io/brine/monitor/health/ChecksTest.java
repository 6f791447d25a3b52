package io.brine.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.config.CheckConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What answers mean, and when that is told. */
class ChecksTest {
    private static final long T = 1_000_000_000L;

    private final List<String> told = new ArrayList<>();
    private final HealthListener listener = new HealthListener() {
        @Override
        public void onCheck(String check, String id, String verdict, String value) {
            told.add(id + " " + verdict + " " + value);
        }
    };

    private static CheckConfig check(String text) {
        return HealthConfigs.of("{checks: [" + text + "]}").checks().get(0);
    }

    private static String verdict(String text, Object returned) {
        return CheckRules.judge(check(text), returned, T).verdict();
    }

    @Test
    void apathLeadsIntoTheResultAndItsValueIsCompared() {
        String disk = "{function: disk.percent, key: '/var', type: percentage, assert: '{value} < 90', warn: '< 80'}";

        assertThat(verdict(disk, Map.of("/var", "41%"))).isEqualTo("good");
        assertThat(verdict(disk, Map.of("/var", "85%"))).isEqualTo("warn");
        assertThat(verdict(disk, Map.of("/var", "90%"))).isEqualTo("bad");
        assertThat(verdict(disk, Map.of("/", "90%"))).isEqualTo("unreadable");
        assertThat(verdict(disk, "Module disk is not there")).isEqualTo("unreadable");
    }

    @Test
    void numbersInListsTextsAndTruthAreReadToo() {
        assertThat(verdict(
                        "{function: status.loadavg, key: 'a:1', type: float, assert: '<= 2.5'}",
                        Map.of("a", List.of(9, 2.5))))
                .isEqualTo("good");
        assertThat(verdict("{function: test.ping}", true)).isEqualTo("good");
        assertThat(verdict("{function: test.ping}", false)).isEqualTo("bad");
        assertThat(verdict("{function: test.ping}", "true")).isEqualTo("unreadable");
        assertThat(verdict("{function: grains.get, type: text, assert: '!= Windows'}", "Debian"))
                .isEqualTo("good");
    }

    @Test
    void aVerdictChangesWhenTwoAnswersInARowSaySo() {
        CheckConfig load = check("{name: load, function: status.load, type: float, assert: '< 5'}");
        Checks checks = new Checks(List.of(load), listener, T);
        double[] values = {1, 9, 1, 9, 9, 1, 1};
        for (int at = 0; at < values.length; at++) {
            checks.answered(load, Map.of("web1", values[at]), T + at);
        }

        assertThat(told).containsExactly("web1 bad 9.0", "web1 good 1.0");
        assertThat(checks.series("load", "web1")).hasSize(7);
        assertThat(checks.standings().get("load").get("web1").since()).isEqualTo(T + 6);
    }

    @Test
    void howACheckStandsIsCountedByVerdict() {
        CheckConfig load = check("{name: load, function: status.load, type: float, assert: '< 5'}");
        Checks checks = new Checks(List.of(load), listener, T);
        assertThat(checks.tallies().get(0).last()).isZero();

        checks.answered(load, Map.of("web1", 1, "web2", 9, "web3", 2), T + 1);

        assertThat(checks.tallies()).containsExactly(new Checks.Tally(load, 3, Map.of("good", 2, "bad", 1), T + 1));
    }

    @Test
    void aCheckIsDueAtOnceAndThenAfterItsInterval() {
        CheckConfig load = check("{function: test.ping, every: 60}");
        Checks checks = new Checks(List.of(load), listener, T);

        assertThat(checks.takeDue(T)).hasSize(1);
        assertThat(checks.takeDue(T + 59_999)).isEmpty();
        assertThat(checks.takeDue(T + 60_000)).hasSize(1);
    }

    @Test
    void aSeriesIsAsLongAsADayOfFiveMinutesAndNoLonger() {
        CheckConfig load = check("{name: load, function: status.load, type: float}");
        Checks checks = new Checks(List.of(load), listener, T);
        for (int at = 0; at < 300; at++) {
            checks.answered(load, Map.of("web1", at), T + at);
        }

        assertThat(checks.series("load", "web1")).hasSize(288);
        assertThat(checks.series("load", "web1").get(0).value()).isEqualTo(12.0);
    }
}
