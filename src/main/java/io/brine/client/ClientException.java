package io.brine.client;

/** The master could not be asked, or refused. The message is the one Salt's commands print. */
public final class ClientException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why it failed. */
    public enum Kind {
        /** Nobody answers at the request port or the event socket. */
        UNREACHABLE,
        /** The master did not answer in time. */
        TIMEOUT,
        /** What was asked for has begun and is not over in time. */
        UNFINISHED,
        /** Whoever asked has gone. */
        UNWANTED,
        /** Who asked is not known. */
        AUTHENTICATION,
        /** Who asked may not do this. */
        AUTHORIZATION,
        /** What was asked cannot be understood. */
        INVOCATION,
        /** The master said something else than it should. */
        REFUSED
    }

    private final Kind kind;

    public ClientException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public ClientException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
