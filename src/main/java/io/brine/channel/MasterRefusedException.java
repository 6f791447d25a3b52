package io.brine.channel;

/** The master answered, and would not have the request, also not after a new sign-in. */
public final class MasterRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MasterRefusedException(String message) {
        super(message);
    }
}
