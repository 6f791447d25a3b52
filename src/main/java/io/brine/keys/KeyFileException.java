package io.brine.keys;

/** A daemon's own key files cannot be read, made or understood; it cannot start. Never carries key material. */
public final class KeyFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeyFileException(String message) {
        super(message);
    }
}
