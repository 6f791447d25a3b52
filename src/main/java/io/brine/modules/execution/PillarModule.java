package io.brine.modules.execution;

import io.brine.data.Merge;
import io.brine.data.PyText;
import io.brine.data.Trees;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.PillarQuery;
import io.brine.functions.Registrar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code pillar}: the private data of this minion. Source: 3006.0 salt/modules/pillar.py */
final class PillarModule implements FunctionModule {
    private static final Logger log = LoggerFactory.getLogger(PillarModule.class);
    private static final Object MISSING = new Object();
    private static final String NOT_SET = "__unset__";
    private static final Parameters ANY = Parameters.of("*args", "**kwargs");

    @Override
    public String name() {
        return "pillar";
    }

    @Override
    public void register(Registrar functions) {
        registerReading(functions);
        registerViews(functions);
    }

    private void registerReading(Registrar functions) {
        functions.add(
                "get",
                Parameters.of(
                        "key",
                        "default=" + NOT_SET,
                        "merge=False",
                        "merge_nested_lists=None",
                        "delimiter=:",
                        "pillarenv=None",
                        "saltenv=None"),
                "Return a value of the pillar, also one inside of others, or the default; with merge both together.\n"
                        + "salt '*' pillar.get pkg:apache\nsalt '*' pillar.get abc::def|ghi delimiter='|'",
                PillarModule::get);
        functions.alias("fetch", "get");
        functions.add(
                "items",
                ANY,
                "Have the pillar compiled afresh and return all of it.\n"
                        + "salt '*' pillar.items\nsalt '*' pillar.items pillar='{key: override}'",
                PillarModule::items);
        functions.alias("data", "items");
        functions.add(
                "item",
                ANY,
                "Return some values of the pillar.\nsalt '*' pillar.item foo\nsalt '*' pillar.item foo:bar baz default=x",
                PillarModule::item);
        functions.add(
                "raw",
                Parameters.of("key=None"),
                "Return the pillar, or one key of it, as the minion holds it now.\nsalt '*' pillar.raw key='roles'",
                (context, arguments) -> Trees.isTruthy(arguments.value("key"))
                        ? context.pillar().getOrDefault(arguments.text("key"), Map.of())
                        : new LinkedHashMap<>(context.pillar()));
    }

    private void registerViews(Registrar functions) {
        functions.add(
                "ls",
                Parameters.of("*args"),
                "List the names of the pillar.\nsalt '*' pillar.ls",
                (context, arguments) ->
                        new ArrayList<>(items(context, arguments).keySet()));
        functions.add(
                "keys",
                Parameters.of("key", "delimiter=:"),
                "List the names inside a value of the pillar.\nsalt '*' pillar.keys web:sites",
                PillarModule::keys);
        functions.add(
                "obfuscate",
                ANY,
                "Return the pillar with the types of its values instead of the values.\nsalt '*' pillar.obfuscate",
                (context, arguments) -> obfuscated(items(context, arguments)));
        functions.add(
                "file_exists",
                Parameters.of("path", "saltenv=None"),
                "Tell whether there is such a file under pillar_roots.\nsalt '*' pillar.file_exists foo/bar.sls",
                PillarModule::fileExists);
        functions.add(
                "filter_by",
                Parameters.of("lookup_dict", "pillar", "merge=None", "default=default", "base=None"),
                "Choose one of several maps by a value of the pillar.\n"
                        + "salt '*' pillar.filter_by '{web: Serve it up, db: I query}' role",
                (context, arguments) -> FilterBy.choose(arguments, arguments.text("pillar"), context.pillar()));
    }

    private static Object get(CallContext context, Arguments arguments) {
        Map<String, Object> pillar = pillar(context, arguments.value("saltenv"), arguments.value("pillarenv"));
        String key = arguments.text("key");
        String delimiter = arguments.text("delimiter");
        boolean hasDefault = !NOT_SET.equals(arguments.value("default"));
        Object missing = hasDefault ? arguments.value("default") : "";
        Object found = Trees.traverse(pillar, key, delimiter, MISSING);
        if (arguments.flag("merge")) {
            Object merged = merged(context, arguments, missing, found);
            if (merged != MISSING) {
                return merged;
            }
        }
        if (found == MISSING && !hasDefault && Trees.isTruthy(context.option("pillar_raise_on_missing"))) {
            throw new CommandExecutionException("Pillar key not found: " + key);
        }
        return found == MISSING ? missing : found;
    }

    /** The default with the value over it, or {@code MISSING} if the two cannot be merged. */
    private static Object merged(CallContext context, Arguments arguments, Object under, Object found) {
        boolean mergeLists = arguments
                .optionalFlag("merge_nested_lists")
                .orElseGet(() -> Trees.isTruthy(context.option("pillar_merge_lists")));
        if (under instanceof Map<?, ?> map && (found == MISSING || found instanceof Map)) {
            return found == MISSING ? Trees.copy(map) : Merge.recurse(map, (Map<?, ?>) found, mergeLists);
        }
        if (under instanceof List<?> list && (found == MISSING || found instanceof List)) {
            List<Object> all = new ArrayList<>(list);
            for (Object each : found == MISSING ? List.of() : (List<?>) found) {
                if (list.stream().noneMatch(old -> Trees.same(old, each))) {
                    all.add(each);
                }
            }
            return all;
        }
        log.error(
                "pillar.get: the default is of type '{}', the value of type '{}'. Merge will be skipped.",
                PyTypes.name(under),
                found == MISSING ? "nothing" : PyTypes.name(found));
        return MISSING;
    }

    private static Map<String, Object> items(CallContext context, Arguments arguments) {
        if (!arguments.varArgs().isEmpty()) {
            return item(context, arguments);
        }
        Map<String, Object> options = arguments.varKwargs();
        Map<String, Object> override = options.get("pillar") instanceof Map<?, ?> map ? Trees.fields(map) : Map.of();
        return context.minion()
                .compilePillar(new PillarQuery(override, text(options.get("saltenv")), text(options.get("pillarenv"))));
    }

    private static Map<String, Object> item(CallContext context, Arguments arguments) {
        Map<String, Object> options = arguments.varKwargs();
        Map<String, Object> pillar = pillar(context, options.get("saltenv"), options.get("pillarenv"));
        Object missing = options.getOrDefault("default", "");
        String delimiter = PyText.str(options.getOrDefault("delimiter", ":"));
        Map<String, Object> items = new LinkedHashMap<>();
        for (Object arg : arguments.varArgs()) {
            String key = PyText.str(arg);
            items.put(key, Trees.traverse(pillar, key, delimiter, missing));
        }
        return items;
    }

    private static Object keys(CallContext context, Arguments arguments) {
        String key = arguments.text("key");
        Object found = Trees.traverse(context.pillar(), key, arguments.text("delimiter"), MISSING);
        if (found == MISSING) {
            throw new CommandExecutionException("Pillar key not found: " + key);
        }
        if (!(found instanceof Map<?, ?> map)) {
            throw new CommandExecutionException("Pillar value in key " + key + " is not a dict");
        }
        return new ArrayList<>(map.keySet());
    }

    private static Object obfuscated(Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Map<Object, Object> hidden = new LinkedHashMap<>();
            map.forEach((key, value) -> hidden.put(key, obfuscated(value)));
            return hidden;
        }
        if (tree instanceof List<?> list) {
            return new ArrayList<>(list.stream().map(PillarModule::obfuscated).toList());
        }
        return "<" + PyTypes.name(tree) + ">";
    }

    private static Object fileExists(CallContext context, Arguments arguments) {
        if (!(context.option("pillar_roots") instanceof Map<?, ?> roots) || roots.isEmpty()) {
            throw new CommandExecutionException("No pillar_roots found. Are you running this on the master?");
        }
        return roots.entrySet().stream()
                .filter(root ->
                        arguments.isNil("saltenv") || arguments.text("saltenv").equals(root.getKey()))
                .flatMap(root -> root.getValue() instanceof List<?> directories
                        ? directories.stream()
                        : java.util.stream.Stream.empty())
                .anyMatch(directory -> Files.isRegularFile(Path.of(PyText.str(directory), arguments.text("path"))));
    }

    /** What the minion holds, unless an environment is named. */
    private static Map<String, Object> pillar(CallContext context, Object saltenv, Object pillarenv) {
        return saltenv == null && pillarenv == null
                ? context.pillar()
                : context.minion().compilePillar(new PillarQuery(Map.of(), text(saltenv), text(pillarenv)));
    }

    private static String text(Object value) {
        return value == null ? "" : PyText.str(value);
    }
}
