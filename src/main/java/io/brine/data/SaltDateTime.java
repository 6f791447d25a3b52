package io.brine.data;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as msgpack extension 78 carries it: {@code %Y%m%dT%H:%M:%S.%f}, no zone. A year below 1000 is written without
 * leading zeros and cannot be read back, as with the reference's C library. Source: payload.py dumps, loads.
 */
final class SaltDateTime {
    private static final Pattern FORM =
            Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d):(\\d\\d):(\\d\\d)\\.(\\d{1,6})");

    private SaltDateTime() {}

    static String format(LocalDateTime time) {
        return String.format(
                "%d%02d%02dT%02d:%02d:%02d.%06d",
                time.getYear(),
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond(),
                time.getNano() / 1000);
    }

    /** @throws DataException if it is not such a time */
    static LocalDateTime parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new DataException("not a time: extension 78");
        }
        try {
            String micros = (parts.group(7) + "00000").substring(0, 6);
            return LocalDateTime.of(
                    number(parts, 1),
                    number(parts, 2),
                    number(parts, 3),
                    number(parts, 4),
                    number(parts, 5),
                    number(parts, 6),
                    Integer.parseInt(micros) * 1000);
        } catch (DateTimeException wrong) {
            throw new DataException("not a time: extension 78", wrong);
        }
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }
}
