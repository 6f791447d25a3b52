package io.brine.data;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads objects out of a byte array. Every announced length is held against what is there before anything is allocated. */
final class MsgPackReader {
    /** What becomes of raw (str) and bin. */
    enum Mode {
        /** Both become text if they are valid UTF-8. */
        WIRE,
        /** str is text, bin is bytes; a str that is not valid UTF-8 is {@link NotText}. */
        LOCAL,
        /** Values of both stay bytes; keys become text if they are valid UTF-8. */
        RAW
    }

    /** The bytes end before the object does. */
    static final class Truncated extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient long neededEnd;

        Truncated(long neededEnd) {
            super("truncated", null, false, false);
            this.neededEnd = neededEnd;
        }

        /** The position up to which bytes must be there before another try makes sense. */
        long neededEnd() {
            return neededEnd;
        }
    }

    /** A str that is not text, in local mode. */
    static final class NotText extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotText() {
            super("str is not UTF-8", null, false, false);
        }
    }

    private static final int MAX_DEPTH = 511;

    private final byte[] in;
    private final int end;
    private final Mode mode;
    private int at;

    MsgPackReader(byte[] in, int start, int end, Mode mode) {
        this.in = in;
        this.at = start;
        this.end = end;
        this.mode = mode;
    }

    int position() {
        return at;
    }

    /** @throws Truncated if more bytes are needed; @throws DataException if no bytes could make it right */
    Object read(int depth) {
        return read(depth, mode == Mode.RAW);
    }

    private Object read(int depth, boolean keepBytes) {
        int type = u8();
        if (type < 0x80) {
            return (long) type;
        }
        if (type < 0x90) {
            return map(type & 0x0f, depth);
        }
        if (type < 0xa0) {
            return array(type & 0x0f, depth);
        }
        if (type < 0xc0) {
            return str(type & 0x1f, keepBytes);
        }
        if (type >= 0xe0) {
            return (long) (byte) type;
        }
        return wide(type, depth, keepBytes);
    }

    private Object wide(int type, int depth, boolean keepBytes) {
        return switch (type) {
            case 0xc0 -> null;
            case 0xc2 -> Boolean.FALSE;
            case 0xc3 -> Boolean.TRUE;
            case 0xc4 -> bin(u8(), keepBytes);
            case 0xc5 -> bin(u16(), keepBytes);
            case 0xc6 -> bin(length32(), keepBytes);
            case 0xc7 -> extension(u8());
            case 0xc8 -> extension(u16());
            case 0xc9 -> extension(length32());
            case 0xca -> (double) Float.intBitsToFloat(s32());
            case 0xcb -> Double.longBitsToDouble(s64());
            case 0xcc -> (long) u8();
            case 0xcd -> (long) u16();
            case 0xce -> s32() & 0xffffffffL;
            case 0xcf -> unsigned(s64());
            case 0xd0 -> (long) (byte) u8();
            case 0xd1 -> (long) (short) u16();
            case 0xd2 -> (long) s32();
            case 0xd3 -> s64();
            case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> extension(1 << (type - 0xd4));
            case 0xd9 -> str(u8(), keepBytes);
            case 0xda -> str(u16(), keepBytes);
            case 0xdb -> str(length32(), keepBytes);
            case 0xdc -> array(u16(), depth);
            case 0xdd -> array(length32(), depth);
            case 0xde -> map(u16(), depth);
            case 0xdf -> map(length32(), depth);
            default -> throw new DataException("0xc1 is no MessagePack type");
        };
    }

    private List<Object> array(int count, int depth) {
        enter(depth);
        need(count);
        List<Object> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(read(depth + 1));
        }
        return items;
    }

    private Map<Object, Object> map(int count, int depth) {
        enter(depth);
        need(2L * count);
        Map<Object, Object> map = new LinkedHashMap<>(Math.max(4, count + count / 2 + 1));
        for (int i = 0; i < count; i++) {
            Object key = key(depth);
            map.put(key, read(depth + 1));
        }
        return map;
    }

    private Object key(int depth) {
        Object key = read(depth + 1, false);
        if (key instanceof List || key instanceof Map) {
            throw new DataException("a key is " + Trees.kind(key));
        }
        return key;
    }

    private void enter(int depth) {
        if (depth >= MAX_DEPTH) {
            throw new DataException("deeper than " + MAX_DEPTH + " levels");
        }
    }

    private Object str(int length, boolean keepBytes) {
        need(length);
        int start = at;
        at += length;
        if (keepBytes) {
            return Arrays.copyOfRange(in, start, at);
        }
        String text = Utf8.decode(in, start, length);
        if (text != null) {
            return text;
        }
        if (mode == Mode.LOCAL) {
            throw new NotText();
        }
        return Arrays.copyOfRange(in, start, at);
    }

    private Object bin(int length, boolean keepBytes) {
        need(length);
        int start = at;
        at += length;
        String text = keepBytes || mode == Mode.LOCAL ? null : Utf8.decode(in, start, length);
        return text != null ? text : Arrays.copyOfRange(in, start, at);
    }

    private Object extension(int length) {
        need(length + 1L);
        int code = in[at];
        int start = at + 1;
        at = start + length;
        switch (code) {
            case MsgPackWriter.EXT_DATETIME:
                return SaltDateTime.parse(new String(in, start, length, StandardCharsets.ISO_8859_1));
            case MsgPackWriter.EXT_CONSTANT:
                return constant(start);
            case -1:
                return timestamp(start, length);
            default:
                byte[] payload = Arrays.copyOfRange(in, start, at);
                String text = mode == Mode.WIRE ? Utf8.decode(payload, 0, length) : null;
                return text != null ? text : payload;
        }
    }

    private Object constant(int start) {
        try {
            MsgPackReader inner = new MsgPackReader(in, start, at, Mode.LOCAL);
            Object pair = inner.read(0);
            if (inner.position() == at
                    && pair instanceof List<?> parts
                    && parts.size() == 2
                    && parts.get(0) instanceof String name) {
                return new Constant(name, parts.get(1));
            }
        } catch (Truncated | NotText broken) {
            throw new DataException("not a constant: extension 79", broken);
        }
        throw new DataException("not a constant: extension 79");
    }

    private static final long TIMESTAMP_SECONDS = (1L << 34) - 1;

    private Instant timestamp(int start, int length) {
        MsgPackReader parts = new MsgPackReader(in, start, at, mode);
        try {
            switch (length) {
                case 4:
                    return Instant.ofEpochSecond(parts.s32() & 0xffffffffL);
                case 8:
                    long both = parts.s64();
                    return Instant.ofEpochSecond(both & TIMESTAMP_SECONDS, both >>> 34);
                case 12:
                    long nanos = parts.s32() & 0xffffffffL;
                    return Instant.ofEpochSecond(parts.s64(), nanos);
                default:
                    throw new DataException("not a timestamp: extension -1");
            }
        } catch (DateTimeException | ArithmeticException wrong) {
            throw new DataException("not a timestamp: extension -1", wrong);
        }
    }

    private static Number unsigned(long bits) {
        if (bits >= 0) {
            return bits;
        }
        return BigInteger.valueOf(bits & Long.MAX_VALUE).setBit(63);
    }

    private void need(long bytes) {
        if (bytes > end - at) {
            throw new Truncated(at + bytes);
        }
    }

    private int u8() {
        need(1);
        return in[at++] & 0xff;
    }

    private int u16() {
        need(2);
        return (in[at++] & 0xff) << 8 | in[at++] & 0xff;
    }

    private int s32() {
        need(4);
        return u16() << 16 | u16();
    }

    private long s64() {
        need(8);
        return (long) s32() << 32 | s32() & 0xffffffffL;
    }

    /** A length of up to 2^32 - 1; those that no Java array holds are refused as what they are: never complete. */
    private int length32() {
        int length = s32();
        if (length < 0) {
            throw new DataException("longer than 2 GB");
        }
        return length;
    }
}
