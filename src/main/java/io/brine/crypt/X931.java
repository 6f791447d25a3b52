package io.brine.crypt;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * ANSI X9.31 padding without a hash, as OpenSSL's RSA_X931_PADDING: {@code 6B BB.. BA message CC}, or {@code 6A message CC}
 * when the message fills the block. Of r and n - r the smaller one is sent (PROTOCOL 3.2).
 */
final class X931 {
    private static final int HEADER_FULL = 0x6a;
    private static final int HEADER_PADDED = 0x6b;
    private static final int FILL = 0xbb;
    private static final int FILL_END = 0xba;
    private static final int TRAILER = 0xcc;

    private X931() {}

    /** @throws CryptException if the message is longer than {@code blockBytes} - 2 */
    static byte[] pad(byte[] message, int blockBytes) {
        int fill = blockBytes - message.length - 2;
        if (fill < 0) {
            throw new CryptException("message of " + message.length + " bytes is too long for X9.31");
        }
        byte[] block = new byte[blockBytes];
        Arrays.fill(block, (byte) FILL);
        block[0] = (byte) (fill == 0 ? HEADER_FULL : HEADER_PADDED);
        if (fill > 0) {
            block[fill] = (byte) FILL_END;
        }
        System.arraycopy(message, 0, block, fill + 1, message.length);
        block[blockBytes - 1] = (byte) TRAILER;
        return block;
    }

    /** @throws CryptException if it is not such a block, or its message is empty (which OpenSSL refuses, too) */
    static byte[] unpad(byte[] block) {
        int start = 1;
        int header = block[0] & 0xff;
        if (header == HEADER_PADDED) {
            while (start < block.length - 1 && (block[start] & 0xff) == FILL) {
                start++;
            }
            if ((block[start] & 0xff) != FILL_END) {
                throw new CryptException("not X9.31 padding");
            }
            start++;
        } else if (header != HEADER_FULL) {
            throw new CryptException("not X9.31 padding");
        }
        int end = block.length - 1;
        if ((block[end] & 0xff) != TRAILER || start >= end) {
            throw new CryptException("not X9.31 padding");
        }
        return Arrays.copyOfRange(block, start, end);
    }

    /** The signature of the private operation's result. */
    static byte[] signature(BigInteger result, BigInteger modulus) {
        return fixed(result.min(modulus.subtract(result)), bytes(modulus));
    }

    /** The block under a signature, given what the public operation made of it. */
    static byte[] block(BigInteger opened, BigInteger modulus) {
        boolean complemented = (opened.intValue() & 0x0f) != 0x0c;
        return fixed(complemented ? modulus.subtract(opened) : opened, bytes(modulus));
    }

    static int bytes(BigInteger modulus) {
        return (modulus.bitLength() + 7) / 8;
    }

    static byte[] fixed(BigInteger value, int length) {
        byte[] shortest = value.toByteArray();
        byte[] out = new byte[length];
        int copied = Math.min(shortest.length, length);
        System.arraycopy(shortest, shortest.length - copied, out, length - copied, copied);
        return out;
    }
}
