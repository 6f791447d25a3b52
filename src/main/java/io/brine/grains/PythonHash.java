package io.brine.grains;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Python's {@code hash(text)} under {@code PYTHONHASHSEED=0}: SipHash-1-3 with a zero key, which Python uses since 3.11
 * (before: SipHash-2-4, with other results).
 */
final class PythonHash {
    private long v0 = 0x736f6d6570736575L;
    private long v1 = 0x646f72616e646f6dL;
    private long v2 = 0x6c7967656e657261L;
    private long v3 = 0x7465646279746573L;

    private PythonHash() {}

    static long of(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        long hash = new PythonHash().digest(inPythonsMemory(text));
        return hash == -1 ? -2 : hash;
    }

    /** One byte a character if all are Latin-1, else two, else four. */
    private static byte[] inPythonsMemory(String text) {
        int widest = text.codePoints().max().orElse(0);
        if (widest < 0x100) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
        if (widest < 0x10000) {
            return text.getBytes(StandardCharsets.UTF_16LE);
        }
        ByteBuffer wide =
                ByteBuffer.allocate(4 * text.codePointCount(0, text.length())).order(ByteOrder.LITTLE_ENDIAN);
        text.codePoints().forEach(wide::putInt);
        return wide.array();
    }

    private long digest(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (in.remaining() >= 8) {
            absorb(in.getLong());
        }
        byte[] last = Arrays.copyOf(Arrays.copyOfRange(bytes, in.position(), bytes.length), 8);
        absorb(ByteBuffer.wrap(last).order(ByteOrder.LITTLE_ENDIAN).getLong() | (long) bytes.length << 56);
        v2 ^= 0xff;
        round();
        round();
        round();
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void absorb(long word) {
        v3 ^= word;
        round();
        v0 ^= word;
    }

    private void round() {
        v0 += v1;
        v2 += v3;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 = Long.rotateLeft(v2, 32);
    }
}
