package io.brine.minion;

/** Another minion has this directory. */
public final class DirectoryInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DirectoryInUseException(String message) {
        super(message);
    }
}
