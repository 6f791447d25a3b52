package io.brine.transport.zmtp;

import java.util.Arrays;

/** A subscription's prefix as a key: equal bytes are equal, and comparable, so chosen collisions cost a map only little. */
final class Topic implements Comparable<Topic> {
    private static final int FACTOR = 31;

    private final byte[] bytes;
    private final int length;
    private final int hash;

    private Topic(byte[] bytes, int length, int hash) {
        this.bytes = bytes;
        this.length = length;
        this.hash = hash;
    }

    /** @param bytes not to be changed any more */
    static Topic of(byte[] bytes) {
        return new Topic(bytes, bytes.length, hash(0, bytes, 0, bytes.length));
    }

    /** The first {@code length} bytes, without copying them; {@code hash} as {@link #hash} counts it. */
    static Topic prefix(byte[] bytes, int length, int hash) {
        return new Topic(bytes, length, hash);
    }

    /** Goes on counting a hash from {@code start}: so the hashes of all prefixes of one text cost one pass. */
    static int hash(int start, byte[] bytes, int from, int to) {
        int hash = start;
        for (int i = from; i < to; i++) {
            hash = FACTOR * hash + bytes[i];
        }
        return hash;
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Topic that
                && hash == that.hash
                && Arrays.equals(bytes, 0, length, that.bytes, 0, that.length);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public int compareTo(Topic other) {
        return Arrays.compare(bytes, 0, length, other.bytes, 0, other.length);
    }
}
