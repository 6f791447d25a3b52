package io.brine.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.config.MonitorConfig;
import io.brine.data.Trees;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.master.MasterSite;
import io.brine.master.TestMinion;
import io.brine.monitor.Canary.Verdict;
import io.brine.wire.PublishLoad;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The canary against a whole master; the minion answers as real ones do, or as broken ones would. */
class CanaryIT {
    private static final Duration EVERY = Duration.ofHours(6);

    @TempDir
    Path root;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2024-01-31T12:00:00Z"));
    private MasterSite site;
    private TestMinion minion;
    private Canary canary;

    @BeforeEach
    void start() {
        site = new MasterSite(root, "auto_accept: true").start();
        minion = site.minion("web1");
        minion.signIn();
        await().until(() -> site.daemon.connected().contains("web1"));
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
        canary = new Canary(
                new MonitorConfig.Canary(EVERY, 1000, Duration.ofSeconds(60), Duration.ofSeconds(30)),
                site.daemon.views().probes(),
                site.daemon.views().connected(),
                site.daemon.bus(),
                clock);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private PublishLoad asked() throws Exception {
        PublishLoad job = minion.nextJob();
        assertThat(job.fields()).containsEntry("fun", "cp.get_file_str").containsEntry("tgt", List.of("web1"));
        return job;
    }

    /** What the master serves, as a minion reads it. */
    private String pulled() {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "_serve_file");
        load.put("path", "_mon/canary");
        load.put("saltenv", "base");
        load.put("loc", 0L);
        return new String(Trees.bytes(Trees.fields(minion.ask(load)).get("data")), StandardCharsets.UTF_8);
    }

    private void give(PublishLoad job, Object value) {
        minion.give(Trees.text(job.fields().get("jid")), value);
    }

    private Canary.Result result() {
        return canary.result("web1").orElseThrow();
    }

    @Test
    void aRightPullIsOkAndNeitherBookedNorOnTheBus() throws Exception {
        try (EventSource events = site.daemon.bus().subscribe(EventFilter.startingWith("salt/job/"))) {
            canary.tick();
            PublishLoad job = asked();
            String content = pulled();
            give(job, content);

            assertThat(content).hasSize(1000).matches("(?s)[0-9a-f\n]*");
            assertThat(result().verdict()).isEqualTo(Verdict.OK);
            assertThat(events.next(Duration.ZERO)).isEmpty();
            assertThat(site.daemon.jobs().job(Trees.text(job.fields().get("jid"))))
                    .isEmpty();
            assertThat(canary.check().word()).isEqualTo(HealthReport.Word.OK);
        }
    }

    @Test
    void wrongBytesAreFoundAndTold() throws Exception {
        try (EventSource events = site.daemon.bus().subscribe(EventFilter.startingWith("salt/mon/canary/"))) {
            canary.tick();
            PublishLoad job = asked();
            give(job, pulled().replace('a', 'b'));

            assertThat(result().verdict()).isEqualTo(Verdict.WRONG);
            assertThat(result().why()).contains("instead of 1000 with ");
            assertThat(events.next(Duration.ofSeconds(5)).orElseThrow().data())
                    .containsEntry("id", "web1")
                    .containsEntry("result", "wrong")
                    .containsEntry("was", "ok");
            assertThat(canary.check().word()).isEqualTo(HealthReport.Word.WARNING);
        }
    }

    @Test
    void noFileIsAFailureAndSoIsSilence() throws Exception {
        canary.tick();
        give(asked(), false);
        assertThat(result().verdict()).isEqualTo(Verdict.FAILED);

        assertThat(canary.ask("web1")).isTrue();
        PublishLoad late = asked();
        assertThat(canary.ask("web1")).isFalse();
        now.set(now.get().plusSeconds(61));
        canary.tick();
        assertThat(result().why()).isEqualTo("it did not return in time");

        give(late, pulled());
        assertThat(result().verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void eachMinionIsAskedOnceInAWhileWithNewContent() throws Exception {
        canary.tick();
        String first = pulled();
        give(asked(), first);
        canary.tick();
        assertThat(canary.result("web1").orElseThrow().at()).isEqualTo(now.get());

        now.set(now.get().plus(EVERY).plusSeconds(1));
        canary.tick();
        PublishLoad second = asked();
        String content = pulled();
        give(second, content);

        assertThat(content).isNotEqualTo(first);
        assertThat(result().verdict()).isEqualTo(Verdict.OK);
        assertThat(result().at()).isEqualTo(now.get());
    }

    @Test
    void whoIsNotConnectedIsNotAsked() {
        assertThat(canary.ask("nobody")).isFalse();
        assertThat(canary.result("nobody")).isEmpty();
    }

    @Test
    void anotherMinionCannotAnswerForIt() throws Exception {
        TestMinion other = site.minion("db1");
        other.signIn();
        canary.ask("web1");
        PublishLoad job = asked();

        other.give(Trees.text(job.fields().get("jid")), "lies");

        assertThat(canary.result("web1")).isEmpty();
        give(job, pulled());
        assertThat(result().verdict()).isEqualTo(Verdict.OK);
    }
}
