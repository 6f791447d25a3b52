package io.brine.cli;

/** What commands exit with. Source: 3006.0 salt/defaults/exitcodes.py and the commands themselves. */
final class ExitCodes {
    static final int OK = 0;
    static final int GENERIC = 1;
    /** Nobody returned, or the target matches nobody. */
    static final int NO_RETURN = 2;
    /** Not enough words. */
    static final int INCOMPLETE = 42;
    /** An option is wrong. */
    static final int USAGE = 64;
    /** {@code salt-call}: no such function. */
    static final int UNKNOWN_FUNCTION = 255;

    private ExitCodes() {}
}
