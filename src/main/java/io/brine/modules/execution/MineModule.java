package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.data.Trees;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code mine}: values the master keeps for other minions to read. They are sent in a request of their own and stand at
 * the master when the function returns. Source: 3006.0 salt/modules/mine.py
 */
final class MineModule implements FunctionModule {
    private static final Logger log = LoggerFactory.getLogger(MineModule.class);

    @Override
    public String name() {
        return "mine";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "update",
                Parameters.of("clear=False", "mine_functions=None"),
                "Run the configured mine functions, or these, and send what they return to the master.\n"
                        + "salt '*' mine.update",
                MineModule::update);
        functions.add(
                "send",
                Parameters.of("name", "*args", "**kwargs"),
                "Run one function and send what it returns to the master.\n"
                        + "salt '*' mine.send network.ip_addrs interface=eth0\n"
                        + "salt '*' mine.send id mine_function=grains.get key=id allow_tgt='G@role:web' allow_tgt_type=compound",
                MineModule::send);
        functions.add(
                "get",
                Parameters.of("tgt", "fun", "tgt_type=glob", "exclude_minion=False"),
                "Return what other minions have sent.\nsalt '*' mine.get '*' network.interfaces\n"
                        + "salt '*' mine.get 'os:Fedora' network.interfaces grain",
                MineModule::get);
        functions.add(
                "delete",
                Parameters.of("fun"),
                "Remove one function from the mine.\nsalt '*' mine.delete 'network.interfaces'",
                (context, arguments) -> request(context, "_mine_delete", Map.of("fun", arguments.text("fun"))));
        functions.add(
                "flush",
                Parameters.of(),
                "Remove everything of this minion from the mine.\nsalt '*' mine.flush",
                (context, arguments) -> request(context, "_mine_flush", Map.of()));
        functions.add(
                "valid",
                Parameters.of(),
                "Return the configured mine functions that exist.\nsalt '*' mine.valid",
                (context, arguments) -> valid(context));
    }

    private static Object update(CallContext context, Arguments arguments) throws Exception {
        Map<String, Object> definitions = definitions(context, arguments.value("mine_functions"));
        if (definitions.isEmpty()) {
            return null;
        }
        Map<String, Object> data = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : definitions.entrySet()) {
            MineFunction function = MineFunction.of(entry.getKey(), entry.getValue());
            if (isAvailable(context, function)) {
                collect(context, function, data);
            }
        }
        return store(context, data, arguments.flag("clear"));
    }

    private static Object send(CallContext context, Arguments arguments) throws Exception {
        MineFunction function = MineFunction.of(arguments.text("name"), arguments.varArgs(), arguments.cleanKwargs());
        Map<String, Object> data = new LinkedHashMap<>();
        return collect(context, function, data) && store(context, data, false);
    }

    private static Object get(CallContext context, Arguments arguments) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "_mine_get");
        load.put("id", context.id());
        load.put("tgt", arguments.value("tgt"));
        load.put("fun", arguments.value("fun"));
        load.put("tgt_type", arguments.text("tgt_type"));
        Object found = context.master().request(load);
        if (arguments.flag("exclude_minion") && found instanceof Map<?, ?> map) {
            Map<Object, Object> others = new LinkedHashMap<>(map);
            others.remove(context.id());
            return others;
        }
        return found;
    }

    private static Object valid(CallContext context) throws Exception {
        Map<String, Object> definitions = definitions(context, null);
        if (definitions.isEmpty()) {
            return null;
        }
        Map<String, Object> valid = new LinkedHashMap<>();
        definitions.forEach((alias, definition) -> {
            MineFunction function = MineFunction.of(alias, definition);
            if (isAvailable(context, function)) {
                valid.put(alias, function.isAlias() ? Map.of(function.fun(), shown(function)) : definition);
            }
        });
        return valid;
    }

    private static List<Object> shown(MineFunction function) {
        List<Object> arguments = new ArrayList<>(function.args());
        function.kwargs().forEach((key, value) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put(key, value);
            arguments.add(one);
        });
        return arguments;
    }

    /** The functions given, else the configured ones, by alias. */
    private static Map<String, Object> definitions(CallContext context, Object given) throws Exception {
        Object definitions = Trees.isTruthy(given)
                ? given
                : context.call("config.merge", List.of("mine_functions", Map.of()), Map.of());
        Map<String, Object> byAlias = new LinkedHashMap<>();
        if (definitions instanceof List<?> names) {
            names.forEach(name -> byAlias.put(PyText.str(name), Map.of()));
        } else if (definitions instanceof Map<?, ?> map) {
            map.forEach((alias, definition) -> byAlias.put(PyText.str(alias), definition));
        }
        return byAlias;
    }

    private static boolean isAvailable(CallContext context, MineFunction function) {
        boolean isAvailable = context.functions().find(function.fun()).isPresent();
        if (!isAvailable) {
            log.error("Function {} in mine_functions not available", function.fun());
        }
        return isAvailable;
    }

    private static boolean collect(CallContext context, MineFunction function, Map<String, Object> data)
            throws InterruptedException {
        try {
            Object value = context.call(function.fun(), function.args(), function.kwargs());
            data.put(function.alias(), function.stored(value));
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            log.error("Function {} for the mine failed: {}", function.fun(), e.toString());
            return false;
        }
    }

    private static boolean store(CallContext context, Map<String, Object> data, boolean clear) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("data", data);
        fields.put("id", context.id());
        fields.put("clear", clear);
        return request(context, "_mine", fields);
    }

    private static boolean request(CallContext context, String cmd, Map<String, Object> fields) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", cmd);
        load.putAll(fields);
        load.put("id", context.id());
        context.master().request(load);
        return true;
    }
}
