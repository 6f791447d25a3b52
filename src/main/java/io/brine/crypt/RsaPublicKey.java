package io.brine.crypt;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;

/** A peer's public key, from the PEM text Salt keeps in its pki directories. Thread-safe. */
public final class RsaPublicKey {
    private static final int MAX_BITS = 16384;
    private static final int LEAST_BITS = 2048;
    private static final int MAX_EXPONENT_BITS = 64;

    private final RSAPublicKey key;
    private final String cleanedPem;
    private volatile WorkingKey working;

    RsaPublicKey(RSAPublicKey key, String pem) {
        // A hostile peer must not make us compute with numbers of megabits.
        if (key.getModulus().bitLength() > MAX_BITS || key.getPublicExponent().bitLength() > MAX_EXPONENT_BITS) {
            throw new CryptException("an RSA key of " + key.getModulus().bitLength() + " bits");
        }
        this.key = key;
        this.cleanedPem = Pem.cleaned(pem);
    }

    /** SPKI or PKCS#1 PEM; surrounding white space and CR are no matter. @throws CryptException if it is neither */
    public static RsaPublicKey parse(String pem) {
        Pem parsed = Pem.parse(pem);
        if (!parsed.label().equals("PUBLIC KEY") && !parsed.label().equals("RSA PUBLIC KEY")) {
            throw new CryptException("not a public key but " + parsed.label());
        }
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            List<Der.Value> parts = Der.sequence(parsed.der());
            boolean pkcs1 = parts.size() == 2 && parts.get(0).tag() == Der.INTEGER;
            // Files with "RSA PUBLIC KEY" around an SPKI body exist; the body decides.
            RSAPublicKey key = (RSAPublicKey)
                    (pkcs1
                            ? factory.generatePublic(new RSAPublicKeySpec(
                                    parts.get(0).integer(), parts.get(1).integer()))
                            : factory.generatePublic(new X509EncodedKeySpec(parsed.der())));
            return new RsaPublicKey(key, pem);
        } catch (GeneralSecurityException wrong) {
            throw new CryptException("not an RSA public key", wrong);
        }
    }

    /** Any key text, cleaned as {@link #cleanedPem()} is; also of texts that are no key. */
    public static String clean(String pem) {
        return Pem.cleaned(pem);
    }

    /** The text it was parsed from, cleaned: outer white space stripped, {@code \n} line ends, no trailing newline (PROTOCOL 17.4). */
    public String cleanedPem() {
        return cleanedPem;
    }

    public int bits() {
        return key.getModulus().bitLength();
    }

    /** At least 2048 bits, and numbers an RSA key can have: an odd exponent above 1, an odd modulus. */
    public boolean isStrong() {
        BigInteger exponent = key.getPublicExponent();
        return bits() >= LEAST_BITS
                && key.getModulus().testBit(0)
                && exponent.testBit(0)
                && exponent.compareTo(BigInteger.ONE) > 0;
    }

    /** @throws CryptException if the text is too long for the key */
    public byte[] encrypt(EncryptionAlgorithm algorithm, byte[] plaintext) {
        return working().encrypt(algorithm, plaintext);
    }

    public boolean verifies(SigningAlgorithm algorithm, byte[] signed, byte[] signature) {
        return working().verifies(algorithm, signed, signature);
    }

    /** Made when it is needed: most keys that are read are only compared. Made twice, it is the same. */
    private WorkingKey working() {
        WorkingKey made = working;
        if (made == null) {
            made = WorkingKey.of(key);
            working = made;
        }
        return made;
    }

    /** What was X9.31-signed. @throws CryptException if the padding is not X9.31's */
    public byte[] recover(byte[] x931) {
        BigInteger modulus = key.getModulus();
        BigInteger signature = new BigInteger(1, x931);
        if (x931.length != X931.bytes(modulus) || signature.compareTo(modulus) >= 0) {
            throw new CryptException("not a signature of this key");
        }
        return X931.unpad(X931.block(signature.modPow(key.getPublicExponent(), modulus), modulus));
    }
}
