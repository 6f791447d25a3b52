package io.brine.config;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Times at which minions are left alone: nothing about them is an alarm, and none is repaired.
 *
 * @param minions {@code minions}: a compound target
 * @param days {@code days}: mon ... sun; none named means every day. The day on which the window begins
 * @param from {@code from}: a time of day, {@code 22:00}
 * @param length {@code hours}, 1
 * @param zone {@code zone}, UTC
 * @param why {@code why}: a word to those who look
 */
public record MaintenanceWindow(
        String minions, List<DayOfWeek> days, LocalTime from, Duration length, ZoneId zone, String why) {
    public MaintenanceWindow {
        days = List.copyOf(days);
    }

    static MaintenanceWindow from(OptionBlock window) {
        List<DayOfWeek> days = new ArrayList<>();
        for (String word : window.texts("days", List.of())) {
            days.add(day(window, word));
        }
        try {
            MaintenanceWindow read = new MaintenanceWindow(
                    window.text("minions", "*"),
                    days,
                    LocalTime.parse(window.text("from", "00:00")),
                    Duration.ofMillis(Math.max(1, window.millis("hours", 1) * 3600)),
                    ZoneId.of(window.text("zone", "UTC")),
                    window.text("why", "maintenance window"));
            window.finish();
            return read;
        } catch (DateTimeParseException notATime) {
            throw window.refused("from", "must be a time of day such as 22:00");
        } catch (DateTimeException notAZone) {
            throw window.refused("zone", "must be a time zone such as Europe/Berlin");
        }
    }

    /** The end of the window that is open at this moment; the moment itself if none is. */
    public ZonedDateTime openUntil(ZonedDateTime moment) {
        ZonedDateTime here = moment.withZoneSameInstant(zone);
        ZonedDateTime end = here;
        for (int back = 0; back <= length.toDays() + 1; back++) {
            ZonedDateTime start =
                    here.toLocalDate().minusDays(back).atTime(from).atZone(zone);
            boolean rightDay = days.isEmpty() || days.contains(start.getDayOfWeek());
            ZonedDateTime over = start.plus(length);
            if (rightDay && !start.isAfter(here) && over.isAfter(end)) {
                end = over;
            }
        }
        return end;
    }

    private static DayOfWeek day(OptionBlock window, String word) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().toLowerCase(Locale.ROOT).startsWith(word.toLowerCase(Locale.ROOT)) && word.length() >= 2) {
                return day;
            }
        }
        throw window.refused("days", "names " + word + "; known are mon, tue, wed, thu, fri, sat, sun");
    }
}
