package io.brine.crypt;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.HexFormat;

/** Our own RSA key: signs, decrypts, and makes the X9.31 bytes of minion tokens and key digests. Thread-safe. */
public final class RsaKeyPair {
    static final String PKCS1 = "RSA PRIVATE KEY";
    private static final String PKCS8 = "PRIVATE KEY";
    private static final int MIN_BITS = 2048;
    /** AlgorithmIdentifier of rsaEncryption, with NULL parameters. */
    private static final byte[] RSA_ALGORITHM = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    private final RSAPrivateCrtKey key;
    private final RsaPublicKey publicKey;
    private final String publicPem;
    private volatile WorkingKey working;

    private RsaKeyPair(RSAPrivateCrtKey key) throws GeneralSecurityException {
        this.key = key;
        RSAPublicKey half = (RSAPublicKey) KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        this.publicPem = Pem.write("PUBLIC KEY", half.getEncoded());
        this.publicKey = new RsaPublicKey(half, publicPem);
    }

    /** @param bits size of the modulus, at least 2048 */
    public static RsaKeyPair generate(int bits) {
        if (bits < MIN_BITS) {
            throw new CryptException("an RSA key of " + bits + " bits is too small, the least is " + MIN_BITS);
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return new RsaKeyPair((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException wrong) {
            throw new CryptException("cannot generate an RSA key", wrong);
        }
    }

    /**
     * PKCS#1 or unencrypted PKCS#8 PEM, PKCS#1 also passphrase-encrypted.
     *
     * @param passphrase empty or null for none
     * @throws CryptException if it is none of them
     */
    public static RsaKeyPair parse(String privatePem, String passphrase) {
        Pem pem = Pem.parse(privatePem);
        byte[] pkcs8 = switch (pem.label()) {
            case PKCS1 -> wrapped(opened(pem, passphrase));
            case PKCS8 -> pem.der();
            default -> throw new CryptException("not a private RSA key but " + pem.label());
        };
        try {
            return new RsaKeyPair(
                    (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (InvalidKeySpecException | ClassCastException wrong) {
            throw new CryptException("not a private RSA key", wrong);
        } catch (GeneralSecurityException wrong) {
            throw new CryptException("cannot read an RSA key", wrong);
        }
    }

    private static byte[] opened(Pem pem, String passphrase) {
        if (!pem.headers().containsKey("DEK-Info")) {
            return pem.der();
        }
        if (passphrase == null || passphrase.isEmpty()) {
            throw new CryptException("the key is encrypted and there is no passphrase");
        }
        byte[] der = PemCipher.decrypt(pem, passphrase.getBytes(StandardCharsets.UTF_8));
        try {
            Der.sequence(der);
        } catch (CryptException garbage) {
            // One wrong passphrase in 256 leaves padding that looks right.
            throw new CryptException("the passphrase does not open this key", garbage);
        }
        return der;
    }

    private static byte[] wrapped(byte[] pkcs1) {
        return Der.encoded(
                Der.SEQUENCE, Der.integer(BigInteger.ZERO), RSA_ALGORITHM, Der.encoded(Der.OCTET_STRING, pkcs1));
    }

    java.security.PrivateKey privateKey() {
        return key;
    }

    /** {@code -----BEGIN RSA PRIVATE KEY-----}, as Salt writes it. */
    public String privatePem() {
        return Pem.write(PKCS1, pkcs1());
    }

    /** As {@link #privatePem()}, encrypted with 3DES under the passphrase: options {@code key_pass}, {@code signing_key_pass}. */
    public String privatePem(String passphrase) {
        if (passphrase == null || passphrase.isEmpty()) {
            return privatePem();
        }
        byte[] iv = new byte[8];
        new SecureRandom().nextBytes(iv);
        return PemCipher.encrypt(pkcs1(), passphrase.getBytes(StandardCharsets.UTF_8), iv);
    }

    private byte[] pkcs1() {
        return Der.encoded(
                Der.SEQUENCE,
                Der.integer(BigInteger.ZERO),
                Der.integer(key.getModulus()),
                Der.integer(key.getPublicExponent()),
                Der.integer(key.getPrivateExponent()),
                Der.integer(key.getPrimeP()),
                Der.integer(key.getPrimeQ()),
                Der.integer(key.getPrimeExponentP()),
                Der.integer(key.getPrimeExponentQ()),
                Der.integer(key.getCrtCoefficient()));
    }

    /** {@code -----BEGIN PUBLIC KEY-----} with a trailing newline, as Salt writes it. */
    public String publicPem() {
        return publicPem;
    }

    public RsaPublicKey publicKey() {
        return publicKey;
    }

    public byte[] sign(SigningAlgorithm algorithm, byte[] message) {
        return working().sign(algorithm, message);
    }

    /** @throws CryptException if it does not decrypt */
    public byte[] decrypt(EncryptionAlgorithm algorithm, byte[] ciphertext) {
        return working().decrypt(algorithm, ciphertext);
    }

    /** X9.31-padded private operation without a hash (PROTOCOL 3.2). @throws CryptException if the message is too long */
    public byte[] x931(byte[] message) {
        byte[] block = X931.pad(message, X931.bytes(key.getModulus()));
        if (new BigInteger(1, block).compareTo(key.getModulus()) >= 0) {
            throw new CryptException("X9.31 needs a modulus whose bits fill its bytes");
        }
        return X931.signature(new BigInteger(1, working().privateOperation(block)), key.getModulus());
    }

    /** Made when it is needed, as it may take a library to load. Made twice, it is the same. */
    private WorkingKey working() {
        WorkingKey made = working;
        if (made == null) {
            made = WorkingKey.of(key);
            working = made;
        }
        return made;
    }
}
