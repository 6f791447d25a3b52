package io.brine.chaos;

import static io.brine.master.MasterSite.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.brine.channel.SignInResult;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.jobs.DeliveryState;
import io.brine.jobs.JobDeliveries;
import io.brine.master.MasterSite;
import io.brine.master.TestMinion;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master whose host's clock is set while it runs. */
class ClockJumpIT {
    @TempDir
    private Path root;

    private final HostClock clock = new HostClock();
    private MasterSite site;
    private EventSource rounds;
    private TestMinion minion;

    /** Somebody sets it. */
    private static final class HostClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void start() {
        site = new MasterSite(root, "auto_accept: true", "loop_interval: 1", "presence_events: true", "keep_jobs: 24");
        site.clock = clock;
        site.start();
        rounds = site.daemon.bus().subscribe(EventFilter.startingWith("salt/presence/present"));
        minion = site.minion("m1");
        assertThat(minion.signIn()).isInstanceOf(SignInResult.Accepted.class);
    }

    @AfterEach
    void stop() {
        rounds.close();
        site.close();
    }

    private void jump(Duration by) {
        clock.ahead = clock.ahead.plus(by);
        rounds.close();
        rounds = site.daemon.bus().subscribe(EventFilter.startingWith("salt/presence/present"));
        for (int round = 0; round < 3; round++) {
            assertThat(rounds.next(SOON)).isPresent();
        }
    }

    private String publish() {
        return String.valueOf(site.publish("m1", "glob", "test.ping").get("jid"));
    }

    private JobDeliveries deliveries(String jid) {
        return site.daemon.jobs().deliveries().deliveries(jid);
    }

    @Test
    void aJumpAheadForgetsNoJobAndNobodyHasWaitedTooLong() {
        String before = publish();

        jump(Duration.ofDays(2));
        minion.give(before, true);

        assertThat(site.daemon.jobs().job(before)).isPresent();
        assertThat(site.daemon.jobs().returns(before)).containsOnlyKeys("m1");
        assertThat(deliveries(before).state(0)).isEqualTo(DeliveryState.RETURNED);
        assertThat(deliveries(before).isLate(0)).isFalse();
    }

    @Test
    void aJumpBackStopsNoDutyAndJidsGoOnRising() {
        String before = publish();

        jump(Duration.ofDays(-2));
        String after = publish();
        minion.give(after, true);

        assertThat(after).isGreaterThan(before);
        assertThat(site.daemon.jobs().returns(after)).containsOnlyKeys("m1");
    }
}
