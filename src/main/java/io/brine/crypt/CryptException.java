package io.brine.crypt;

/** A key that cannot be read, a ciphertext or signature that is not what it should be. Never carries key material. */
public final class CryptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CryptException(String message) {
        super(message);
    }

    public CryptException(String message, Throwable cause) {
        super(message, cause);
    }
}
