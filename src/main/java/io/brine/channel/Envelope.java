package io.brine.channel;

import io.brine.crypt.ConstantTime;
import io.brine.crypt.CryptException;
import io.brine.crypt.Crypticle;
import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.Packed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * What Salt puts inside a Crypticle: {@code pickle::}, in replies the 32 characters of the request's nonce, and the
 * MessagePack of one object (PROTOCOL 3.3). Source: 3006.0 crypt.py Crypticle.dumps, Crypticle.loads.
 */
public final class Envelope {
    static final int NONCE_CHARACTERS = 32;
    private static final byte[] MARK = "pickle::".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};

    private Envelope() {}

    /** A request, a publish, a pillar. */
    public static byte[] seal(Crypticle key, Object tree) {
        return seal(key, "", tree);
    }

    /** A reply to a request that carried this nonce; an empty nonce is none. */
    public static byte[] seal(Crypticle key, String nonce, Object tree) {
        Packed plaintext = MsgPack.packWire(marked(nonce), tree);
        return key.seal(NOTHING, plaintext.pieces());
    }

    /** Such a reply as the MessagePack it travels as; of a file's piece there is no copy but the sealed one. */
    static byte[] sealPacked(Crypticle key, String nonce, Object tree) {
        Packed plaintext = MsgPack.packWire(marked(nonce), tree);
        byte[] header = MsgPack.wireHeader(Crypticle.sealedBytes(plaintext.length()));
        return key.seal(header, plaintext.pieces());
    }

    private static byte[] marked(String nonce) {
        byte[] bytes = nonce.getBytes(StandardCharsets.UTF_8);
        byte[] marked = Arrays.copyOf(MARK, MARK.length + bytes.length);
        System.arraycopy(bytes, 0, marked, MARK.length, bytes.length);
        return marked;
    }

    /**
     * The object without a nonce before it; an empty map if the plaintext does not carry Salt's mark.
     *
     * @throws CryptException if it does not open with this key
     * @throws DataException if the content is not MessagePack
     */
    public static Object open(Crypticle key, byte[] sealed) {
        byte[] plaintext = key.open(sealed);
        return isMarked(plaintext) ? MsgPack.unpackWire(plaintext, MARK.length) : Map.of();
    }

    /**
     * The object of a reply.
     *
     * @throws CryptException if it does not open with this key
     * @throws NonceException if it answers another request than the one with this nonce
     * @throws DataException if the content is not MessagePack
     */
    public static Object openReply(Crypticle key, byte[] sealed, String nonce) {
        byte[] plaintext = key.open(sealed);
        if (!isMarked(plaintext)) {
            return Map.of();
        }
        int start = Math.min(plaintext.length, MARK.length + NONCE_CHARACTERS);
        byte[] answered = Arrays.copyOfRange(plaintext, MARK.length, start);
        if (!ConstantTime.same(answered, nonce.getBytes(StandardCharsets.UTF_8))) {
            throw new NonceException();
        }
        return MsgPack.unpackWire(plaintext, start);
    }

    private static boolean isMarked(byte[] plaintext) {
        return plaintext.length >= MARK.length && Arrays.equals(plaintext, 0, MARK.length, MARK, 0, MARK.length);
    }
}
