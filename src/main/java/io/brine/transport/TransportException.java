package io.brine.transport;

/** A road that cannot be opened or used: port taken, name unknown, endpoint malformed. */
public final class TransportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TransportException(String message) {
        super(message);
    }

    public TransportException(String message, Throwable cause) {
        super(message, cause);
    }
}
