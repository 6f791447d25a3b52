package io.brine.data;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.StringJoiner;

/** Dates and times as Python's {@code datetime} prints them. */
final class PyTime {
    private PyTime() {}

    static String str(Object time) {
        if (time instanceof LocalDate date) {
            return date.toString();
        }
        if (time instanceof OffsetDateTime zoned) {
            String offset = zoned.getOffset().getTotalSeconds() == 0
                    ? "+00:00"
                    : zoned.getOffset().getId();
            return str(zoned.toLocalDateTime()) + offset;
        }
        LocalDateTime local = (LocalDateTime) time;
        String seconds = String.format(
                "%s %02d:%02d:%02d", local.toLocalDate(), local.getHour(), local.getMinute(), local.getSecond());
        return local.getNano() < 1000 ? seconds : seconds + String.format(".%06d", local.getNano() / 1000);
    }

    static String repr(Object time) {
        if (time instanceof LocalDate date) {
            return "datetime.date(" + date.getYear() + ", " + date.getMonthValue() + ", " + date.getDayOfMonth() + ")";
        }
        boolean zoned = time instanceof OffsetDateTime;
        LocalDateTime local = zoned ? ((OffsetDateTime) time).toLocalDateTime() : (LocalDateTime) time;
        StringJoiner parts = new StringJoiner(", ", "datetime.datetime(", ")");
        parts.add("" + local.getYear()).add("" + local.getMonthValue()).add("" + local.getDayOfMonth());
        parts.add("" + local.getHour()).add("" + local.getMinute());
        int micros = local.getNano() / 1000;
        if (local.getSecond() != 0 || micros != 0) {
            parts.add("" + local.getSecond());
        }
        if (micros != 0) {
            parts.add("" + micros);
        }
        if (zoned) {
            parts.add(zone(((OffsetDateTime) time).getOffset().getTotalSeconds()));
        }
        return parts.toString();
    }

    private static String zone(int seconds) {
        if (seconds == 0) {
            return "tzinfo=datetime.timezone.utc";
        }
        int days = seconds < 0 ? -1 : 0;
        String delta = days < 0 ? "days=-1, seconds=" + (seconds + 86400) : "seconds=" + seconds;
        return "tzinfo=datetime.timezone(datetime.timedelta(" + delta + "))";
    }
}
