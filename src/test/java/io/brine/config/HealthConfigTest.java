package io.brine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.data.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthConfigTest {
    @TempDir
    Path directory;

    private HealthConfig read(String mon) {
        return master(Map.of("mon", Yaml.load(mon, "mon"))).monitor().health();
    }

    private MasterConfig master(Map<String, Object> overrides) {
        return new ConfigLoader(new Surroundings(Map.of(), directory, "root", HostName.ofThisHost()), Clock.systemUTC())
                .master(Optional.of(directory), overrides);
    }

    @Test
    void withoutAWordOfTheUsersItOnlyObserves() throws Exception {
        Files.createDirectories(directory);
        HealthConfig config = read("{}");

        assertThat(config.repair().mode()).isEqualTo("observe");
        assertThat(config.repair().isAuto()).isFalse();
        assertThat(config.repair().parallel()).isEqualTo(5);
        assertThat(config.signals().graceMillis()).isEqualTo(45_000);
        assertThat(config.storm()).isEqualTo(new HealthConfig.Storm(10, 0.10, 0.05, 120_000));
        assertThat(config.hold()).isEqualTo(new HealthConfig.Hold(300_000, 120_000, 120_000));
        assertThat(config.mon()).isTrue();
        assertThat(HealthConfig.standard().mon()).isFalse();
    }

    @Test
    void whatTheUserSaysIsRead() {
        HealthConfig config = read("""
                sites: {grain: dc, cidr: {fra: 10.1.0.0/16}}
                classes: {roaming: 'laptop-*', ephemeral: 'G@role:worker', gone: 3600}
                gateway: [10.1.0.1]
                repair:
                  mode: auto
                  rate: {per_s: 0.5, burst: 3, parallel: 2}
                  per_minion: {incident: 1, day: 2}
                  steps: [look, restart]
                  owner: salt-a
                  ssh: {user: medic, hosts: {web1: 10.1.0.7}}
                tell:
                  - {when: [FAILED, breaker], url: 'https://example.org/x', again: 60}
                  - {when: FLAPPING, mail: ops@example.org, daily: true}
                checks:
                  - {name: disk, target: 'G@os:Debian', function: disk.percent, key: '/var', type: percentage,
                     assert: '{value} < 90', every: 600}
                """);

        assertThat(config.sites().grain()).isEqualTo("dc");
        assertThat(config.classes()).isEqualTo(new HealthConfig.Classes("laptop-*", "G@role:worker", 3_600_000, 0));
        assertThat(config.repair().perSecond()).isEqualTo(0.5);
        assertThat(config.repair().steps()).containsExactly("look", "restart");
        assertThat(config.repair().ssh().hosts()).containsEntry("web1", "10.1.0.7");
        assertThat(config.tell()).hasSize(2);
        assertThat(config.tell().get(1).daily()).isTrue();
        assertThat(config.checks().get(0).wanted()).isEqualTo("< 90");
        assertThat(config.checks().get(0).path()).containsExactly("/var");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{repair: {mode: automatic}} | option 'mon:repair:mode' must be one of observe, ask, auto, is automatic",
                "{repair: {paralel: 2}} | option 'mon:repair:paralel' is unknown",
                "{repair: {rate: {paralel: 2}}} | option 'mon:repair:rate:paralel' is unknown, did you mean 'parallel'?",
                "{repair: {steps: [kill]}} | option 'mon:repair:steps' names kill; known are kick, look, restart, hard-restart",
                "{repair: {ssh: {commands: {rm: x}}}} | option 'mon:repair:ssh:commands' may only name",
                "{classes: {roming: 'laptop-*'}} | option 'mon:classes:roming' is unknown, did you mean 'roaming'?",
                "{classes: {ephemeral: 'G@role:x', forget_aftr: 1}} | option 'mon:classes:forget_aftr' is unknown, did you mean 'forget_after'?",
                "{clases: {}} | option 'mon:clases' is unknown, did you mean 'classes'?",
                "{classes: {roaming: [a, b]}} | option 'mon:classes:roaming' must be text, is [a, b]",
                "{classes: {gone: soon}} | option 'mon:classes:gone' must be a number, is soon",
                "{probe: {timeout: soon}} | option 'mon:probe:timeout' must be a number, is soon",
                "{probe: {timeout: -1}} | option 'mon:probe:timeout' must be at least 0, is -1",
                "{storm: many} | option 'mon:storm' must be a map, is many",
                "{tell: [{when: [BROKEN], mail: a@b.c}]} | option 'mon:tell[1]:when' names BROKEN; known are FAILED",
                "{tell: [{when: FAILED}]} | option 'mon:tell[1]' needs 'when' and one of url, mail, command, event",
                "{tell: [{when: FAILED, url: 'file:///etc'}]} | option 'mon:tell[1]:url' must begin with http:// or https://",
                "{tell: [{when: FAILED, mail: 'a@b.c, x@y.z'}]} | option 'mon:tell[1]:mail' is no mail address",
                "{tell: [{when: FAILED, event: 'salt/job/1'}]} | option 'mon:tell[1]:event' must begin with salt/mon/",
                "{checks: [{name: x}]} | option 'mon:checks[1]:function' must name a function",
                "{checks: [{function: a.b, assert: maybe}]} | option 'mon:checks[1]:assert' must be an operator and a value",
                "{maintenance: [{from: noon}]} | option 'mon:maintenance[1]:from' must be a time of day such as 22:00",
                "{maintenance: [{days: [someday]}]} | option 'mon:maintenance[1]:days' names someday",
                "{tell: [{when: FAILED, mail: a@b.c}, {when: FAILED, mial: a@b.c}]} | option 'mon:tell[2]:mial' is unknown, did you mean 'mail'?",
                "{tell: [{when: FAILED, mail: a@b.c}, ops]} | option 'mon:tell[2]' must be a map, is ops",
                "{tell: ops} | option 'mon:tell' must be a map, is ops",
                "{checks: [{function: a.b}, {function: a.b}, {function: a.b, every: soon}]} | option 'mon:checks[3]:every' must be a number",
            })
    void whatCannotBeMeantIsRefusedByItsWholeName(String mon, String message) {
        assertThatThrownBy(() -> read(mon)).isInstanceOf(ConfigException.class).hasMessageContaining(message);
    }

    @Test
    void theMessageNamesTheFileAndTheLineOfTheBlock() throws Exception {
        Files.write(directory.resolve("master"), List.of("id: salt-a", "mon:", "  classes: {roming: 'laptop-*'}"));

        assertThatThrownBy(() -> master(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(directory.resolve("master") + ":2: ")
                .hasMessageContaining("did you mean 'roaming'?");
    }

    @Test
    void aWindowThatBeginsInTheEveningIsOpenAfterMidnight() {
        MaintenanceWindow window = read("{maintenance: [{days: [sat], from: '22:00', hours: 4, zone: Europe/Berlin}]}")
                .windows()
                .get(0);

        ZonedDateTime sunday = ZonedDateTime.parse("2026-11-29T00:30:00+01:00[Europe/Berlin]");
        ZonedDateTime later = ZonedDateTime.parse("2026-11-29T02:00:00+01:00[Europe/Berlin]");
        ZonedDateTime monday = ZonedDateTime.parse("2026-11-30T00:30:00+01:00[Europe/Berlin]");

        assertThat(window.openUntil(sunday).toInstant()).isEqualTo(later.toInstant());
        assertThat(window.openUntil(later).toInstant()).isEqualTo(later.toInstant());
        assertThat(window.openUntil(monday).toInstant()).isEqualTo(monday.toInstant());
    }
}
