package io.brine.data;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes one tree into a growing buffer. One use, one thread. */
final class MsgPackWriter {
    static final int EXT_DATETIME = 78;
    static final int EXT_CONSTANT = 79;
    /** Nesting the reference's encoder refuses beyond. */
    static final int MAX_DEPTH = 511;

    private static final BigInteger UINT64_END = BigInteger.ONE.shiftLeft(64);

    /** Bytes so long become a piece of their own instead of being copied, where pieces are wanted. */
    private static final int LONG_BYTES = 64 * 1024;

    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private final boolean local;
    private final boolean inPieces;
    /** What comes before the buffer. */
    private final List<ByteBuffer> pieces = new ArrayList<>(3);

    private int piecesSize;
    private byte[] buffer = new byte[256];
    private int size;

    private MsgPackWriter(boolean local, boolean inPieces) {
        this.local = local;
        this.inPieces = inPieces;
    }

    /** For {@link #bytes()}. */
    MsgPackWriter(boolean local) {
        this(local, false);
    }

    /** For {@link #packed()}, which does not copy long bytes. */
    static MsgPackWriter inPieces(boolean local) {
        return new MsgPackWriter(local, true);
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer, size);
    }

    Packed packed() {
        pieces.add(ByteBuffer.wrap(buffer, 0, size));
        return new Packed(pieces, piecesSize + size);
    }

    /** Bytes that are no MessagePack, before the object. */
    void writeAsIs(byte[] bytes) {
        put(bytes);
    }

    /** The header of bytes of this length in the wire dialect. */
    static byte[] wireHeader(int length) {
        MsgPackWriter writer = new MsgPackWriter(false);
        writer.rawHeader(length, false);
        return writer.bytes();
    }

    void write(Object value, int depth) {
        if (value == null) {
            put(0xc0);
        } else if (value instanceof String text) {
            writeText(text);
        } else if (value instanceof Boolean flag) {
            put(flag ? 0xc3 : 0xc2);
        } else if (value instanceof Number number) {
            writeNumber(number);
        } else if (value instanceof byte[] bytes) {
            writeBytes(bytes);
        } else if (depth > MAX_DEPTH) {
            throw new DataException("deeper than " + MAX_DEPTH + " levels");
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, depth);
        } else if (value instanceof Collection<?> items) {
            writeArray(items, depth);
        } else {
            writeExtension(value);
        }
    }

    private void writeMap(Map<?, ?> map, int depth) {
        header(map.size(), 0x80, 0xde);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            write(entry.getKey(), depth + 1);
            write(entry.getValue(), depth + 1);
        }
    }

    private void writeArray(Collection<?> items, int depth) {
        header(items.size(), 0x90, 0xdc);
        for (Object item : items) {
            write(item, depth + 1);
        }
    }

    private void header(int count, int fix, int wide16) {
        if (count < 16) {
            put(fix | count);
        } else if (count < 1 << 16) {
            put(wide16);
            put16(count);
        } else {
            put(wide16 + 1);
            put32(count);
        }
    }

    private void writeText(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isHighSurrogate(text.charAt(i))
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new DataException("text with a lone surrogate cannot be encoded");
                }
                i++;
            }
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        rawHeader(utf8.length, local);
        put(utf8);
    }

    private void writeBytes(byte[] bytes) {
        if (!local) {
            rawHeader(bytes.length, false);
        } else if (bytes.length < 1 << 8) {
            put(0xc4);
            put(bytes.length);
        } else if (bytes.length < 1 << 16) {
            put(0xc5);
            put16(bytes.length);
        } else {
            put(0xc6);
            put32(bytes.length);
        }
        put(bytes);
    }

    private void rawHeader(int length, boolean str8Allowed) {
        if (length < 32) {
            put(0xa0 | length);
        } else if (str8Allowed && length < 1 << 8) {
            put(0xd9);
            put(length);
        } else if (length < 1 << 16) {
            put(0xda);
            put16(length);
        } else {
            put(0xdb);
            put32(length);
        }
    }

    private void writeNumber(Number number) {
        if (number instanceof Double || number instanceof Float) {
            put(0xcb);
            put64(Double.doubleToLongBits(number.doubleValue()));
        } else if (number instanceof BigInteger big) {
            writeBig(big);
        } else {
            writeLong(number.longValue());
        }
    }

    private void writeBig(BigInteger big) {
        if (big.bitLength() < 64) {
            writeLong(big.longValue());
        } else if (big.signum() > 0 && big.compareTo(UINT64_END) < 0) {
            put(0xcf);
            put64(big.longValue());
        } else {
            writeText(big.toString());
        }
    }

    private void writeLong(long value) {
        if (value >= 0) {
            if (value < 1 << 7) {
                put((int) value);
            } else if (value < 1 << 8) {
                put(0xcc);
                put((int) value);
            } else if (value < 1 << 16) {
                put(0xcd);
                put16((int) value);
            } else if (value < 1L << 32) {
                put(0xce);
                put32((int) value);
            } else {
                put(0xcf);
                put64(value);
            }
        } else if (value >= -32) {
            put((int) value);
        } else if (value >= Byte.MIN_VALUE) {
            put(0xd0);
            put((int) value);
        } else if (value >= Short.MIN_VALUE) {
            put(0xd1);
            put16((int) value);
        } else if (value >= Integer.MIN_VALUE) {
            put(0xd2);
            put32((int) value);
        } else {
            put(0xd3);
            put64(value);
        }
    }

    private void writeExtension(Object value) {
        if (value instanceof LocalDateTime time) {
            extension(EXT_DATETIME, SaltDateTime.format(time).getBytes(StandardCharsets.US_ASCII));
        } else if (value instanceof OffsetDateTime time) {
            writeExtension(time.toLocalDateTime());
        } else if (value instanceof LocalDate date) {
            writeExtension(date.atStartOfDay());
        } else if (value instanceof Constant constant) {
            MsgPackWriter inner = new MsgPackWriter(true);
            inner.write(Arrays.asList(constant.name(), constant.value()), 0);
            extension(EXT_CONSTANT, inner.bytes());
        } else if (value instanceof Instant instant) {
            extension(-1, timestamp(instant));
        } else {
            throw new DataException("cannot serialize " + Trees.kind(value));
        }
    }

    /** msgpack's own timestamp, in the shortest of its three forms. */
    private static byte[] timestamp(Instant instant) {
        MsgPackWriter out = new MsgPackWriter(true);
        long seconds = instant.getEpochSecond();
        if (seconds >>> 34 != 0) {
            out.put32(instant.getNano());
            out.put64(seconds);
        } else if (instant.getNano() == 0 && seconds < 1L << 32) {
            out.put32((int) seconds);
        } else {
            out.put64((long) instant.getNano() << 34 | seconds);
        }
        return out.bytes();
    }

    private void extension(int code, byte[] payload) {
        int length = payload.length;
        int fixed = length > 16 || Integer.bitCount(length) != 1 ? -1 : Integer.numberOfTrailingZeros(length);
        if (fixed >= 0) {
            put(0xd4 + fixed);
        } else if (length < 1 << 8) {
            put(0xc7);
            put(length);
        } else if (length < 1 << 16) {
            put(0xc8);
            put16(length);
        } else {
            put(0xc9);
            put32(length);
        }
        put(code);
        put(payload);
    }

    private void put(int value) {
        reserve(1);
        buffer[size++] = (byte) value;
    }

    private void put16(int value) {
        put(value >>> 8);
        put(value);
    }

    private void put32(int value) {
        put16(value >>> 16);
        put16(value);
    }

    private void put64(long value) {
        put32((int) (value >>> 32));
        put32((int) value);
    }

    private void put(byte[] bytes) {
        if (inPieces && bytes.length >= LONG_BYTES) {
            putPiece(bytes);
            return;
        }
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    private void putPiece(byte[] bytes) {
        requireRoomFor(bytes.length);
        pieces.add(ByteBuffer.wrap(buffer, 0, size));
        pieces.add(ByteBuffer.wrap(bytes));
        piecesSize += size + bytes.length;
        buffer = new byte[256];
        size = 0;
    }

    private void reserve(int more) {
        if (more > buffer.length - size) {
            requireRoomFor(more);
            long wanted = Math.max((long) size + more, buffer.length * 2L);
            buffer = Arrays.copyOf(buffer, (int) Math.min(wanted, LARGEST));
        }
    }

    private void requireRoomFor(int more) {
        if ((long) piecesSize + size + more > LARGEST) {
            throw new DataException("larger than 2 GB");
        }
    }
}
