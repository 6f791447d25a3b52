package io.brine.channel;

/** A reply that opens but answers another request: replayed or mixed up. No reason to sign in again. */
public final class NonceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NonceException() {
        super("Nonce verification error");
    }
}
