package io.brine.target;

/** Whether a target means a minion. Unknown: it depends on something that is not known of this minion here. */
public enum Match {
    YES,
    NO,
    UNKNOWN;

    public static Match of(boolean claim) {
        return claim ? YES : NO;
    }

    Match not() {
        return this == UNKNOWN ? UNKNOWN : of(this == NO);
    }
}
