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
import java.util.Map;
import java.util.TreeSet;

/** {@code grains}: the facts of this host, read and set. Source: 3006.0 salt/modules/grains.py */
final class GrainsModule implements FunctionModule {
    private static final Object MISSING = new Object();
    private static final String NESTED = "nested";
    private static final Parameters ANY = Parameters.of("*args", "**kwargs");

    /** What the identifying grains become if somebody shows them around. */
    private static final Map<String, String> SANITIZED = Map.of(
            "domain", "DOMAINNAME",
            "fqdn", "MINION.DOMAINNAME",
            "id", "MINION.DOMAINNAME",
            "host", "MINION",
            "localhost", "MINION",
            "nodename", "MINION");

    @Override
    public String name() {
        return "grains";
    }

    @Override
    public void register(Registrar functions) {
        registerReading(functions);
        registerSetting(functions);
        registerLists(functions);
    }

    private void registerReading(Registrar functions) {
        functions.add(
                "get",
                Parameters.of("key", "default=", "delimiter=:", "ordered=True"),
                "Return a grain, also one inside of others, or the default.\nsalt '*' grains.get pkg:apache",
                (context, arguments) -> Trees.traverse(
                        context.grains(),
                        arguments.text("key"),
                        arguments.text("delimiter"),
                        arguments.value("default")));
        functions.alias("fetch", "get");
        functions.add(
                "items",
                Parameters.of("sanitize=False"),
                "Return all grains.\nsalt '*' grains.items\nsalt '*' grains.items sanitize=True",
                NESTED,
                (context, arguments) -> sanitized(new LinkedHashMap<>(context.grains()), arguments.flag("sanitize")));
        functions.add(
                "item",
                ANY,
                "Return some grains.\nsalt '*' grains.item os osrelease oscodename\nsalt '*' grains.item host sanitize=True",
                NESTED,
                GrainsModule::item);
        functions.add(
                "ls",
                Parameters.of(),
                "List the names of all grains.\nsalt '*' grains.ls",
                (context, arguments) ->
                        new ArrayList<>(new TreeSet<>(context.grains().keySet())));
        functions.add(
                "has_value",
                Parameters.of("key"),
                "Tell whether a grain exists.\nsalt '*' grains.has_value pkg:apache",
                (context, arguments) -> Trees.traverse(context.grains(), arguments.text("key"), MISSING) != MISSING);
        functions.add(
                "equals",
                Parameters.of("key", "value"),
                "Tell whether a grain has this value.\nsalt '*' grains.equals systemd:version 219",
                (context, arguments) -> PyText.str(arguments.value("value"))
                        .equals(PyText.str(Trees.traverse(context.grains(), arguments.text("key"), ""))));
        functions.add(
                "filter_by",
                Parameters.of("lookup_dict", "grain=os_family", "merge=None", "default=default", "base=None"),
                "Choose one of several maps by the value of a grain.\n"
                        + "salt '*' grains.filter_by '{Debian: Debheads rule, RedHat: I love my hat}'",
                (context, arguments) -> FilterBy.choose(arguments, arguments.text("grain"), context.grains()));
    }

    private void registerSetting(Registrar functions) {
        functions.add(
                "setvals",
                Parameters.of("grains", "destructive=False", "refresh_pillar=True"),
                "Set several grains in the file beside the minion's configuration.\n"
                        + "salt '*' grains.setvals \"{'key1': 'val1', 'key2': 'val2'}\"",
                (context, arguments) -> edit(context, ":")
                        .setvals(
                                arguments.map("grains"),
                                arguments.flag("destructive"),
                                arguments.flag("refresh_pillar")));
        functions.add(
                "setval",
                Parameters.of("key", "val", "destructive=False", "refresh_pillar=True"),
                "Set a grain in the file beside the minion's configuration.\n"
                        + "salt '*' grains.setval key val\nsalt '*' grains.setval key \"{'sub-key': 'val'}\"",
                NESTED,
                (context, arguments) -> edit(context, ":")
                        .setvals(
                                one(arguments.text("key"), arguments.value("val")),
                                arguments.flag("destructive"),
                                arguments.flag("refresh_pillar")));
        functions.add(
                "set",
                Parameters.of("key", "val=", "force=False", "destructive=False", "delimiter=:"),
                "Set a grain, also one inside of others; a map, a list or another value is replaced only by force.\n"
                        + "salt '*' grains.set 'apps:myApp:port' 2209\nsalt '*' grains.set 'apps:myApp' '{port: 2209}' force=True",
                (context, arguments) -> set(context, arguments, arguments.value("val"), arguments.flag("destructive")));
        functions.add(
                "delval",
                Parameters.of("key", "destructive=False", "force=False"),
                "Set a grain to nothing, or remove it if destructive.\nsalt '*' grains.delval key",
                (context, arguments) -> set(context, arguments, null, arguments.flag("destructive")));
        functions.add(
                "delkey",
                Parameters.of("key", "force=False"),
                "Remove a grain.\nsalt '*' grains.delkey key",
                (context, arguments) -> set(context, arguments, null, true));
    }

    private void registerLists(Registrar functions) {
        functions.add(
                "append",
                Parameters.of("key", "val", "convert=False", "delimiter=:"),
                "Append a value to a grain that is a list.\nsalt '*' grains.append key val",
                (context, arguments) ->
                        edit(context, arguments.text("delimiter")).append(arguments));
        functions.add(
                "remove",
                Parameters.of("key", "val", "delimiter=:"),
                "Remove a value from a grain that is a list.\nsalt '*' grains.remove key val",
                (context, arguments) ->
                        edit(context, arguments.text("delimiter")).remove(arguments));
    }

    private static Object item(CallContext context, Arguments arguments) {
        Map<String, Object> options = arguments.varKwargs();
        Object missing = options.getOrDefault("default", "");
        String delimiter = PyText.str(options.getOrDefault("delimiter", ":"));
        Map<String, Object> items = new LinkedHashMap<>();
        for (Object arg : arguments.varArgs()) {
            String key = PyText.str(arg);
            items.put(key, Trees.traverse(context.grains(), key, delimiter, missing));
        }
        return sanitized(items, Trees.isTruthy(options.get("sanitize")));
    }

    private static Map<String, Object> set(
            CallContext context, Arguments arguments, Object value, boolean destructive) {
        String delimiter = arguments.named().containsKey("delimiter") ? arguments.text("delimiter") : ":";
        return edit(context, delimiter).set(arguments.text("key"), value, arguments.flag("force"), destructive);
    }

    private static GrainsEdit edit(CallContext context, String delimiter) {
        return new GrainsEdit(context, delimiter);
    }

    private static Map<String, Object> sanitized(Map<String, Object> grains, boolean isWanted) {
        if (isWanted) {
            SANITIZED.forEach((name, replacement) -> grains.computeIfPresent(name, (key, value) -> replacement));
            grains.computeIfPresent("serialnumber", (key, value) -> lastQuarterHidden(PyText.str(value)));
        }
        return grains;
    }

    private static String lastQuarterHidden(String serial) {
        int shown = (int) Math.floor(serial.length() * 0.75);
        return serial.substring(0, shown) + "X".repeat(serial.length() - shown);
    }

    private static Map<String, Object> one(String key, Object value) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put(key, value);
        return one;
    }
}
