package io.brine.crypt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Comparing secrets without telling by time where they differ. */
public final class ConstantTime {
    private ConstantTime() {}

    public static boolean same(byte[] a, byte[] b) {
        return MessageDigest.isEqual(a, b);
    }

    public static boolean same(String a, String b) {
        return same(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
