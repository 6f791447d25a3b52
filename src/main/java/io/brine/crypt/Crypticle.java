package io.brine.crypt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Salt's symmetric envelope: IV(16) | AES-192-CBC | HMAC-SHA256(32) over the first two (PROTOCOL 3.3). Thread-safe.
 * The plaintext's {@code pickle::} mark and nonce belong to the channel, not here. Source: 3006.0 crypt.py Crypticle.
 */
public final class Crypticle {
    private static final int AES_BYTES = 24;
    private static final int MAC_BYTES = 32;
    private static final int BLOCK_BYTES = 16;
    /**
     * Long messages go through the ciphers in slices: the JIT puts the processor's own AES and SHA in only where a method is called
     * often, and one call for a whole megabyte would stay in the interpreter for thousands of messages.
     */
    private static final int SLICE_BYTES = 8192;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] NOTHING = {};
    private static final int LONGEST = Integer.MAX_VALUE - 1024;

    /** Native ciphers where there are any: as fast as the JDK's when those are compiled, and from the first message on. */
    private static final ThreadLocal<Engine> FASTEST = ThreadLocal.withInitial(() -> new Engine(JcaProviders.faster()));

    static final ThreadLocal<Engine> OF_JDK = ThreadLocal.withInitial(() -> new Engine(Optional.empty()));

    private final ThreadLocal<Engine> engines;
    private final String keyString;
    private final SecretKeySpec aesKey;
    private final SecretKeySpec macKey;

    /** @param keyString 76 characters: base64 of 24 bytes AES key and 32 bytes HMAC key. @throws CryptException if it is not that */
    public Crypticle(String keyString) {
        this(keyString, FASTEST);
    }

    Crypticle(String keyString, ThreadLocal<Engine> engines) {
        byte[] keys;
        try {
            keys = Base64.getDecoder().decode(keyString);
        } catch (IllegalArgumentException wrong) {
            throw new CryptException("invalid key: not base64");
        }
        if (keys.length != AES_BYTES + MAC_BYTES) {
            throw new CryptException("invalid key: " + keys.length + " bytes");
        }
        this.engines = engines;
        this.keyString = keyString;
        this.aesKey = new SecretKeySpec(keys, 0, AES_BYTES, "AES");
        this.macKey = new SecretKeySpec(keys, AES_BYTES, MAC_BYTES, "HmacSHA256");
    }

    /** A new random key string. */
    public static String generateKeyString() {
        byte[] keys = new byte[AES_BYTES + MAC_BYTES];
        RANDOM.nextBytes(keys);
        return Base64.getEncoder().encodeToString(keys);
    }

    /** A Crypticle with a new random key. */
    public static Crypticle generate() {
        return new Crypticle(generateKeyString());
    }

    public String keyString() {
        return keyString;
    }

    /** The bytes of the key string: what travels in OAEP and what is hashed for the key's signature. */
    public byte[] keyBytes() {
        return keyString.getBytes(StandardCharsets.US_ASCII);
    }

    public byte[] seal(byte[] plaintext) {
        return seal(NOTHING, List.of(ByteBuffer.wrap(plaintext)));
    }

    /** Length of what {@link #seal} makes of a plaintext of this length. @throws CryptException if there is no array so long */
    public static int sealedBytes(long plaintextBytes) {
        if (plaintextBytes > LONGEST) {
            throw new CryptException("a plaintext of " + plaintextBytes + " bytes is too long");
        }
        return BLOCK_BYTES + (int) plaintextBytes / BLOCK_BYTES * BLOCK_BYTES + BLOCK_BYTES + MAC_BYTES;
    }

    /**
     * @param before comes first in the result, as it is
     * @param plaintext pieces that follow each other, each backed by an array
     */
    public byte[] seal(byte[] before, List<ByteBuffer> plaintext) {
        long length = plaintext.stream().mapToLong(ByteBuffer::remaining).sum();
        byte[] sealed = Arrays.copyOf(before, Math.addExact(before.length, sealedBytes(length)));
        byte[] iv = new byte[BLOCK_BYTES];
        RANDOM.nextBytes(iv);
        System.arraycopy(iv, 0, sealed, before.length, BLOCK_BYTES);
        Engine engine = engines.get();
        try {
            engine.encryption.init(Cipher.ENCRYPT_MODE, aesKey, new IvParameterSpec(iv));
            engine.mac.init(macKey);
            engine.mac.update(iv);
            int end = engine.encrypt(plaintext, sealed, before.length + BLOCK_BYTES);
            engine.mac.doFinal(sealed, end);
            return sealed;
        } catch (GeneralSecurityException wrong) {
            throw new CryptException("cannot encrypt", wrong);
        }
    }

    /** @throws CryptException if the MAC is wrong or the envelope too short */
    public byte[] open(byte[] sealed) {
        int body = sealed.length - MAC_BYTES;
        if (body < 2 * BLOCK_BYTES || body % BLOCK_BYTES != 0) {
            throw new CryptException("message authentication failed");
        }
        Engine engine = engines.get();
        try {
            engine.mac.init(macKey);
            for (int at = 0; at < body; at += SLICE_BYTES) {
                engine.mac.update(sealed, at, Math.min(SLICE_BYTES, body - at));
            }
            byte[] expected = engine.mac.doFinal();
            if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(sealed, body, sealed.length))) {
                throw new CryptException("message authentication failed");
            }
            engine.decryption.init(Cipher.DECRYPT_MODE, aesKey, new IvParameterSpec(sealed, 0, BLOCK_BYTES));
            byte[] padded = new byte[body - BLOCK_BYTES];
            int in = BLOCK_BYTES;
            int out = 0;
            while (body - in > SLICE_BYTES) {
                out += engine.decryption.update(sealed, in, SLICE_BYTES, padded, out);
                in += SLICE_BYTES;
            }
            engine.decryption.doFinal(sealed, in, body - in, padded, out);
            return unpadded(padded);
        } catch (GeneralSecurityException wrong) {
            throw new CryptException("message authentication failed", wrong);
        }
    }

    /** As the reference: the last byte says how much to drop, nothing else of the padding is looked at. */
    private static byte[] unpadded(byte[] padded) {
        int pad = padded[padded.length - 1] & 0xff;
        return pad == 0 || pad >= padded.length ? new byte[0] : Arrays.copyOf(padded, padded.length - pad);
    }

    /** The ciphers of one thread; getting new ones for each message costs as much as the message. */
    static final class Engine {
        final Cipher encryption;
        final Cipher decryption;
        final Mac mac;

        private Engine(Optional<Provider> provider) {
            try {
                encryption = cipher("AES/CBC/PKCS5Padding", provider);
                decryption = cipher("AES/CBC/NoPadding", provider);
                mac = provider.isPresent()
                        ? Mac.getInstance("HmacSHA256", provider.get())
                        : Mac.getInstance("HmacSHA256");
            } catch (GeneralSecurityException missing) {
                throw new CryptException("the JDK lacks AES or HMAC-SHA256", missing);
            }
        }

        /** And feeds the MAC with what it writes. @return where it ends */
        private int encrypt(List<ByteBuffer> plaintext, byte[] sealed, int start) throws GeneralSecurityException {
            int out = start;
            for (ByteBuffer piece : plaintext) {
                int in = piece.arrayOffset() + piece.position();
                int end = in + piece.remaining();
                while (in < end) {
                    int slice = Math.min(SLICE_BYTES, end - in);
                    out += authenticated(sealed, out, encryption.update(piece.array(), in, slice, sealed, out));
                    in += slice;
                }
            }
            return out + authenticated(sealed, out, encryption.doFinal(sealed, out));
        }

        private int authenticated(byte[] sealed, int at, int written) {
            mac.update(sealed, at, written);
            return written;
        }

        private static Cipher cipher(String transformation, Optional<Provider> provider)
                throws GeneralSecurityException {
            return provider.isPresent()
                    ? Cipher.getInstance(transformation, provider.get())
                    : Cipher.getInstance(transformation);
        }
    }
}
