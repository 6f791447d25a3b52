package io.brine.modules.execution;

import io.brine.data.Merge;
import io.brine.data.PyText;
import io.brine.data.Trees;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.target.Fnmatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code config}: values wherever they are configured. Source: 3006.0 salt/modules/config.py */
final class ConfigModule implements FunctionModule {
    private static final Logger log = LoggerFactory.getLogger(ConfigModule.class);
    private static final Set<String> PROTOCOLS = Set.of("salt", "http", "https", "ftp", "s3", "swift", "file");

    @Override
    public String name() {
        return "config";
    }

    @Override
    public void register(Registrar functions) {
        registerLookups(functions);
        registerViews(functions);
    }

    private void registerLookups(Registrar functions) {
        functions.add(
                "get",
                Parameters.of(
                        "key",
                        "default=",
                        "delimiter=:",
                        "merge=None",
                        "omit_opts=False",
                        "omit_pillar=False",
                        "omit_master=False",
                        "omit_grains=False"),
                """
                Return a value, looked for in the minion's configuration, the grains, the pillar and the master's
                configuration in the pillar, in this order; with merge=recurse or merge=overwrite from all of them.

                salt '*' config.get pkg:apache
                salt '*' config.get lxc.container_profile:centos merge=recurse
                """,
                (context, arguments) ->
                        arguments.isNil("merge") ? first(context, arguments) : merged(context, arguments));
        functions.add(
                "option",
                Parameters.of(
                        "value",
                        "default=None",
                        "omit_opts=False",
                        "omit_grains=False",
                        "omit_pillar=False",
                        "omit_master=False",
                        "omit_all=False",
                        "wildcard=False"),
                "Return a value by its whole name, or all whose names match a glob with wildcard=True.\n"
                        + "salt '*' config.option redis.host\nsalt '*' config.option 'redis.*' wildcard=True",
                (context, arguments) ->
                        arguments.flag("wildcard") ? wildcard(context, arguments) : option(context, arguments));
        functions.add(
                "merge",
                Parameters.of("value", "default=", "omit_opts=False", "omit_master=False", "omit_pillar=False"),
                "Return a value with what the minion, the master and the pillar say of it put together.\n"
                        + "salt '*' config.merge schedule",
                ConfigModule::merge);
        functions.add(
                "dot_vals",
                Parameters.of("value"),
                "Return all values whose names begin with this one and a dot.\nsalt '*' config.dot_vals host",
                ConfigModule::dotVals);
    }

    private void registerViews(Registrar functions) {
        functions.add(
                "items",
                Parameters.of(),
                "Return the whole configuration of this minion.\nsalt '*' config.items",
                (context, arguments) -> new LinkedHashMap<>(context.options()));
        functions.add(
                "manage_mode",
                Parameters.of("mode"),
                "Return a file mode in its normal form.\nsalt '*' config.manage_mode 644",
                (context, arguments) -> manageMode(arguments.value("mode")));
        functions.add(
                "backup_mode",
                Parameters.of("backup="),
                "Return the backup mode given, or the configured one.\nsalt '*' config.backup_mode",
                (context, arguments) -> Trees.isTruthy(arguments.value("backup"))
                        ? arguments.value("backup")
                        : context.options().getOrDefault("backup_mode", ""));
        functions.add(
                "valid_fileproto",
                Parameters.of("uri"),
                "Tell whether files can come from such a URL.\nsalt '*' config.valid_fileproto salt://path/to/file",
                (context, arguments) -> PROTOCOLS.contains(CachedFiles.scheme(arguments.text("uri"))));
    }

    private static Object first(CallContext context, Arguments arguments) {
        List<Map<String, Object>> sources = new ArrayList<>();
        add(sources, context.options(), arguments, "omit_opts");
        add(sources, context.grains(), arguments, "omit_grains");
        add(sources, context.pillar(), arguments, "omit_pillar");
        add(sources, ConfigLookup.master(context), arguments, "omit_master");
        sources.add(ConfigLookup.DEFAULTS);
        return ConfigLookup.get(
                sources, arguments.text("key"), arguments.text("delimiter"), arguments.value("default"));
    }

    /** All sources laid over each other, the minion's configuration on top; omissions do not count here. */
    private static Object merged(CallContext context, Arguments arguments) {
        boolean isOverwrite = arguments.text("merge").equals("overwrite");
        if (!isOverwrite && !arguments.text("merge").equals("recurse")) {
            log.warn("Unsupported merge strategy '{}'. Falling back to 'recurse'.", arguments.text("merge"));
        }
        Merge.Strategy strategy = isOverwrite ? Merge.Strategy.OVERWRITE : Merge.Strategy.RECURSE;
        boolean mergeLists = Trees.isTruthy(context.option("pillar_merge_lists"));
        Map<?, ?> all = ConfigLookup.DEFAULTS;
        for (Map<String, Object> over :
                List.of(ConfigLookup.master(context), context.pillar(), context.grains(), context.options())) {
            all = Merge.merge(all, over, strategy, mergeLists);
        }
        return Trees.traverse(all, arguments.text("key"), arguments.text("delimiter"), arguments.value("default"));
    }

    private static Object option(CallContext context, Arguments arguments) {
        for (Map<String, Object> source : optionSources(context, arguments)) {
            if (source.containsKey(arguments.text("value"))) {
                return source.get(arguments.text("value"));
            }
        }
        return arguments.isNil("default") ? "" : arguments.value("default");
    }

    private static Object wildcard(CallContext context, Arguments arguments) {
        Map<String, Object> found = new LinkedHashMap<>();
        List<Map<String, Object>> sources = new ArrayList<>(optionSources(context, arguments));
        Collections.reverse(sources);
        for (Map<String, Object> source : sources) {
            source.forEach((key, value) -> {
                if (Fnmatch.matches(arguments.text("value"), key)) {
                    found.put(key, value);
                }
            });
        }
        Object missing = arguments.isNil("default") ? Map.of() : arguments.value("default");
        return found.isEmpty() ? missing : found;
    }

    private static List<Map<String, Object>> optionSources(CallContext context, Arguments arguments) {
        List<Map<String, Object>> sources = new ArrayList<>();
        if (!arguments.flag("omit_all")) {
            add(sources, context.options(), arguments, "omit_opts");
            add(sources, context.grains(), arguments, "omit_grains");
            add(sources, context.pillar(), arguments, "omit_pillar");
            add(sources, ConfigLookup.master(context), arguments, "omit_master");
        }
        sources.add(ConfigLookup.DEFAULTS);
        return sources;
    }

    private static Object merge(CallContext context, Arguments arguments) {
        List<Map<String, Object>> sources = new ArrayList<>();
        add(sources, context.options(), arguments, "omit_opts");
        add(sources, ConfigLookup.master(context), arguments, "omit_master");
        add(sources, context.pillar(), arguments, "omit_pillar");
        String key = arguments.text("value");
        Object merged = null;
        for (Map<String, Object> source : sources) {
            Object more = source.get(key);
            if (merged == null) {
                merged = more;
            } else if (merged instanceof Map<?, ?> over && more instanceof Map<?, ?> under) {
                Map<Object, Object> both = new LinkedHashMap<>(under);
                both.putAll(over);
                merged = both;
            } else if (merged instanceof List<?> left && more instanceof List<?> right) {
                List<Object> both = new ArrayList<>(left);
                both.addAll(right);
                merged = both;
            }
            if (merged instanceof String) {
                return merged;
            }
        }
        return merged == null ? ConfigLookup.DEFAULTS.getOrDefault(key, arguments.value("default")) : merged;
    }

    private static Object dotVals(CallContext context, Arguments arguments) {
        String prefix = arguments.text("value") + ".";
        Map<String, Object> found = new LinkedHashMap<>();
        for (Map<String, Object> source : List.of(ConfigLookup.master(context), context.options())) {
            source.forEach((key, value) -> {
                if (key.startsWith(prefix)) {
                    found.put(key, value);
                }
            });
        }
        return found;
    }

    /** Without quotes and leading zeros, filled up to four digits. Source: 3006.0 salt/utils/files.py normalize_mode */
    static String manageMode(Object mode) {
        if (mode == null) {
            return null;
        }
        String digits = PyText.str(mode)
                .replace("0o", "0")
                .replaceAll("^[\"']+|[\"']+$", "")
                .replaceFirst("^0+", "");
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }

    private static void add(
            List<Map<String, Object>> sources, Map<String, Object> source, Arguments arguments, String omission) {
        if (!arguments.flag(omission)) {
            sources.add(source);
        }
    }
}
