package io.brine.functions;

/** The function was asked in a way that makes no sense. Salt: SaltInvocationError. */
public final class InvocationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvocationException(String message) {
        super(message);
    }
}
