package io.brine.wire;

import java.util.Map;
import java.util.Objects;

/** One event of the bus: {@code tag "\n\n" msgpack(data)} when it travels (PROTOCOL 9.1). Data has text keys and a {@code _stamp}. */
public record Event(String tag, Map<String, Object> data) {
    public Event {
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(data, "data");
    }
}
