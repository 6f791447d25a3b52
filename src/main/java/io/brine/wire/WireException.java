package io.brine.wire;

/** A message that lacks what it must have. The text names the field, never its content. */
public final class WireException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WireException(String message) {
        super(message);
    }
}
