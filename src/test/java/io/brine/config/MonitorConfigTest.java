package io.brine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.data.Trees;
import io.brine.data.Yaml;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MonitorConfigTest {
    private static MonitorConfig read(String yaml) {
        return MonitorConfig.from(new Options(Trees.fields(Yaml.load(yaml)), Map.of()));
    }

    @Test
    void withoutAWordItWatchesAndOpensNoPort() {
        MonitorConfig config = read("{}");

        assertThat(config.enabled()).isTrue();
        assertThat(config.metrics().port()).isZero();
        assertThat(config.metrics().address()).isEqualTo("127.0.0.1");
        assertThat(config.metrics().perMinion()).isFalse();
        assertThat(config.heartbeat().interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.slowSubscriber())
                .isEqualTo(new MonitorConfig.SlowSubscriber(Duration.ofMinutes(1), 64 << 20));
        assertThat(config.canary().every()).isEqualTo(Duration.ofHours(6));
        assertThat(config.history().keep()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void whatIsSetIsRead() {
        MonitorConfig config = read(
                "mon: {enabled: false, metrics: {port: 2112, health_functions: state.sls},"
                        + " heartbeat: {interval: 0.5}, slow_subscriber: {seconds: 0, bytes: 1000}, canary: {every: 0}, history: {ignore: [a, b]}}");

        assertThat(config.enabled()).isFalse();
        assertThat(config.metrics().port()).isEqualTo(2112);
        assertThat(config.metrics().healthFunctions()).containsExactly("state.sls");
        assertThat(config.heartbeat().interval()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.slowSubscriber()).isEqualTo(new MonitorConfig.SlowSubscriber(Duration.ZERO, 1000));
        assertThat(config.canary().every()).isZero();
        assertThat(config.history().ignore()).containsExactly("a", "b");
    }

    @Test
    void aMisspeltNameIsToldWithTheNearestRightOne() {
        assertThatThrownBy(() -> read("mon: {metric: {}}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mon:metric")
                .hasMessageContaining("did you mean 'metrics'?");
        assertThatThrownBy(() -> read("mon: {metrics: {per_minon: true}}"))
                .hasMessageContaining("mon:metrics:per_minon")
                .hasMessageContaining("'per_minion'");
    }

    @Test
    void anItemOfAListIsToldWithItsPlaceFromOne() {
        assertThatThrownBy(() -> read("mon: {logs: {rules: [{pattern: a}, {name: b}]}}"))
                .hasMessageContaining("option 'mon:logs:rules[2]:pattern' is missing");
        assertThatThrownBy(() -> read("mon: {logs: {rules: [{pattern: a, patern: b}]}}"))
                .hasMessageContaining("option 'mon:logs:rules[1]:patern' is unknown, did you mean 'pattern'?");
        assertThatThrownBy(() -> read("mon: {logs: {mute: [a, b, '(']}}"))
                .hasMessageContaining("option 'mon:logs:mute[3]' is no pattern");
        assertThatThrownBy(() -> read("mon: {logs: {files: [/var/log/a, relative]}}"))
                .hasMessageContaining("option 'mon:logs:files[2]' must be an absolute path");
        assertThatThrownBy(() -> read("mon: {logs: {mute: '('}}"))
                .hasMessageContaining("option 'mon:logs:mute' is no pattern");
    }

    @Test
    void aValueOfTheWrongKindOrSizeIsRefused() {
        assertThatThrownBy(() -> read("mon: {metrics: {port: 70000}}")).hasMessageContaining("between 0 and 65535");
        assertThatThrownBy(() -> read("mon: {metrics: {port: many}}")).hasMessageContaining("must be a number");
        assertThatThrownBy(() -> read("mon: {enabled: perhaps}")).hasMessageContaining("must be true or false");
        assertThatThrownBy(() -> read("mon: {canary: 5}")).hasMessageContaining("must be a map");
        assertThatThrownBy(() -> read("mon: {metrics: {address: [1]}}")).hasMessageContaining("must be text");
    }
}
