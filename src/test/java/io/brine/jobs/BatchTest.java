package io.brine.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.jobs.Batch.Fate;
import io.brine.jobs.Batch.Moves;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches against a clock of our own: minions m1, m2, ...; 5 s until a silent one is asked, 10 s for its answer. */
class BatchTest {
    private long now;
    private int lastStep;

    private static Batch batch(int minions, Object... settings) {
        return batch(minions, Map.of(), settings);
    }

    private static Batch batch(int minions, Map<String, String> down, Object... settings) {
        Map<String, Object> kwargs = new LinkedHashMap<>();
        for (int at = 0; at < settings.length; at += 2) {
            kwargs.put((String) settings[at], settings[at + 1]);
        }
        List<String> ids = new ArrayList<>();
        for (int number = 1; number <= minions; number++) {
            ids.add("m" + number);
        }
        return new Batch(BatchSettings.of(kwargs, 5, 10), ids, down);
    }

    private Moves tick(Batch batch) {
        return batch.tick(now, () -> "step" + ++lastStep);
    }

    private List<String> sent(Batch batch) {
        return tick(batch).publish().map(Batch.Step::minions).orElse(List.of());
    }

    @Test
    void oneAtATimeEachStartsWhenTheOneBeforeHasReturned() {
        Batch batch = batch(3, "batch", 1);

        assertThat(sent(batch)).containsExactly("m1");
        assertThat(sent(batch)).isEmpty();
        batch.returned("m1", "", now);
        assertThat(sent(batch)).containsExactly("m2");
        batch.returned("m2", "", now);
        assertThat(sent(batch)).containsExactly("m3");
        batch.returned("m3", "", now);

        assertThat(tick(batch).finished()).isTrue();
        assertThat(batch.in(Fate.DONE)).containsExactly("m1", "m2", "m3");
    }

    @ParameterizedTest
    @CsvSource({"1, 8, 1", "3, 8, 3", "50%, 8, 4", "10%, 8, 1", "100%, 8, 8", "20, 8, 8", "0, 8, 1", "-3, 8, 1"})
    void theSizeIsANumberOrAPercentageOfThoseWhoAreThere(String size, int minions, int first) {
        assertThat(sent(batch(minions, "batch", size))).hasSize(first);
    }

    @Test
    void aPercentageDoesNotCountThoseWhoAreDown() {
        Batch batch = batch(4, Map.of("m1", "gone", "m2", "gone"), "batch", "50%");

        assertThat(sent(batch)).containsExactly("m3");
        assertThat(batch.reasons(Fate.DOWN)).containsEntry("m1", "gone").containsOnlyKeys("m1", "m2");
    }

    @Test
    void whenEverybodyIsDownItEndsAtOnce() {
        assertThat(tick(batch(1, Map.of("m1", "gone"), "batch", 1)).finished()).isTrue();
    }

    @Test
    void aPlaceIsGivenAwayAfterTheWait() {
        Batch batch = batch(2, "batch", 1, "batch_wait", 3);
        sent(batch);
        batch.returned("m1", "", now);

        now = 2999;
        assertThat(sent(batch)).isEmpty();
        now = 3000;
        assertThat(sent(batch)).containsExactly("m2");
    }

    @Test
    void aSilentMinionIsAskedOnceThenGivenUpAndItsPlaceIsFree() {
        Batch batch = batch(2, "batch", 1);
        sent(batch);

        now = 4999;
        assertThat(tick(batch).ask()).isEmpty();
        now = 5000;
        assertThat(tick(batch).ask()).containsExactly(Map.entry("step1", List.of("m1")));
        now = 14_999;
        assertThat(tick(batch).ask()).isEmpty();
        now = 15_000;
        assertThat(sent(batch)).containsExactly("m2");

        assertThat(batch.reasons(Fate.GIVEN_UP).get("m1")).contains("no return");
    }

    @Test
    void aMinionThatSaysItStillWorksIsWaitedForUntilItIsSilent() {
        Batch batch = batch(1, "batch", 1);
        sent(batch);
        for (int round = 0; round < 100; round++) {
            now += 5000;
            assertThat(tick(batch).ask()).hasSize(1);
            now += 1000;
            batch.found("m1", now);
        }
        assertThat(tick(batch).finished()).isFalse();
        assertThat(batch.activeJids()).containsEntry("m1", "step1");

        now += 5000;
        tick(batch);
        now += 10_000;

        assertThat(tick(batch).finished()).isTrue();
    }

    @Test
    void aReturnThatComesAfterItsMinionWasGivenUpCounts() {
        Batch batch = batch(2, "batch", 1);
        sent(batch);
        batch.givenUp("m1", "silent", now);

        batch.returned("m1", "", now);

        assertThat(batch.in(Fate.DONE)).containsExactly("m1");
        assertThat(batch.reasons(Fate.GIVEN_UP)).isEmpty();
    }

    @Test
    void aSecondReturnOrOneOfAStrangerChangesNothing() {
        Batch batch = batch(2, "batch", 1);
        sent(batch);
        batch.returned("m1", "", now);

        batch.returned("m1", "return code 1", now);
        batch.returned("m2", "", now);
        batch.returned("stranger", "", now);

        assertThat(batch.in(Fate.DONE)).containsExactly("m1");
        assertThat(batch.in(Fate.WAITING)).containsExactly("m2");
    }

    @Test
    void failhardStartsNobodyAfterTheFirstFailureButWaitsForThoseWhoWork() {
        Batch batch = batch(4, "batch", 2, "failhard", true);
        sent(batch);

        batch.returned("m1", "return code 1", now);

        assertThat(tick(batch)).isEqualTo(new Moves(Optional.empty(), Map.of(), false));
        batch.returned("m2", "", now);
        assertThat(tick(batch).finished()).isTrue();
        assertThat(batch.reasons(Fate.FAILED)).containsExactly(Map.entry("m1", "return code 1"));
        assertThat(batch.in(Fate.WAITING)).containsExactly("m3", "m4");
        assertThat(batch.stopped()).isEqualTo("failhard: m1 failed");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "50%, 4", "10%, 1", "0, 1"})
    void atTheLimitOfFailuresNobodyNewIsStarted(String limit, int failures) {
        Batch batch = batch(8, "batch", 1, "batch_max_failures", limit);
        int failed = 0;
        for (List<String> next = sent(batch); !next.isEmpty(); next = sent(batch)) {
            batch.returned(next.get(0), "return code 2", now);
            failed++;
        }

        assertThat(failed).isEqualTo(failures);
        assertThat(tick(batch).finished()).isTrue();
        assertThat(batch.in(Fate.WAITING)).hasSize(8 - failures);
    }

    @Test
    void theOthersBeginWhenAllCanariesHaveSucceeded() {
        Batch batch = batch(5, "batch", 4, "batch_canary", 2);

        assertThat(sent(batch)).containsExactly("m1", "m2");
        batch.returned("m1", "", now);
        assertThat(sent(batch)).isEmpty();
        batch.returned("m2", "", now);

        assertThat(sent(batch)).containsExactly("m3", "m4", "m5");
    }

    @Test
    void oneFailedCanaryStopsAllOthers() {
        Batch batch = batch(5, "batch", 4, "batch_canary", "40%");
        sent(batch);

        batch.returned("m1", "", now);
        batch.absent("m2", "gone");

        assertThat(tick(batch).finished()).isTrue();
        assertThat(batch.stopped()).isEqualTo("the canary m2 failed");
        assertThat(batch.in(Fate.WAITING)).containsExactly("m3", "m4", "m5");
    }

    @Test
    void aStoppedBatchWaitsForThoseWhoWork() {
        Batch batch = batch(2, "batch", 1);
        sent(batch);

        batch.stop("stopped by root");
        assertThat(tick(batch).finished()).isFalse();
        batch.returned("m1", "", now);

        assertThat(tick(batch).finished()).isTrue();
        assertThat(batch.in(Fate.WAITING)).containsExactly("m2");
    }

    @Test
    void whatWasKeptGoesOnWhereItWas() {
        Batch before = batch(6, Map.of("m6", "gone"), "batch", 2, "batch_canary", 1);
        sent(before);
        before.returned("m1", "", now);
        sent(before);
        Map<String, Object> state = Trees.fields(MsgPack.unpackLocal(MsgPack.packLocal(before.state())));
        BatchSettings settings = BatchSettings.of(before.settings().toTree(), 0, 0);

        Batch batch = Batch.of(settings, before.minions(), state);
        batch.neverSent("m2");
        batch.resume(now + 1000);

        assertThat(batch.activeJids()).containsExactly(Map.entry("m3", "step2"));
        assertThat(sent(batch)).containsExactly("m2");
        now = 1000;
        assertThat(tick(batch).ask()).containsExactly(Map.entry("step2", List.of("m3")));
        assertThat(batch.reasons(Fate.DOWN)).containsExactly(Map.entry("m6", "gone"));
        assertThat(batch.in(Fate.DONE)).containsExactly("m1");
    }

    /** Whatever minions do, it ends, and each has one fate. */
    @Test
    void itAlwaysEnds() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Batch batch = batch(20, "batch", 1 + random.nextInt(5), "batch_wait", random.nextInt(3));
            int rounds = 0;
            while (!tick(batch).finished()) {
                now += 1000;
                assertThat(rounds++).as("seed %d", seed).isLessThan(2000);
                for (String minion : batch.activeJids().keySet()) {
                    something(batch, minion, random.nextInt(40));
                }
            }
            assertThat(batch.in(Fate.DONE).size()
                            + batch.in(Fate.FAILED).size()
                            + batch.in(Fate.GIVEN_UP).size()
                            + batch.in(Fate.DOWN).size())
                    .isEqualTo(20);
        }
    }

    private void something(Batch batch, String minion, int what) {
        switch (what) {
            case 0 -> batch.returned(minion, "", now);
            case 1 -> batch.returned(minion, "return code 1", now);
            case 2 -> batch.absent(minion, "gone");
            case 3 -> batch.found(minion, now);
            default -> assertThat(minion).isNotEmpty();
        }
    }

    @Test
    void settingsThatCannotBeUnderstoodAreNamed() {
        assertThatThrownBy(() -> batch(1, "batch", "some")).hasMessageContaining("Invalid batch data sent: some");
        assertThatThrownBy(() -> batch(1, "batch", 1, "batch_wait", "long")).hasMessageContaining("batch_wait");
    }
}
