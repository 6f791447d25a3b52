package io.brine.client;

import io.brine.data.Trees;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One minion's return of a job.
 *
 * @param value what the function gave: any tree
 * @param out the outputter the function asks for
 * @param load the whole event, {@code retcode}, {@code success}, {@code fun}, {@code fun_args} and more
 */
public record MinionReturn(String id, String jid, Object value, Optional<String> out, Map<String, Object> load) {
    public MinionReturn {
        load = Collections.unmodifiableMap(new LinkedHashMap<>(load));
    }

    /** The return in an event {@code salt/job/<jid>/ret/<id>}; empty if it is none. */
    static Optional<MinionReturn> of(Map<String, Object> load) {
        if (!load.containsKey("return") || !(load.get("id") instanceof String id)) {
            return Optional.empty();
        }
        Optional<String> out = load.get("out") instanceof String name ? Optional.of(name) : Optional.empty();
        String jid = load.get("jid") == null ? "" : Trees.text(load.get("jid"));
        return Optional.of(new MinionReturn(id, jid, load.get("return"), out, load));
    }

    /** Whether the minion said a return code at all. */
    public boolean hasRetcode() {
        return load.containsKey("retcode");
    }

    /** The return code; the highest of them for a job of several functions; 0 if there is none. */
    public int retcode() {
        Object code = load.get("retcode");
        if (code instanceof Map<?, ?> codes) {
            return codes.values().stream().mapToInt(MinionReturn::number).max().orElse(0);
        }
        return number(code);
    }

    private static int number(Object code) {
        return code instanceof Number number ? number.intValue() : 0;
    }
}
