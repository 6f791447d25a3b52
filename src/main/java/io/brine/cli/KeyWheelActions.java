package io.brine.cli;

import io.brine.client.Credentials;
import io.brine.client.WheelClient;
import io.brine.data.PyText;
import io.brine.data.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys through the master's wheel functions {@code key.*}, for people known by external authentication. Source: 3006.0 salt/key.py KeyCLI. */
final class KeyWheelActions implements KeyActions {
    private final WheelClient wheel;
    private final Credentials credentials;

    KeyWheelActions(WheelClient wheel, Credentials credentials) {
        this.wheel = wheel;
        this.credentials = credentials;
    }

    private Map<String, Object> call(String fun, Map<String, Object> kwargs) {
        Object answer = wheel.call(fun, kwargs, credentials);
        if (answer instanceof Map<?, ?>) {
            return Trees.fields(answer);
        }
        throw new ExitException(ExitCodes.GENERIC, PyText.str(answer) + "\n");
    }

    @Override
    public Map<String, Object> list(String word) {
        Map<String, Object> list = call("key.list", Map.of("match", word));
        list.remove("local");
        return list;
    }

    @Override
    public Map<String, List<String>> matching(String glob) {
        Map<String, List<String>> matching = new LinkedHashMap<>();
        call("key.name_match", Map.of("match", glob)).forEach((state, ids) -> {
            if (ids instanceof List<?> list && !state.equals("local")) {
                matching.put(state, list.stream().map(PyText::str).toList());
            }
        });
        return matching;
    }

    @Override
    public Map<String, Object> fingers(String glob) {
        return call("key.finger", Map.of("match", glob));
    }

    @Override
    public Map<String, Object> texts(String glob) {
        return call("key.key_str", Map.of("match", glob));
    }

    @Override
    public Done act(String command, Map<String, List<String>> matches, boolean includeOther, boolean includeDenied) {
        Map<String, Object> kwargs = new LinkedHashMap<>();
        kwargs.put("match", matches);
        if (!command.equals("delete")) {
            kwargs.put(command.equals("accept") ? "include_rejected" : "include_accepted", includeOther);
            kwargs.put("include_denied", includeDenied);
        }
        call("key." + command + "_dict", kwargs);
        List<String> ids = new ArrayList<>();
        matches.values().forEach(ids::addAll);
        return new Done(ids, List.of());
    }
}
