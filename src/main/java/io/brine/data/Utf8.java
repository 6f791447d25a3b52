package io.brine.data;

import java.nio.charset.StandardCharsets;

/** Strict UTF-8. */
final class Utf8 {
    private static final int CONTINUATION_MASK = 0xc0;
    private static final int CONTINUATION = 0x80;

    private Utf8() {}

    /** The text, or null if the bytes are not valid UTF-8 (overlong forms and surrogates are not). */
    static String decode(byte[] in, int start, int length) {
        // Ciphertexts come this way, too: they fail within a few bytes here, and slowly in the JDK's decoder.
        return isValid(in, start, start + length) ? new String(in, start, length, StandardCharsets.UTF_8) : null;
    }

    private static boolean isValid(byte[] in, int start, int end) {
        int at = start;
        while (at < end) {
            int lead = in[at] & 0xff;
            if (lead < 0x80) {
                at++;
                continue;
            }
            int more = lead >= 0xc2 && lead < 0xe0
                    ? 1
                    : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
            if (more == 0 || more >= end - at || !isSecond(lead, in[at + 1] & 0xff)) {
                return false;
            }
            for (int i = 2; i <= more; i++) {
                if ((in[at + i] & CONTINUATION_MASK) != CONTINUATION) {
                    return false;
                }
            }
            at += more + 1;
        }
        return true;
    }

    /** The second byte decides on overlong forms, surrogates, and what is beyond Unicode. */
    private static boolean isSecond(int lead, int second) {
        int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        return second >= least && second <= most;
    }
}
