package io.brine.api;

import io.brine.wire.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Every login may hear the whole bus, as with Salt, so what would make its hearer somebody else is not told through the door:
 * fresh private keys and tokens.
 */
final class StreamSecrets {
    private static final String BLANK = "**********";
    private static final Set<String> FUNCTIONS =
            Set.of("wheel.key.gen", "wheel.key.gen_accept", "runner.auth.mk_token", "wheel.config.values");

    private StreamSecrets() {}

    static Event without(Event event) {
        boolean ofMaster = event.tag().startsWith("salt/wheel/") || event.tag().startsWith("salt/run/");
        if (!ofMaster || !FUNCTIONS.contains(String.valueOf(event.data().get("fun")))) {
            return event;
        }
        Map<String, Object> data = new LinkedHashMap<>(event.data());
        data.replace("return", BLANK);
        data.replace("fun_args", BLANK);
        return new Event(event.tag(), data);
    }
}
