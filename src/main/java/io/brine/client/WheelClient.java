package io.brine.client;

import io.brine.data.Trees;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Wheel functions, which act on the master itself, asked for over the request port (PROTOCOL 6.2.2). */
public final class WheelClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final LocalClient client;

    public WheelClient(LocalClient client) {
        this.client = client;
    }

    /**
     * What the function gave.
     *
     * @param kwargs its arguments by name
     * @throws ClientException if the master refuses
     */
    public Object call(String fun, Map<String, Object> kwargs, Credentials credentials) {
        return Trees.fields(answer(fun, kwargs, credentials).get("data")).get("return");
    }

    /**
     * Everything the master says: {@code {tag, data: {fun, jid, tag, user, return, success}}}.
     *
     * @throws ClientException if the master refuses
     */
    public Map<String, Object> answer(String fun, Map<String, Object> kwargs, Credentials credentials) {
        Map<String, Object> load = new LinkedHashMap<>(kwargs);
        load.putAll(credentials.fields());
        load.put("cmd", "wheel");
        load.put("fun", fun);
        return Trees.fields(RunnerClient.checked(client.command(load, TIMEOUT)));
    }
}
