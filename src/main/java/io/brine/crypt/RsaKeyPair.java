package io.brine.crypt;

/** Our own RSA key: signs, decrypts, and makes the X9.31 bytes of minion tokens and key digests. Thread-safe. */
public final class RsaKeyPair {
    /** @param bits size of the modulus, at least 2048 */
    public static RsaKeyPair generate(int bits) {
        throw new UnsupportedOperationException();
    }

    /** PKCS#1 or unencrypted PKCS#8 PEM, PKCS#1 also passphrase-encrypted. @throws CryptException if it is none of them */
    public static RsaKeyPair parse(String privatePem, String passphrase) {
        throw new UnsupportedOperationException();
    }

    /** {@code -----BEGIN RSA PRIVATE KEY-----}, as Salt writes it. */
    public String privatePem() {
        throw new UnsupportedOperationException();
    }

    /** {@code -----BEGIN PUBLIC KEY-----} with a trailing newline, as Salt writes it. */
    public String publicPem() {
        throw new UnsupportedOperationException();
    }

    public RsaPublicKey publicKey() {
        throw new UnsupportedOperationException();
    }

    public byte[] sign(SigningAlgorithm algorithm, byte[] message) {
        throw new UnsupportedOperationException();
    }

    /** @throws CryptException if it does not decrypt */
    public byte[] decrypt(EncryptionAlgorithm algorithm, byte[] ciphertext) {
        throw new UnsupportedOperationException();
    }

    /** X9.31-padded private operation without a hash (PROTOCOL 3.2). */
    public byte[] x931(byte[] message) {
        throw new UnsupportedOperationException();
    }
}
