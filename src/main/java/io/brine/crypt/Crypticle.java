package io.brine.crypt;

/**
 * Salt's symmetric envelope: IV(16) | AES-192-CBC | HMAC-SHA256(32) over the first two (PROTOCOL 3.3). Thread-safe.
 * The plaintext's {@code pickle::} mark and nonce belong to the channel, not here.
 */
public final class Crypticle {
    /** @param keyString 76 characters: base64 of 24 bytes AES key and 32 bytes HMAC key. @throws CryptException if it is not that */
    public Crypticle(String keyString) {
        throw new UnsupportedOperationException();
    }

    /** A new random key string. */
    public static String generateKeyString() {
        throw new UnsupportedOperationException();
    }

    public String keyString() {
        throw new UnsupportedOperationException();
    }

    public byte[] seal(byte[] plaintext) {
        throw new UnsupportedOperationException();
    }

    /** @throws CryptException if the MAC is wrong or the envelope too short */
    public byte[] open(byte[] sealed) {
        throw new UnsupportedOperationException();
    }
}
