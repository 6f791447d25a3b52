package io.brine.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Strict UTF-8. */
final class Utf8 {
    private Utf8() {}

    /** The text, or null if the bytes are not valid UTF-8 (overlong forms and surrogates are not). */
    static String decode(byte[] in, int start, int length) {
        String text = new String(in, start, length, StandardCharsets.UTF_8);
        // The JDK's decoder is fast but replaces what is wrong; U+FFFD may also have been there from the start.
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        byte[] again = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(again, 0, again.length, in, start, start + length) ? text : null;
    }
}
