package io.brine.wire;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A job id: usually 20 digits of UTC time, {@code 20240229235958123456}, with {@code unique_jid} followed by {@code _<pid>};
 * people may also give a word of their own. Always safe as the name of a file. Source: 3006.0 utils/jid.py.
 */
public record Jid(String value) implements Comparable<Jid> {
    /** A minion's return asks the master for a jid. */
    public static final Jid REQUEST = new Jid("req");

    private static final int DIGITS = 20;
    private static final int MAX_CHARACTERS = 128;
    private static final Pattern TIMED = Pattern.compile("[0-9]{20}(_[0-9A-Za-z.-]+)?");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    public Jid {
        if (!isUsable(value)) {
            throw new WireException("not a job id");
        }
    }

    /** The jid if the value is text, or a whole number as old peers send it, and safe as a file name. */
    public static Optional<Jid> of(Object value) {
        String text = value instanceof Long number ? number.toString() : value instanceof String given ? given : "";
        return isUsable(text) ? Optional.of(new Jid(text)) : Optional.empty();
    }

    /** Whether this is what the generator makes: 20 digits, then nothing or {@code _} and more. */
    public static boolean isJid(String text) {
        return text.length() <= MAX_CHARACTERS && TIMED.matcher(text).matches();
    }

    private static boolean isUsable(String text) {
        return text != null
                && !text.isEmpty()
                && text.length() <= MAX_CHARACTERS
                && !text.startsWith(".")
                && text.chars().noneMatch(c -> c == '/' || c == '\\' || c < 0x20 || c == 0x7f);
    }

    public boolean isTimed() {
        return isJid(value);
    }

    /** {@code 2024, Feb 29 23:59:58.123456}, as job lists show it; empty text if the jid tells no time. */
    public String startTime() {
        if (!isTimed()) {
            return "";
        }
        int month = Integer.parseInt(value.substring(4, 6));
        if (month < 1 || month > 12) {
            return "";
        }
        return value.substring(0, 4) + ", " + MONTHS.get(month - 1) + " " + value.substring(6, 8) + " "
                + value.substring(8, 10) + ":" + value.substring(10, 12) + ":" + value.substring(12, 14) + "."
                + value.substring(14, DIGITS);
    }

    @Override
    public int compareTo(Jid other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
