package io.brine.minion;

/** A call that has no answer: its message is for the person at the terminal. */
public final class SaltCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    SaltCallException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
