package io.brine.api;

import io.brine.functions.PublishedArguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A runner as low data names it: {@code arg} may hold {@code name=value} words, keyword arguments lie in {@code kwarg} or loose
 * in the chunk. Source: 3006.0 runner.py RunnerClient._reformat_low.
 */
record RunnerCall(String fun, List<Object> arg, Map<String, Object> kwarg) {
    static RunnerCall of(LowData chunk) {
        List<Object> arg = new ArrayList<>();
        Map<String, Object> kwarg = new LinkedHashMap<>();
        for (Object value : PublishedArguments.parseInput(chunk.arg())) {
            if (value instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("__kwarg__"))) {
                map.forEach((name, item) -> kwarg.put(String.valueOf(name), item));
            } else {
                arg.add(value);
            }
        }
        kwarg.remove("__kwarg__");
        kwarg.putAll(chunk.kwarg());
        kwarg.putAll(chunk.loose());
        return new RunnerCall(chunk.fun(), arg, kwarg);
    }
}
