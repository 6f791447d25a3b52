package io.brine.events;

import io.brine.wire.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** An event and when it was fired. */
public record TimedEvent(Instant at, Event event) {
    private static final Duration MOST_SKEW = Duration.ofMinutes(5);

    /** By its {@code _stamp}; events of other processes may have any, so one that is far from now is not believed. */
    public static TimedEvent of(Event event, Instant now) {
        Instant at = Stamps.parse(event.data().get("_stamp"))
                .filter(stamp -> Duration.between(stamp, now).abs().compareTo(MOST_SKEW) < 0)
                .orElse(now);
        return new TimedEvent(at, event);
    }

    /** An event made again from what is known of it, with the {@code _stamp} of then. */
    public static TimedEvent remade(Instant at, String tag, Map<String, Object> data) {
        Map<String, Object> stamped = new LinkedHashMap<>(data);
        stamped.put("_stamp", Stamps.text(at));
        return new TimedEvent(at, new Event(tag, stamped));
    }
}
