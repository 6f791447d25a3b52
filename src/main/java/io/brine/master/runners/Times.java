package io.brine.master.runners;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Points in time as people type them, made comparable as text. */
final class Times {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Pattern NAMED =
            Pattern.compile("(\\d{4}),?\\s+([A-Za-z]{3})[a-z]*\\s+(\\d{1,2})(?:\\s+([\\d:.]+))?");

    private Times() {}

    /** {@code 2024, Jan 02 03:04:05.678901}, {@code 2024-01-02T03:04} or a jid, as up to twenty digits filled with zeros. */
    static String digits(String time) {
        Matcher named = NAMED.matcher(time.strip());
        String plain = time;
        if (named.matches()) {
            int month = MONTHS.indexOf(named.group(2).toLowerCase(Locale.ROOT)) + 1;
            plain = named.group(1)
                    + String.format(Locale.ROOT, "%02d%02d", month, Integer.parseInt(named.group(3)))
                    + (named.group(4) == null ? "" : named.group(4));
        }
        String digits = plain.replaceAll("\\D", "");
        return (digits + "0".repeat(20)).substring(0, 20);
    }
}
