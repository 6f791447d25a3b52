package io.brine.data;

/**
 * MessagePack in Salt's two dialects (PROTOCOL 2.1). <em>Wire</em>: text and bytes both travel as raw (never str8, never
 * bin); on reading, raw that is valid UTF-8 becomes text. <em>Local</em>: text is str (str8 allowed), bytes are bin.
 * Trailing bytes after the one object are an error. Depth and every length are bounded by what was received.
 */
public final class MsgPack {
    private MsgPack() {}

    /** @throws DataException for a value the notation cannot say */
    public static byte[] packWire(Object tree) {
        throw new UnsupportedOperationException();
    }

    /** @throws DataException for a value the notation cannot say */
    public static byte[] packLocal(Object tree) {
        throw new UnsupportedOperationException();
    }

    /** Reads either dialect; raw and bin that are valid UTF-8 become text, recursively. @throws DataException */
    public static Object unpackWire(byte[] packed) {
        throw new UnsupportedOperationException();
    }

    /** Reads the local dialect: str is text, bin stays bytes. @throws DataException */
    public static Object unpackLocal(byte[] packed) {
        throw new UnsupportedOperationException();
    }

    /** Reads with every str and bin left as bytes, also map keys become text for use but values stay bytes. @throws DataException */
    public static Object unpackRaw(byte[] packed) {
        throw new UnsupportedOperationException();
    }
}
