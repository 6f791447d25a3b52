package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.data.Trees;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code event}: events for the master's bus or the minion's own. Source: 3006.0 salt/modules/event.py */
final class EventModule implements FunctionModule {
    private static final Logger log = LoggerFactory.getLogger(EventModule.class);

    @Override
    public String name() {
        return "event";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "send",
                Parameters.of(
                        "tag",
                        "data=None",
                        "preload=None",
                        "with_env=False",
                        "with_grains=False",
                        "with_pillar=False",
                        "with_env_opts=False",
                        "**kwargs"),
                """
                Send an event to the master; keyword arguments become its data. Grains, pillar values and environment
                variables go along if asked for: all with True, some with a list of names.

                salt-call event.send myco/mytag foo=Foo bar=Bar
                salt-call event.send 'myco/mytag' '{foo: Foo, bar: Bar}' with_grains='[id, os]'
                """,
                EventModule::send);
        functions.add(
                "fire_master",
                Parameters.of("data", "tag", "preload=None"),
                "Fire an event on the master's bus.\nsalt '*' event.fire_master '{\"data\":\"my event data\"}' 'tag'",
                (context, arguments) ->
                        fireMaster(context, arguments.value("data"), arguments.text("tag"), arguments.map("preload")));
        functions.add(
                "fire",
                Parameters.of("data", "tag"),
                "Fire an event on the minion's own bus.\nsalt '*' event.fire '{\"data\":\"my event data\"}' 'tag'",
                (context, arguments) -> fire(context, arguments.map("data"), arguments.text("tag")));
    }

    private static boolean send(CallContext context, Arguments arguments) {
        Map<String, Object> data = new LinkedHashMap<>();
        add(data, "environ", System.getenv(), arguments.value("with_env"));
        add(data, "grains", context.grains(), arguments.value("with_grains"));
        add(data, "pillar", context.pillar(), arguments.value("with_pillar"));
        if (arguments.flag("with_env_opts")) {
            data.put("saltenv", context.options().getOrDefault("saltenv", "base"));
            data.put("pillarenv", context.option("pillarenv"));
        }
        data.putAll(arguments.varKwargs());
        if (arguments.value("data") instanceof Map<?, ?> map) {
            map.forEach((key, value) -> data.put(PyText.str(key), value));
        }
        String tag = arguments.text("tag");
        return isMasterless(context)
                ? fire(context, data, tag)
                : fireMaster(context, data, tag, arguments.map("preload"));
    }

    private static boolean fire(CallContext context, Map<String, Object> data, String tag) {
        context.minion().fireLocal(tag, data);
        return true;
    }

    /** The data travels inside the load, so it may be of any type (PROTOCOL 8.3). */
    private static boolean fireMaster(CallContext context, Object data, String tag, Map<String, Object> preload) {
        if (isMasterless(context)) {
            log.warn("Local mode detected. Event with tag {} will NOT be sent.", tag);
            return false;
        }
        if (preload.isEmpty() && data instanceof Map<?, ?> map) {
            Map<String, Object> fields = new LinkedHashMap<>();
            map.forEach((key, value) -> fields.put(PyText.str(key), value));
            return context.master().fireEvent(tag, fields);
        }
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("id", context.id());
        load.put("tag", tag);
        load.put("data", data);
        load.put("cmd", "_minion_event");
        load.putAll(preload);
        context.master().request(load);
        return true;
    }

    private static boolean isMasterless(CallContext context) {
        boolean isLocal = Trees.isTruthy(context.option("local"))
                || "local".equals(context.option("file_client"))
                || "disable".equals(context.option("master_type"));
        return isLocal && !Trees.isTruthy(context.option("use_master_when_local"));
    }

    private static void add(Map<String, Object> data, String name, Map<String, ?> all, Object wanted) {
        if (wanted instanceof List<?> names) {
            Map<String, Object> some = new LinkedHashMap<>();
            all.forEach((key, value) -> {
                if (names.contains(key)) {
                    some.put(key, value);
                }
            });
            data.put(name, some);
        } else if (Trees.isTruthy(wanted)) {
            data.put(name, new LinkedHashMap<>(all));
        }
    }
}
