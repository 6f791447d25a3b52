package io.brine.monitor.health;

/** Where a minion stands in the course of things (docs/monitoring/health.md has the whole table). */
public enum HealthPhase {
    /** Its key is not accepted. */
    PENDING,
    /** Accepted, and nothing was heard since the master started. */
    UNSEEN,
    UP,
    /** Something is missing, for less than the grace and the probes need. */
    SUSPECT,
    /** Proven not to answer. */
    DOWN,
    /** All gates are open, it waits for its turn. */
    REPAIR_QUEUED,
    /** A step is under way, or the answer after it is waited for. */
    REPAIRING,
    /** Back, on probation. */
    RECOVERING,
    /** Repairs are used up or of no use: a person has to act. */
    FAILED,
    /**
     * FAILED, or an ephemeral one DOWN, for so long that nobody expects it back. Its key stays, but for an ephemeral one with
     * {@code classes:forget_after}.
     */
    GONE;

    /** Whether it counts when losses are weighed against the whole: who was never there cannot be lost. */
    boolean isKnown() {
        return this != PENDING && this != UNSEEN && this != GONE;
    }

    /** Whether it is lost now, and not given up yet. */
    boolean isAffected() {
        return this == SUSPECT || this == DOWN || this == REPAIR_QUEUED || this == REPAIRING;
    }
}
