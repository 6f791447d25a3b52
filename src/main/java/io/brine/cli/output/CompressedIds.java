package io.brine.cli.output;

import io.brine.data.PyText;
import io.brine.data.Trees;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * States of one id with many {@code names} rolled into one entry per result: durations summed, the earliest start, changes
 * keyed by name. Data of any other shape is left as it is. Source: 3006.0 salt/output/highstate.py _compress_ids.
 */
final class CompressedIds {
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<Object, Object> compressed = new LinkedHashMap<>();

    private CompressedIds() {}

    static Map<?, ?> of(Map<?, ?> hosts) {
        try {
            Map<Object, Object> all = new LinkedHashMap<>();
            hosts.forEach((host, states) -> all.put(host, new CompressedIds().compress(Shape.map(states))));
            return all;
        } catch (UnfitDataException notStates) {
            return hosts;
        }
    }

    private Map<Object, Object> compress(Map<?, ?> states) {
        states.forEach((tag, state) -> counts.merge(key(tag, Shape.map(state)), 1, Integer::sum));
        states.forEach((tag, state) -> add(Shape.text(tag), Shape.map(state)));
        return compressed;
    }

    private static String key(Object tag, Map<?, ?> state) {
        String module = Shape.text(tag).split("_\\|-", -1)[0];
        return String.join("_", module, field(state, "__id__"), field(state, "__sls__"), field(state, "result"));
    }

    private static String field(Map<?, ?> state, String key) {
        return PyText.str(Shape.required(state, key));
    }

    private void add(String tag, Map<?, ?> state) {
        int count = counts.get(key(tag, state));
        if (count == 1) {
            compressed.put(tag, state);
            return;
        }
        String[] parts = tag.split("_\\|-", -1);
        if (parts.length < 3) {
            throw new UnfitDataException("not the tag of a state");
        }
        parts[1] = field(state, "__id__") + " (" + count + ")";
        parts[2] = String.join(
                "_", "state_compressed", field(state, "__sls__"), field(state, "__id__"), field(state, "result"));
        String joined = String.join("_|-", parts);
        if (compressed.get(joined) instanceof Map<?, ?> first) {
            compressed.put(joined, merged(first, state));
        } else {
            compressed.put(joined, state);
        }
    }

    private static Map<Object, Object> merged(Map<?, ?> first, Map<?, ?> next) {
        Map<Object, Object> merged = new LinkedHashMap<>(first);
        merged.put("__run_num__", lesser(first, next, "__run_num__"));
        double millis =
                Shape.number(Shape.required(next, "duration")) + Shape.number(Shape.required(first, "duration"));
        merged.put("duration", Decimals.round(millis, 3));
        merged.put("start_time", lesser(first, next, "start_time"));
        if (Trees.isTruthy(next.get("changes"))) {
            Map<Object, Object> byName = new LinkedHashMap<>();
            if (Trees.isTruthy(first.get("changes"))) {
                byName.putAll(namedChanges(first));
            }
            byName.put(Shape.required(next, "name"), next.get("changes"));
            merged.put("changes", Map.of("compressed changes", byName));
        }
        return merged;
    }

    private static Map<?, ?> namedChanges(Map<?, ?> state) {
        Map<?, ?> changes = Shape.map(state.get("changes"));
        return changes.get("compressed changes") instanceof Map<?, ?> named && !named.isEmpty()
                ? named
                : Map.of(Shape.required(state, "name"), changes);
    }

    private static Object lesser(Map<?, ?> first, Map<?, ?> next, String key) {
        Object a = Shape.required(first, key);
        Object b = Shape.required(next, key);
        return ValueOrder.VALUES.compare(b, a) < 0 ? b : a;
    }
}
