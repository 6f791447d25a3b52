package io.brine.monitor.health;

import io.brine.config.HealthConfig;
import java.util.List;

/** The one word that is shown for a minion; the first that holds, in this order. */
public enum HealthWord {
    MAINT,
    PENDING,
    UNKNOWN,
    GONE,
    FAILED,
    REPAIRING,
    RECOVERING,
    FLAPPING,
    DOWN,
    SUSPECT,
    DEGRADED,
    UP;

    /** As {@code words.js} of the pages has it. */
    private static final List<HealthWord> WORST_FIRST = List.of(
            FAILED, DOWN, SUSPECT, REPAIRING, RECOVERING, FLAPPING, DEGRADED, UNKNOWN, GONE, PENDING, MAINT, UP);

    /** Down for so long in one go is no flapping. */
    static final long NOT_FLAPPING_MILLIS = 600_000;

    /** Its place in a list that is cut: the worst come first, who may go and is away comes just before those that are UP. */
    public int rank(MinionClass kind) {
        boolean isAway = this == SUSPECT || this == DOWN || this == GONE;
        int worst = WORST_FIRST.indexOf(this);
        int up = WORST_FIRST.indexOf(UP);
        return this == UP ? up + 1 : isAway && kind.mayGo() ? up : worst;
    }

    /** @param ill whether the master itself is not well, so that it cannot tell */
    static HealthWord of(HealthState state, boolean ill, long now) {
        if (state.isInMaintenance(now)) {
            return MAINT;
        }
        HealthPhase phase = state.phase();
        if (phase == HealthPhase.PENDING) {
            return PENDING;
        }
        if (phase == HealthPhase.UNSEEN || ill && phase != HealthPhase.UP) {
            return UNKNOWN;
        }
        return settled(state, now);
    }

    private static HealthWord settled(HealthState state, long now) {
        return switch (state.phase()) {
            case GONE -> GONE;
            case FAILED -> FAILED;
            case REPAIRING -> REPAIRING;
            case RECOVERING -> RECOVERING;
            case DOWN, REPAIR_QUEUED -> isFlapping(state, now) ? FLAPPING : DOWN;
            case SUSPECT -> state.flap().flapping() ? FLAPPING : SUSPECT;
            default -> state.flap().flapping() ? FLAPPING : state.degraded().isEmpty() ? UP : DEGRADED;
        };
    }

    /** Whether it comes and goes, so that a repair would not help. */
    static boolean isFlapping(HealthState state, long now) {
        return state.flap().flapping() && now - state.since() < NOT_FLAPPING_MILLIS;
    }

    /** How often it was lost lately: one point per loss, which fades. Enters at one limit and leaves at a lower one. */
    public record Flap(double penalty, long at, boolean flapping) {
        static final Flap NONE = new Flap(0, 0, false);

        Flap lost(HealthConfig.Signals signals, long now) {
            return judged(faded(signals, now) + 1, signals, now);
        }

        Flap later(HealthConfig.Signals signals, long now) {
            return penalty == 0 ? this : judged(faded(signals, now), signals, now);
        }

        private double faded(HealthConfig.Signals signals, long now) {
            return penalty * Math.pow(0.5, (double) Math.max(0, now - at) / signals.flapHalfLifeMillis());
        }

        private Flap judged(double points, HealthConfig.Signals signals, long now) {
            boolean still = flapping ? points >= signals.flapLeave() : points >= signals.flapEnter();
            return new Flap(points < 0.01 ? 0 : points, now, still);
        }
    }
}
