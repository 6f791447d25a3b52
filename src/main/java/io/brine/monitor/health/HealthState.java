package io.brine.monitor.health;

import io.brine.monitor.health.HealthWord.Flap;

/**
 * What is known of one minion. Times are milliseconds since the epoch on a clock that never steps; 0 is never.
 *
 * @param cls why it is down; {@link DownClass#NONE} while it is not
 * @param since when the phase began
 * @param reason why, in words
 * @param heard the last message that proves it lives
 * @param unanswered probes in a row without an answer, in this phase
 * @param answers probes answered, in this phase
 * @param kicked whether its connection was closed by us in this trouble
 * @param degraded {@code slow: ...} or {@code busy: ...}, else empty
 * @param maintenance until when it is left alone
 * @param flap how often it was lost lately
 */
public record HealthState(
        HealthPhase phase,
        DownClass cls,
        long since,
        String reason,
        long heard,
        int unanswered,
        int answers,
        boolean kicked,
        String degraded,
        Maintenance maintenance,
        Flap flap) {

    /** @param until 0 if it is not @param why with the name of the person or job */
    public record Maintenance(long until, String why) {
        static final Maintenance NONE = new Maintenance(0, "");
    }

    static HealthState first(HealthPhase phase, long now, String reason) {
        return new HealthState(phase, DownClass.NONE, now, reason, 0, 0, 0, false, "", Maintenance.NONE, Flap.NONE);
    }

    boolean isInMaintenance(long now) {
        return now < maintenance.until();
    }

    /** The same minion in another phase; counts and clock begin anew. */
    HealthState to(HealthPhase next, long now, String why) {
        boolean well = next == HealthPhase.UP || next == HealthPhase.RECOVERING;
        DownClass still = well || next == HealthPhase.SUSPECT ? DownClass.NONE : cls;
        boolean kickedBefore = kicked && next != HealthPhase.UP;
        String slow = next == HealthPhase.UP ? degraded : "";
        return new HealthState(next, still, now, why, heard, 0, 0, kickedBefore, slow, maintenance, flap);
    }

    HealthState heard(long now) {
        return new HealthState(
                phase, cls, since, reason, now, unanswered, answers, kicked, degraded, maintenance, flap);
    }

    HealthState counted(int moreUnanswered, int moreAnswers) {
        int silent = moreAnswers > 0 ? 0 : unanswered + moreUnanswered;
        return new HealthState(
                phase, cls, since, reason, heard, silent, answers + moreAnswers, kicked, degraded, maintenance, flap);
    }

    HealthState classed(DownClass other, String why) {
        return new HealthState(
                phase, other, since, why, heard, unanswered, answers, kicked, degraded, maintenance, flap);
    }

    HealthState afterKick() {
        return new HealthState(
                phase, cls, since, reason, heard, unanswered, answers, true, degraded, maintenance, flap);
    }

    HealthState degraded(String how) {
        return new HealthState(phase, cls, since, reason, heard, unanswered, answers, kicked, how, maintenance, flap);
    }

    HealthState in(Maintenance window) {
        return new HealthState(phase, cls, since, reason, heard, unanswered, answers, kicked, degraded, window, flap);
    }

    HealthState flapping(Flap next) {
        return next == flap
                ? this
                : new HealthState(
                        phase, cls, since, reason, heard, unanswered, answers, kicked, degraded, maintenance, next);
    }
}
