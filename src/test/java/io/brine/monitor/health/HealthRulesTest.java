package io.brine.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.config.HealthConfig;
import io.brine.monitor.health.HealthRules.Now;
import io.brine.monitor.health.HealthRules.Rule;
import io.brine.monitor.health.HealthSign.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table, row by row and square by square. */
class HealthRulesTest {
    private static final HealthConfig CONFIG = HealthConfig.standard();
    private static final long T = 1_000_000_000L;
    private static final long LONG = 2 * 86_400_000L;
    private static final Now WELL = new Now(T + LONG, false, false, true, false, MinionClass.STEADY);
    private static final Now ON_PROBATION = new Now(T + LONG, false, false, true, true, MinionClass.STEADY);

    private static final Now EPHEMERAL = new Now(T + LONG, false, false, true, false, MinionClass.EPHEMERAL);

    private static HealthState state(HealthPhase phase) {
        return HealthState.first(phase, T, "since long");
    }

    private static HealthState next(HealthState state, HealthSign sign, Now now) {
        return HealthRules.next(state, sign, now, CONFIG);
    }

    /** States of each phase that differ in what the guards look at. */
    private static List<HealthState> variants(HealthPhase phase) {
        List<HealthState> variants = new ArrayList<>();
        for (DownClass cls : DownClass.values()) {
            HealthState one = state(phase).classed(cls, "since long");
            variants.add(one);
            variants.add(one.afterKick());
            variants.add(one.counted(2, 0));
            variants.add(one.counted(0, 3));
        }
        return variants;
    }

    private static List<HealthSign> signs(Kind kind) {
        return kind == Kind.CLASSED
                ? Stream.of(DownClass.values())
                        .filter(cls -> cls != DownClass.NONE)
                        .map(HealthSign::classed)
                        .toList()
                : List.of(HealthSign.of(kind));
    }

    @TestFactory
    Stream<DynamicTest> eachRowOfTheTableIsTakenBySomeMinion() {
        return HealthRules.TABLE.stream()
                .map(rule -> DynamicTest.dynamicTest(rule.line(), () -> {
                    for (HealthPhase from : rule.from()) {
                        for (Kind kind : rule.on()) {
                            assertThat(variants(from))
                                    .as(from + " and " + kind)
                                    .anyMatch(state -> signs(kind).stream()
                                            .anyMatch(sign -> Stream.of(WELL, ON_PROBATION, EPHEMERAL)
                                                    .anyMatch(now -> isTaken(rule, state, sign, now)
                                                            && next(state, sign, now)
                                                                            .phase()
                                                                    == rule.to())));
                        }
                    }
                }));
    }

    private static boolean isTaken(Rule rule, HealthState state, HealthSign sign, Now now) {
        return rule.guard().holds(state.counted(sign.kind() == Kind.UNANSWERED ? 1 : 0, 0), sign, now, CONFIG);
    }

    @TestFactory
    Stream<DynamicTest> whatTheTableDoesNotSayChangesNoPhase() {
        return Stream.of(HealthPhase.values())
                .flatMap(phase -> Stream.of(Kind.values())
                        .filter(kind -> HealthRules.TABLE.stream()
                                .noneMatch(rule ->
                                        rule.from().contains(phase) && rule.on().contains(kind)))
                        .map(kind -> DynamicTest.dynamicTest(phase + " and " + kind, () -> {
                            for (HealthState state : variants(phase)) {
                                for (HealthSign sign : signs(kind)) {
                                    assertThat(next(state, sign, WELL).phase()).isEqualTo(phase);
                                }
                            }
                        })));
    }

    @Test
    void everyPhaseButTheFirstCanBeReachedAndLeft() {
        Set<HealthPhase> reached = new HashSet<>();
        Set<HealthPhase> left = new HashSet<>();
        HealthRules.TABLE.forEach(rule -> {
            reached.add(rule.to());
            left.addAll(rule.from());
        });
        reached.add(HealthPhase.PENDING);

        assertThat(reached).containsExactlyInAnyOrder(HealthPhase.values());
        assertThat(left).containsExactlyInAnyOrder(HealthPhase.values());
    }

    @Test
    void theDocumentationShowsThisTable() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("docs/monitoring/health.md"));

        assertThat(lines)
                .containsSubsequence(HealthRules.TABLE.stream().map(Rule::line).toList());
    }

    @Test
    void nobodyGoesDownWhileTheMasterIsIll() {
        HealthState silent = state(HealthPhase.SUSPECT).counted(9, 0);

        assertThat(next(
                                silent,
                                HealthSign.of(Kind.TICK),
                                new Now(T + LONG, true, false, true, false, MinionClass.STEADY))
                        .phase())
                .isEqualTo(HealthPhase.SUSPECT);
        assertThat(next(silent, HealthSign.of(Kind.TICK), WELL).phase()).isEqualTo(HealthPhase.DOWN);
    }

    @Test
    void whoIsBackIsNotUpBeforeItHasPulledAFile() {
        HealthState back = state(HealthPhase.RECOVERING).counted(0, 9);

        assertThat(next(
                                back,
                                HealthSign.of(Kind.TICK),
                                new Now(T + LONG, false, false, false, false, MinionClass.STEADY))
                        .phase())
                .isEqualTo(HealthPhase.RECOVERING);
        assertThat(next(back, HealthSign.of(Kind.TICK), WELL).phase()).isEqualTo(HealthPhase.UP);
    }

    @Test
    void aSuspectIsDownAfterItsGraceAndTwoProbesAndNotBefore() {
        HealthState suspect = next(
                state(HealthPhase.UP),
                HealthSign.of(Kind.LOST, "reset"),
                new Now(T, false, false, true, false, MinionClass.STEADY));

        HealthState once = next(
                suspect,
                HealthSign.of(Kind.UNANSWERED),
                new Now(T + 60_000, false, false, true, false, MinionClass.STEADY));
        HealthState twice = next(
                once,
                HealthSign.of(Kind.UNANSWERED),
                new Now(T + 75_000, false, false, true, false, MinionClass.STEADY));

        assertThat(once.phase()).isEqualTo(HealthPhase.SUSPECT);
        assertThat(twice.phase()).isEqualTo(HealthPhase.DOWN);
        assertThat(twice.reason()).isEqualTo("silent: reset");
    }

    @Test
    void aDeadHostIsFailedAfterFiveMinutesButNotInAStorm() {
        HealthState down = state(HealthPhase.DOWN).classed(DownClass.HOST, "dark");

        assertThat(next(
                                down,
                                HealthSign.of(Kind.TICK),
                                new Now(T + 299_000, false, false, true, false, MinionClass.STEADY))
                        .phase())
                .isEqualTo(HealthPhase.DOWN);
        assertThat(next(
                                down,
                                HealthSign.of(Kind.TICK),
                                new Now(T + 300_000, false, true, true, false, MinionClass.STEADY))
                        .phase())
                .isEqualTo(HealthPhase.DOWN);
        assertThat(next(
                                down,
                                HealthSign.of(Kind.TICK),
                                new Now(T + 300_000, false, false, true, false, MinionClass.STEADY))
                        .phase())
                .isEqualTo(HealthPhase.FAILED);
    }

    @Test
    void whoMayGoIsNeitherQueuedForARepairNorGivenUpAndItsGoingIsNoLoss() {
        Now roaming = new Now(T + LONG, false, false, true, false, MinionClass.ROAMING);
        HealthState hanging = state(HealthPhase.DOWN).classed(DownClass.PROCESS, "hangs");
        HealthState dark = state(HealthPhase.DOWN).classed(DownClass.HOST, "dark");

        assertThat(next(hanging, HealthSign.of(Kind.QUEUED), roaming).phase()).isEqualTo(HealthPhase.DOWN);
        assertThat(next(dark, HealthSign.of(Kind.TICK), roaming).phase()).isEqualTo(HealthPhase.DOWN);
        assertThat(next(dark, HealthSign.of(Kind.TICK), EPHEMERAL).phase()).isEqualTo(HealthPhase.GONE);
        HealthState away = next(state(HealthPhase.UP), HealthSign.of(Kind.LOST), roaming);
        assertThat(away.phase()).isEqualTo(HealthPhase.SUSPECT);
        assertThat(away.flap().penalty()).isZero();
    }

    @Test
    void nothingEphemeralIsGoneBeforeItsTimeOrWhileTheMasterIsIll() {
        HealthState down = state(HealthPhase.DOWN);
        long day = 86_400_000;

        assertThat(next(down, HealthSign.of(Kind.TICK), ephemeral(T + day - 1, false)))
                .isEqualTo(down);
        assertThat(next(down, HealthSign.of(Kind.TICK), ephemeral(T + day, true)))
                .isEqualTo(down);
        assertThat(next(down, HealthSign.of(Kind.TICK), ephemeral(T + day, false))
                        .phase())
                .isEqualTo(HealthPhase.GONE);
    }

    private static Now ephemeral(long millis, boolean frozen) {
        return new Now(millis, frozen, false, true, false, MinionClass.EPHEMERAL);
    }

    @Test
    void aDeafMinionIsKickedOnceAndThenTakenForAHangingOne() {
        HealthState down = state(HealthPhase.DOWN);
        HealthState kicked = next(down, HealthSign.classed(DownClass.LINK), WELL);
        assertThat(kicked.phase()).isEqualTo(HealthPhase.SUSPECT);
        assertThat(kicked.flap().penalty()).isZero();

        HealthState again = next(
                kicked.counted(2, 0),
                HealthSign.of(Kind.TICK),
                new Now(T + 2 * LONG, false, false, true, false, MinionClass.STEADY));
        HealthState classed = next(
                again,
                HealthSign.classed(DownClass.LINK),
                new Now(T + 2 * LONG, false, false, true, false, MinionClass.STEADY));

        assertThat(classed.phase()).isEqualTo(HealthPhase.DOWN);
        assertThat(classed.cls()).isEqualTo(DownClass.PROCESS);
    }

    @Test
    void aStrangerWithAWrongKeyCannotBringDownAMinionThatIsUp() {
        assertThat(next(state(HealthPhase.UP), HealthSign.of(Kind.KEY_TROUBLE), WELL)
                        .phase())
                .isEqualTo(HealthPhase.UP);
    }

    @Test
    void lossesAddUpAndFade() {
        HealthState state = state(HealthPhase.UP);
        for (int loss = 0; loss < 4; loss++) {
            state = next(
                    state,
                    HealthSign.of(Kind.LOST),
                    new Now(T + loss * 60_000L, false, false, true, false, MinionClass.STEADY));
            state = next(
                    state,
                    HealthSign.of(Kind.ALIVE),
                    new Now(T + loss * 60_000L + 1_000, false, false, true, false, MinionClass.STEADY));
        }
        assertThat(state.flap().flapping()).isTrue();
        assertThat(HealthWord.of(state, false, T + 200_000)).isEqualTo(HealthWord.FLAPPING);

        HealthWord.Flap soon = state.flap().later(CONFIG.signals(), T + 600_000);
        HealthWord.Flap later = soon.later(CONFIG.signals(), T + 3_000_000);

        assertThat(soon.flapping()).as("leaves at a lower limit than it enters").isTrue();
        assertThat(later.flapping()).isFalse();
    }

    @Test
    void oneWordIsShownAndTheGravestComesFirst() {
        HealthState failed = state(HealthPhase.FAILED);

        assertThat(HealthWord.of(failed, false, T)).isEqualTo(HealthWord.FAILED);
        assertThat(HealthWord.of(failed, true, T)).isEqualTo(HealthWord.UNKNOWN);
        assertThat(HealthWord.of(failed.in(new HealthState.Maintenance(T + 1, "alice")), false, T))
                .isEqualTo(HealthWord.MAINT);
        assertThat(HealthWord.of(state(HealthPhase.UP).degraded("slow: 3000 ms"), false, T))
                .isEqualTo(HealthWord.DEGRADED);
        assertThat(HealthWord.of(state(HealthPhase.UNSEEN), false, T)).isEqualTo(HealthWord.UNKNOWN);
    }
}
