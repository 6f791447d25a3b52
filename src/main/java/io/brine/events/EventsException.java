package io.brine.events;

/** A feed that cannot be opened, reached or written to. */
public final class EventsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EventsException(String message) {
        super(message);
    }

    public EventsException(String message, Throwable cause) {
        super(message, cause);
    }
}
