package io.brine.data;

/** The first {@code length} of these bytes; what is behind them is room that was not used. Saves the copy of long messages. */
public final class Packed {
    private final byte[] array;
    private final int length;

    Packed(byte[] array, int length) {
        this.array = array;
        this.length = length;
    }

    /** Not a copy. */
    public byte[] array() {
        return array;
    }

    public int length() {
        return length;
    }
}
