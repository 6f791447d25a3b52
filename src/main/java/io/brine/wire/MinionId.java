package io.brine.wire;

import java.util.Optional;

/** The name of a minion. Never empty, never {@code .} or {@code ..}, without {@code /}, {@code \} and NUL (PROTOCOL 4.3 row 1). */
public record MinionId(String value) implements Comparable<MinionId> {
    public MinionId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a minion id: " + value);
        }
    }

    /** The id if the value is text and may be the name of a file in the pki directory. Source: salt.utils.verify.valid_id. */
    public static Optional<MinionId> of(Object value) {
        return value instanceof String text && isValid(text) ? Optional.of(new MinionId(text)) : Optional.empty();
    }

    private static boolean isValid(String id) {
        return id != null
                && !id.isEmpty()
                && !id.equals(".")
                && !id.equals("..")
                && id.indexOf('/') < 0
                && id.indexOf('\\') < 0
                && id.indexOf('\0') < 0
                && id.length() <= 255;
    }

    @Override
    public int compareTo(MinionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
