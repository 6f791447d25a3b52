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

    /**
     * True for a name without anything that means more than itself elsewhere: to a shell, a pattern, a list, a reader of logs.
     * A new minion must have such a name. Look-alikes of the separators do not pass either.
     */
    public boolean isPlain() {
        return !value.startsWith("-")
                && value.equals(value.strip())
                && value.codePoints().noneMatch(MinionId::isSpecial);
    }

    private static boolean isSpecial(int symbol) {
        int type = Character.getType(symbol);
        return "*?[]{}(),;|&<>$`'\"!".indexOf(symbol) >= 0
                || "\u2044\u2215\u29F8\u29F9\u2216\uFF0F\uFF3C\uFE68".indexOf(symbol) >= 0
                || Character.isISOControl(symbol)
                || type == Character.FORMAT
                || type == Character.UNASSIGNED
                || type == Character.PRIVATE_USE
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
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
