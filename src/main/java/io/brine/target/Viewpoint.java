package io.brine.target;

/** Who asks, and so what an unknown fact counts for. */
enum Viewpoint {
    /** The minion itself, or anyone who can bear an answer of unknown. */
    MINION(Match.UNKNOWN),
    /** A master that wants everybody who may answer. */
    MASTER_GREEDY(Match.YES),
    /** A master that wants only those who certainly match. */
    MASTER_CERTAIN(Match.NO);

    private final Match unknown;

    Viewpoint(Match unknown) {
        this.unknown = unknown;
    }

    Match unknown() {
        return unknown;
    }
}
