package io.brine.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Times in buckets, and what is read from them. */
class BucketsTest {
    private static final Offset<Double> NEARLY = within(1e-9);

    private static void observe(Buckets buckets, int times, Duration took) {
        for (int i = 0; i < times; i++) {
            buckets.observe(took.toNanos());
        }
    }

    @Test
    void aQuantileLiesWithinItsBucket() {
        Buckets buckets = new Buckets();
        long[] nothing = buckets.counts();
        assertThat(buckets.quantileMillis(0.5, nothing)).isEqualTo(-1);

        observe(buckets, 98, Duration.ofMillis(3));
        observe(buckets, 2, Duration.ofSeconds(90));

        // 50 of the 98 between 1 and 5 ms
        assertThat(buckets.quantileMillis(0.5, nothing)).isEqualTo(1 + 4 * 50 / 98.0, NEARLY);
        assertThat(buckets.quantileMillis(0.99, nothing)).isEqualTo(60_000, NEARLY);
    }

    @Test
    void whatWasCountedBeforeIsLeftOut() {
        Buckets buckets = new Buckets();
        observe(buckets, 100, Duration.ofSeconds(10));
        long[] before = buckets.counts();
        assertThat(buckets.quantileMillis(0.5, before)).isEqualTo(-1);

        observe(buckets, 2, Duration.ofMillis(30));

        assertThat(buckets.quantileMillis(0.5, before)).isEqualTo(30, NEARLY);
        assertThat(buckets.count()).isEqualTo(102);
    }

    @Test
    void timesOfACommandAreThoseOfTheLastTenMinutes() {
        RequestMeters meters = new RequestMeters();
        assertThat(meters.times()).isEmpty();
        meters.onRequestHandled("_pillar", Duration.ofSeconds(3), Duration.ofSeconds(10));
        meters.onRequestFailed("_pillar", new IllegalStateException());
        for (int minute = 0; minute < 9; minute++) {
            meters.minute();
            assertThat(meters.times())
                    .singleElement()
                    .satisfies(one -> assertThat(one.asked()).isEqualTo(1));
        }
        meters.minute();
        meters.onRequestHandled("_pillar", Duration.ofNanos(50_000), Duration.ofMillis(30));

        assertThat(meters.times()).singleElement().satisfies(one -> {
            assertThat(one.cmd()).isEqualTo("_pillar");
            assertThat(one.asked()).isEqualTo(1);
            assertThat(one.failed()).isEqualTo(1);
            assertThat(one.waited().p99()).isLessThan(0.1);
            assertThat(one.took().p99()).isBetween(10.0, 50.0);
        });
    }
}
