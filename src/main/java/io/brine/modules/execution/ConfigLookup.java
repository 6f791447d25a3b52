package io.brine.modules.execution;

import io.brine.data.Trees;
import io.brine.functions.CallContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where {@code config.get} and its relatives look: configuration, grains, pillar, the master's part of the pillar, defaults. */
final class ConfigLookup {
    private static final Object MISSING = new Object();

    /** Values that stand nowhere else. Source: 3006.0 salt/modules/config.py DEFAULTS */
    static final Map<String, Object> DEFAULTS = defaults();

    private ConfigLookup() {}

    /** The value of a path such as {@code mysql:host}, as {@code config.get} finds it. */
    static Object get(CallContext context, String key, Object missing) {
        return get(
                List.of(context.options(), context.grains(), context.pillar(), master(context), DEFAULTS),
                key,
                ":",
                missing);
    }

    static Object get(List<Map<String, Object>> sources, String key, String delimiter, Object missing) {
        for (Map<String, Object> source : sources) {
            Object found = Trees.traverse(source, key, delimiter, MISSING);
            if (found != MISSING) {
                return found;
            }
        }
        return missing;
    }

    /** The master's configuration, which stands in the pillar if {@code pillar_opts} is set. */
    static Map<String, Object> master(CallContext context) {
        return context.pillar().get("master") instanceof Map<?, ?> map ? Trees.fields(map) : Map.of();
    }

    private static Map<String, Object> defaults() {
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put("test.foo", "unconfigured");
        defaults.put("hosts.file", "/etc/hosts");
        defaults.put("aliases.file", "/etc/aliases");
        defaults.put("ca.cert_base_path", "/etc/pki");
        defaults.put("mongo.db", "salt");
        defaults.put("mongo.password", "");
        defaults.put("mongo.port", 27017L);
        defaults.put("mongo.user", "");
        defaults.put("redis.db", "0");
        defaults.put("redis.host", "salt");
        defaults.put("redis.port", 6379L);
        return java.util.Collections.unmodifiableMap(defaults);
    }
}
