package io.brine.monitor.health;

import static io.brine.monitor.health.HealthPhase.DOWN;
import static io.brine.monitor.health.HealthPhase.FAILED;
import static io.brine.monitor.health.HealthPhase.GONE;
import static io.brine.monitor.health.HealthPhase.PENDING;
import static io.brine.monitor.health.HealthPhase.RECOVERING;
import static io.brine.monitor.health.HealthPhase.REPAIRING;
import static io.brine.monitor.health.HealthPhase.REPAIR_QUEUED;
import static io.brine.monitor.health.HealthPhase.SUSPECT;
import static io.brine.monitor.health.HealthPhase.UNSEEN;
import static io.brine.monitor.health.HealthPhase.UP;
import static io.brine.monitor.health.HealthSign.Kind.ABSENT;
import static io.brine.monitor.health.HealthSign.Kind.ALIVE;
import static io.brine.monitor.health.HealthSign.Kind.ANSWERED;
import static io.brine.monitor.health.HealthSign.Kind.CLASSED;
import static io.brine.monitor.health.HealthSign.Kind.GATES_SHUT;
import static io.brine.monitor.health.HealthSign.Kind.GIVEN_UP;
import static io.brine.monitor.health.HealthSign.Kind.KEY_ACCEPTED;
import static io.brine.monitor.health.HealthSign.Kind.KEY_TROUBLE;
import static io.brine.monitor.health.HealthSign.Kind.LOST;
import static io.brine.monitor.health.HealthSign.Kind.NOT_CURED;
import static io.brine.monitor.health.HealthSign.Kind.QUEUED;
import static io.brine.monitor.health.HealthSign.Kind.RETRY;
import static io.brine.monitor.health.HealthSign.Kind.STEP_BEGUN;
import static io.brine.monitor.health.HealthSign.Kind.TICK;
import static io.brine.monitor.health.HealthSign.Kind.TIMERS_ANEW;
import static io.brine.monitor.health.HealthSign.Kind.UNANSWERED;

import io.brine.config.HealthConfig;
import io.brine.monitor.health.HealthSign.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How a minion goes from one phase to the next: a table, of which the first row that fits is taken. Knows no clock, does nothing. */
final class HealthRules {
    /** An accepted minion of which nothing was heard for so long is DOWN. */
    private static final long UNSEEN_MILLIS = 600_000;
    /** A broken way is mended by others and for many at once: it is given three times the patience a dead host gets. */
    private static final int PATH_PATIENCE = 3;

    static final List<Rule> TABLE = List.of(
            row(Set.of(PENDING), Set.of(KEY_ACCEPTED), UNSEEN, "always", (state, sign, now, config) -> true),
            row(Set.of(UNSEEN), Set.of(ALIVE, ANSWERED), UP, "always", (state, sign, now, config) -> true),
            row(
                    Set.of(UNSEEN),
                    Set.of(TICK),
                    DOWN,
                    "nothing was heard for 10 minutes, and we are well",
                    (state, sign, now, config) -> !now.frozen() && now.millis() - state.since() >= UNSEEN_MILLIS),
            row(
                    Set.of(UNSEEN, SUSPECT, DOWN),
                    Set.of(KEY_TROUBLE),
                    FAILED,
                    "always: a restart cures no key",
                    (state, sign, now, config) -> true),
            row(
                    Set.of(UP, RECOVERING),
                    Set.of(LOST, UNANSWERED),
                    SUSPECT,
                    "always",
                    (state, sign, now, config) -> true),
            row(Set.of(UP), Set.of(ABSENT), SUSPECT, "always", (state, sign, now, config) -> true),
            row(
                    Set.of(SUSPECT),
                    Set.of(ALIVE, ANSWERED),
                    RECOVERING,
                    "it has not been UP since it was down",
                    (state, sign, now, config) -> now.onProbation()),
            row(Set.of(SUSPECT), Set.of(ALIVE, ANSWERED), UP, "always", (state, sign, now, config) -> true),
            row(
                    Set.of(SUSPECT),
                    Set.of(UNANSWERED, TICK),
                    DOWN,
                    "the grace is over, its probes are unanswered, and we are well",
                    HealthRules::isProvenSilent),
            row(Set.of(SUSPECT), Set.of(TIMERS_ANEW), SUSPECT, "always", (state, sign, now, config) -> true),
            row(
                    Set.of(DOWN, REPAIR_QUEUED, REPAIRING, FAILED, GONE),
                    Set.of(ALIVE, ANSWERED),
                    RECOVERING,
                    "always",
                    (state, sign, now, config) -> true),
            row(
                    Set.of(DOWN),
                    Set.of(CLASSED),
                    SUSPECT,
                    "LINK, for the first time: its connection is closed by us",
                    (state, sign, now, config) -> sign.cls() == DownClass.LINK && !state.kicked()),
            row(
                    Set.of(DOWN),
                    Set.of(CLASSED),
                    FAILED,
                    "KEY",
                    (state, sign, now, config) -> sign.cls() == DownClass.KEY),
            row(Set.of(DOWN), Set.of(CLASSED), DOWN, "all else", (state, sign, now, config) -> true),
            row(
                    Set.of(DOWN),
                    Set.of(TICK),
                    GONE,
                    "it is ephemeral, for `classes:gone`, not in maintenance, and we are well",
                    (state, sign, now, config) -> now.minion() == MinionClass.EPHEMERAL
                            && !now.frozen()
                            && !state.isInMaintenance(now.millis())
                            && now.millis() - state.since() >= config.classes().goneMillis()),
            row(
                    Set.of(DOWN),
                    Set.of(TICK),
                    FAILED,
                    "HOST or BLOCKED_4505 for `wait:fail`, PATH for three times that, no storm, neither roaming nor ephemeral, and we are well",
                    HealthRules::isBeyondReach),
            row(
                    Set.of(DOWN),
                    Set.of(QUEUED),
                    REPAIR_QUEUED,
                    "PROCESS, neither roaming nor ephemeral",
                    (state, sign, now, config) ->
                            state.cls() == DownClass.PROCESS && !now.minion().mayGo()),
            row(Set.of(REPAIR_QUEUED), Set.of(GATES_SHUT), DOWN, "always", (state, sign, now, config) -> true),
            row(Set.of(REPAIR_QUEUED), Set.of(STEP_BEGUN), REPAIRING, "always", (state, sign, now, config) -> true),
            row(Set.of(REPAIRING), Set.of(NOT_CURED), DOWN, "always", (state, sign, now, config) -> true),
            row(
                    Set.of(DOWN, REPAIR_QUEUED, REPAIRING),
                    Set.of(GIVEN_UP),
                    DOWN,
                    "roaming or ephemeral",
                    (state, sign, now, config) -> now.minion().mayGo()),
            row(
                    Set.of(DOWN, REPAIR_QUEUED, REPAIRING),
                    Set.of(GIVEN_UP),
                    FAILED,
                    "always",
                    (state, sign, now, config) -> true),
            row(
                    Set.of(RECOVERING),
                    Set.of(ALIVE, ANSWERED, TICK),
                    UP,
                    "it has been back for `recover:for`, has answered `recover:answers` probes and has pulled a file",
                    (state, sign, now, config) -> now.pulled()
                            && now.millis() - state.since() >= config.signals().recoverMillis()
                            && state.answers() >= config.signals().recoverAnswers()),
            row(Set.of(FAILED, GONE), Set.of(RETRY), DOWN, "always", (state, sign, now, config) -> true),
            row(
                    Set.of(FAILED),
                    Set.of(TICK),
                    GONE,
                    "for `wait:gone`",
                    (state, sign, now, config) -> now.millis() - state.since()
                            >= config.repair().times().goneMillis()));

    private HealthRules() {}

    /** @param frozen whether the master is ill, just started, or has just changed its key: nobody goes DOWN then
     *  @param stormy whether too many are being lost in the minion's site or in the fleet
     *  @param pulled whether its file pull went well since it came back, or is not waited for
     *  @param onProbation whether it came back and has not been UP since
     *  @param minion whether it may come and go */
    record Now(long millis, boolean frozen, boolean stormy, boolean pulled, boolean onProbation, MinionClass minion) {}

    /** Whether a row is taken. */
    @FunctionalInterface
    interface Guard {
        boolean holds(HealthState state, HealthSign sign, Now now, HealthConfig config);
    }

    /** One row. @param when the guard in words */
    record Rule(Set<HealthPhase> from, Set<Kind> on, HealthPhase to, String when, Guard guard) {
        /** For the documentation. */
        String line() {
            return "| " + names(from) + " | " + names(on) + " | " + to + " | " + when + " |";
        }

        private static String names(Set<?> words) {
            return String.join(", ", words.stream().map(String::valueOf).toList());
        }
    }

    private static Rule row(Set<HealthPhase> from, Set<Kind> on, HealthPhase to, String when, Guard guard) {
        return new Rule(EnumSet.copyOf(from), EnumSet.copyOf(on), to, when, guard);
    }

    /** The minion after the sign; the same object if nothing has changed. */
    static HealthState next(HealthState before, HealthSign sign, Now now, HealthConfig config) {
        HealthState state = noted(before, sign, now.millis(), config);
        for (Rule rule : TABLE) {
            if (rule.on().contains(sign.kind())
                    && rule.from().contains(state.phase())
                    && rule.guard().holds(state, sign, now, config)) {
                return moved(state, sign, rule.to(), now, config);
            }
        }
        return state;
    }

    /** A suspect's silence counts from the end of its grace on. */
    private static HealthState noted(HealthState state, HealthSign sign, long now, HealthConfig config) {
        return switch (sign.kind()) {
            case ALIVE -> state.heard(now);
            case ANSWERED -> state.heard(now).counted(0, 1);
            case UNANSWERED ->
                state.phase() == SUSPECT
                                && now - state.since() < config.signals().graceMillis()
                        ? state
                        : state.counted(1, 0);
            default -> state;
        };
    }

    private static HealthState moved(HealthState state, HealthSign sign, HealthPhase to, Now now, HealthConfig config) {
        if (sign.kind() == CLASSED && to == DOWN) {
            // The connection was closed already and that did not help: what is left is the process behind it.
            DownClass cls = sign.cls() == DownClass.LINK ? DownClass.PROCESS : sign.cls();
            return cls == state.cls() ? state : state.classed(cls, cls.words());
        }
        HealthState next = state.to(to, now.millis(), reason(state, sign, to));
        if (sign.kind() == KEY_TROUBLE || sign.kind() == CLASSED && to == FAILED) {
            return next.classed(DownClass.KEY, next.reason());
        }
        if (sign.kind() == CLASSED && to == SUSPECT) {
            return next.afterKick();
        }
        if (sign.kind() == RETRY) {
            return next.classed(DownClass.NONE, next.reason());
        }
        boolean isLoss = to == SUSPECT
                && (sign.kind() == LOST || sign.kind() == UNANSWERED)
                && !now.minion().mayGo();
        return isLoss ? next.flapping(state.flap().lost(config.signals(), now.millis())) : next;
    }

    private static String reason(HealthState state, HealthSign sign, HealthPhase to) {
        if (!sign.why().isEmpty()) {
            return sign.why();
        }
        return switch (to) {
            case UP -> "it answers";
            case RECOVERING -> "it is back";
            case UNSEEN -> "its key is accepted, nothing was heard yet";
            case GONE ->
                state.phase() == FAILED
                        ? "it has been FAILED for so long that nobody expects it back: " + state.reason()
                        : "it has been away for so long that nobody expects it back";
            case DOWN -> state.phase() == UNSEEN ? "nothing was ever heard" : silent(state.reason());
            default -> state.reason();
        };
    }

    private static String silent(String reason) {
        return reason.startsWith("silent: ") ? reason : "silent: " + reason;
    }

    private static boolean isProvenSilent(HealthState state, HealthSign sign, Now now, HealthConfig config) {
        return !now.frozen()
                && now.millis() - state.since() >= config.signals().graceMillis()
                && state.unanswered() >= config.signals().probes();
    }

    private static boolean isBeyondReach(HealthState state, HealthSign sign, Now now, HealthConfig config) {
        long patience = config.repair().times().failMillis();
        return !now.frozen()
                && !now.stormy()
                && !now.minion().mayGo()
                && switch (state.cls()) {
                    case HOST, BLOCKED_4505 -> now.millis() - state.since() >= patience;
                    case PATH -> now.millis() - state.since() >= PATH_PATIENCE * patience;
                    default -> false;
                };
    }
}
