package io.brine.transport.zmtp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first 64 bytes of each side: {@code FF 00*8 7F, major, minor, mechanism(20), as-server, filler(31)}. A wrong one is
 * judged at the first byte that tells, as ZMTP 1 and 2 peers send fewer and then wait. Source: RFC 37 "Version
 * Negotiation".
 */
final class Greeting {
    static final int SIZE = 64;
    private static final int SIGNATURE_LAST = 9;
    private static final int MAJOR_AT = 10;
    private static final int MINOR_AT = 11;
    private static final int MECHANISM_AT = 12;
    private static final int MECHANISM_SIZE = 20;
    private static final byte[] OURS = ours();

    private final byte[] bytes = new byte[SIZE];
    private int filled;

    /** A fresh copy of what we send: version 3.1, NULL, not a server. */
    static byte[] toSend() {
        return OURS.clone();
    }

    /**
     * Takes the peer's next byte.
     *
     * @return true when it was the last one
     * @throws ProtocolException as soon as it cannot become a greeting we can serve
     */
    boolean take(byte next) throws ProtocolException {
        bytes[filled] = next;
        checkAt(filled, next & 0xFF);
        filled++;
        if (filled < SIZE) {
            return false;
        }
        checkMechanism();
        return true;
    }

    /** 0 for a 3.0 peer; 1 or more knows SUBSCRIBE, CANCEL, PING and PONG. */
    int peerMinor() {
        return bytes[MAJOR_AT] > 3 ? 1 : bytes[MINOR_AT] & 0xFF;
    }

    private static void checkAt(int position, int value) throws ProtocolException {
        if (position == 0 && value != 0xFF) {
            // An unversioned (ZMTP 1.0) peer begins with the length of its identity frame.
            throw new ProtocolException(
                    Refusal.GARBAGE_GREETING, "first byte " + value + " is no ZMTP signature (or a ZMTP 1.0 peer)");
        }
        if (position == SIGNATURE_LAST && (value & 1) == 0) {
            throw new ProtocolException(Refusal.OLD_VERSION, "the peer speaks ZMTP 1.0");
        }
        if (position == MAJOR_AT && value < 3) {
            throw new ProtocolException(Refusal.OLD_VERSION, "the peer speaks ZMTP " + (value == 1 ? "2.0" : "1.x"));
        }
    }

    private void checkMechanism() throws ProtocolException {
        byte[] wanted = new byte[MECHANISM_SIZE];
        System.arraycopy(OURS, MECHANISM_AT, wanted, 0, MECHANISM_SIZE);
        byte[] offered = Arrays.copyOfRange(bytes, MECHANISM_AT, MECHANISM_AT + MECHANISM_SIZE);
        if (!Arrays.equals(wanted, offered)) {
            throw new ProtocolException(
                    Refusal.UNKNOWN_MECHANISM, "the peer wants " + printable(offered) + ", not NULL");
        }
    }

    private static String printable(byte[] mechanism) {
        StringBuilder text = new StringBuilder();
        for (byte b : mechanism) {
            if (b == 0) {
                break;
            }
            text.append(b > ' ' && b < 127 ? (char) b : '?');
        }
        return text.toString();
    }

    private static byte[] ours() {
        byte[] greeting = new byte[SIZE];
        greeting[0] = (byte) 0xFF;
        greeting[SIGNATURE_LAST] = 0x7F;
        greeting[MAJOR_AT] = 3;
        greeting[MINOR_AT] = 1;
        byte[] mechanism = "NULL".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(mechanism, 0, greeting, MECHANISM_AT, mechanism.length);
        return greeting;
    }
}
