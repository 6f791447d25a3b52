package io.brine.channel;

import java.security.SecureRandom;
import java.util.HexFormat;

/** 32 hex digits that ties a reply to its request. */
final class Nonce {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Nonce() {}

    static String random() {
        byte[] bytes = new byte[Envelope.NONCE_CHARACTERS / 2];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
