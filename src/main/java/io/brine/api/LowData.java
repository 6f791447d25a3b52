package io.brine.api;

import io.brine.client.Credentials;
import io.brine.data.DataException;
import io.brine.data.PyText;
import io.brine.data.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One chunk of low data: {@code {client, fun, tgt?, arg?, kwarg?, ...}} with the credentials of whoever asks: {@code token}, or
 * {@code eauth}, {@code username}, {@code password}. Everything is as a client sent it.
 */
record LowData(String client, Map<String, Object> fields) {
    private static final List<String> CREDENTIALS = List.of("token", "eauth", "username", "password");
    /** Words that are no argument of any function; nor may they reach the master as if the door had said them. */
    private static final List<String> NO_ARGUMENTS =
            List.of("client", "fun", "arg", "kwarg", "user", "key", "cmd", "auth_list", "full_return", "timeout");

    static LowData of(Map<String, Object> chunk) {
        return new LowData(PyText.str(chunk.get("client")), chunk);
    }

    boolean has(String name) {
        return fields.get(name) != null;
    }

    /** @throws HttpRefusal 400 if it is missing or no text */
    String fun() {
        if (fields.get("fun") instanceof String fun && !fun.isEmpty()) {
            return fun;
        }
        throw new HttpRefusal(400, client + " takes at least 1 argument (0 given)");
    }

    List<Object> arg() {
        return fields.get("arg") instanceof List<?> list ? new ArrayList<>(list) : List.of();
    }

    /** Nothing and empty text are no arguments. @throws HttpRefusal 400 for anything else but a map */
    Map<String, Object> kwarg() {
        Object kwarg = fields.get("kwarg");
        if (kwarg == null || "".equals(kwarg)) {
            return Map.of();
        }
        return map("kwarg", kwarg);
    }

    private static Map<String, Object> map(String name, Object value) {
        try {
            return Trees.fields(value);
        } catch (DataException wrong) {
            throw new HttpRefusal(400, "'" + name + "' must be a map");
        }
    }

    String text(String name, String otherwise) {
        return fields.get(name) == null ? otherwise : String.valueOf(fields.get(name));
    }

    boolean flag(String name) {
        return Trees.isTruthy(fields.get(name));
    }

    /** Seconds. @throws HttpRefusal 400 if it is no number */
    Duration seconds(String name, Duration otherwise) {
        Object value = fields.get(name);
        if (value == null || "".equals(value)) {
            return otherwise;
        }
        try {
            double seconds = Double.parseDouble(String.valueOf(value));
            // a day is longer than any connection lasts
            return Duration.ofMillis(Math.round(Math.max(0, Math.min(seconds, 86_400)) * 1000));
        } catch (NumberFormatException noNumber) {
            throw new HttpRefusal(400, "'" + name + "' must be a number");
        }
    }

    /** What is neither credentials nor said otherwise: old-style keyword arguments. */
    Map<String, Object> loose() {
        Map<String, Object> loose = new LinkedHashMap<>(fields);
        loose.keySet().removeAll(NO_ARGUMENTS);
        loose.keySet().removeAll(CREDENTIALS);
        return loose;
    }

    boolean hasCredentials() {
        return fields.containsKey("token") || fields.containsKey("eauth");
    }

    /** Never those of the door itself. A token counts before anything else, as with Salt. */
    Credentials credentials() {
        if (fields.containsKey("token")) {
            return Credentials.token(String.valueOf(fields.get("token")));
        }
        Map<String, Object> given = new LinkedHashMap<>();
        CREDENTIALS.forEach(name -> Optional.ofNullable(fields.get(name)).ifPresent(value -> given.put(name, value)));
        return new Credentials(given);
    }

    /** Names what is asked, never arguments or credentials. */
    @Override
    public String toString() {
        return "LowData[" + client + ", " + fields.get("fun") + "]";
    }
}
