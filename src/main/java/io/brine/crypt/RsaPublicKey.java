package io.brine.crypt;

/** A peer's public key, from the PEM text Salt keeps in its pki directories. Thread-safe. */
public final class RsaPublicKey {
    /** SPKI or PKCS#1 PEM; surrounding white space and CR are no matter. @throws CryptException if it is neither */
    public static RsaPublicKey parse(String pem) {
        throw new UnsupportedOperationException();
    }

    /** The text it was parsed from, cleaned: outer white space stripped, {@code \n} line ends, no trailing newline (PROTOCOL 17.4). */
    public String cleanedPem() {
        throw new UnsupportedOperationException();
    }

    public byte[] encrypt(EncryptionAlgorithm algorithm, byte[] plaintext) {
        throw new UnsupportedOperationException();
    }

    public boolean verifies(SigningAlgorithm algorithm, byte[] signed, byte[] signature) {
        throw new UnsupportedOperationException();
    }

    /** What was X9.31-signed. @throws CryptException if the padding is not X9.31's */
    public byte[] recover(byte[] x931) {
        throw new UnsupportedOperationException();
    }
}
