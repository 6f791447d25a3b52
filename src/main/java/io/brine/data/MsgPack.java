package io.brine.data;

import io.brine.data.MsgPackReader.Mode;
import io.brine.data.MsgPackReader.NotText;
import io.brine.data.MsgPackReader.Truncated;

/**
 * MessagePack in Salt's two dialects (PROTOCOL 2.1). <em>Wire</em>: text and bytes both travel as raw (never str8, never
 * bin); on reading, raw that is valid UTF-8 becomes text. <em>Local</em>: text is str (str8 allowed), bytes are bin.
 * Trailing bytes after the one object are an error. Depth and every length are bounded by what was received.
 * Whole numbers outside 64 bits become decimal text. Source: 3006.0 payload.py dumps, loads.
 */
public final class MsgPack {
    private MsgPack() {}

    /** @throws DataException for a value the notation cannot say */
    public static byte[] packWire(Object tree) {
        return pack(tree, false);
    }

    /** The tree behind some bytes that stay as they are. @throws DataException for a value the notation cannot say */
    public static Packed packWire(byte[] before, Object tree) {
        MsgPackWriter writer = MsgPackWriter.inPieces(false);
        writer.writeAsIs(before);
        writer.write(tree, 0);
        return writer.packed();
    }

    /** What {@link #packWire(Object)} writes before bytes of this length. */
    public static byte[] wireHeader(int length) {
        return MsgPackWriter.wireHeader(length);
    }

    /** @throws DataException for a value the notation cannot say */
    public static byte[] packLocal(Object tree) {
        return pack(tree, true);
    }

    /** Reads either dialect; raw and bin that are valid UTF-8 become text, recursively. @throws DataException */
    public static Object unpackWire(byte[] packed) {
        return unpack(packed, 0, Mode.WIRE);
    }

    /** As {@link #unpackWire(byte[])}, from {@code offset} to the end. @throws DataException */
    public static Object unpackWire(byte[] packed, int offset) {
        return unpack(packed, offset, Mode.WIRE);
    }

    /**
     * Reads the local dialect: str is text, bin stays bytes. If any str is not valid UTF-8, all str stay bytes, as
     * {@code salt.payload.loads(encoding='utf-8')} does. @throws DataException
     */
    public static Object unpackLocal(byte[] packed) {
        return unpackLocal(packed, 0);
    }

    /** As {@link #unpackLocal(byte[])}, from {@code offset} to the end. @throws DataException */
    public static Object unpackLocal(byte[] packed, int offset) {
        try {
            return unpack(packed, offset, Mode.LOCAL);
        } catch (NotText binary) {
            return unpack(packed, offset, Mode.RAW);
        }
    }

    /** Reads with every str and bin left as bytes, also map keys become text for use but values stay bytes. @throws DataException */
    public static Object unpackRaw(byte[] packed) {
        return unpack(packed, 0, Mode.RAW);
    }

    private static byte[] pack(Object tree, boolean local) {
        MsgPackWriter writer = new MsgPackWriter(local);
        writer.write(tree, 0);
        return writer.bytes();
    }

    private static Object unpack(byte[] packed, int offset, Mode mode) {
        MsgPackReader reader = new MsgPackReader(packed, offset, packed.length, mode);
        try {
            Object tree = reader.read(0);
            if (reader.position() != packed.length) {
                throw new DataException("trailing bytes after the object");
            }
            return tree;
        } catch (Truncated end) {
            throw new DataException("truncated", end);
        }
    }
}
