package io.brine.keys;

/** The text of a public key as files and messages have it. */
public final class KeyText {
    /** Far more than any RSA key; what is longer is no key. */
    public static final int LONGEST = 64 * 1024;

    private KeyText() {}

    /** Outer white space stripped, {@code \n} line ends, no trailing newline. Source: 3006.8 salt/crypt.py clean_key. */
    public static String clean(String text) {
        return String.join("\n", text.strip().lines().toList());
    }

    public static boolean same(String one, String other) {
        return clean(one).equals(clean(other));
    }
}
