package io.brine.minion;

import io.brine.config.StartupConfig;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a minion says when it is ready: {@code minion_start} and {@code salt/minion/<id>/start} (PROTOCOL 8.3). */
final class StartEvents {
    private static final DateTimeFormatter WEEKDAY_AND_MONTH = DateTimeFormatter.ofPattern("EEE MMM ", Locale.ENGLISH);
    private static final DateTimeFormatter TIME_AND_YEAR =
            DateTimeFormatter.ofPattern(" HH:mm:ss yyyy", Locale.ENGLISH);

    private final String id;
    private final StartupConfig config;
    private final Clock clock;

    StartEvents(String id, StartupConfig config, Clock clock) {
        this.id = id;
        this.config = config;
        this.clock = clock;
    }

    /** The loads to send, without what the channel adds. Source: 3006.0 salt/minion.py _fire_master_minion_start, _fire_master */
    List<Map<String, Object>> loads(Map<String, Object> grains) {
        Map<String, Object> named = load("salt/minion/" + id + "/start", grains);
        return config.legacyEvents() ? List.of(load("minion_start", grains), named) : List.of(named);
    }

    private Map<String, Object> load(String tag, Map<String, Object> grains) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("id", id);
        load.put("cmd", "_minion_event");
        load.put("pretag", null);
        load.put("data", "Minion " + id + " started at " + asctime());
        load.put("tag", tag);
        if (!config.eventGrains().isEmpty()) {
            Map<String, Object> chosen = new LinkedHashMap<>(grains);
            chosen.keySet().retainAll(config.eventGrains());
            load.put("grains", chosen);
        }
        return load;
    }

    /** Python's {@code time.asctime}: {@code Sat Nov  7 02:33:23 2026}, local time. */
    private String asctime() {
        ZonedDateTime now = ZonedDateTime.now(clock);
        return WEEKDAY_AND_MONTH.format(now) + String.format("%2d", now.getDayOfMonth()) + TIME_AND_YEAR.format(now);
    }
}
