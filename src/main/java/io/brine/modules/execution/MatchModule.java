package io.brine.modules.execution;

import io.brine.data.Merge;
import io.brine.data.PyText;
import io.brine.data.Trees;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.InvocationException;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.target.Match;
import io.brine.target.MinionFacts;
import io.brine.target.Target;
import io.brine.target.TargetExpression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code match}: whether this minion is meant. Source: 3006.0 salt/modules/match.py */
final class MatchModule implements FunctionModule {
    private static final Set<String> TYPES = Set.of(
            "compound", "glob", "pcre", "list", "grain", "grain_pcre", "pillar", "pillar_pcre", "ipcidr", "data");
    private static final String OTHERWISE = "SALT_IFELSE_FUNCTION_DEFAULT";

    /** This minion, or one of another id with the same data. */
    private record Facts(String id, CallContext context) implements MinionFacts {
        @Override
        public Optional<Map<String, Object>> grains() {
            return Optional.of(context.grains());
        }

        @Override
        public Optional<Map<String, Object>> pillar() {
            return Optional.of(context.pillar());
        }
    }

    @Override
    public String name() {
        return "match";
    }

    @Override
    public void register(Registrar functions) {
        registerById(functions, "compound", "salt '*' match.compound 'L@cheese,foo and *'");
        registerById(functions, "glob", "salt '*' match.glob '*'");
        registerById(functions, "list", "salt '*' match.list 'server1,server2'");
        registerById(functions, "pcre", "salt '*' match.pcre '.*'");
        registerByData(functions, "grain", "salt '*' match.grain 'os:Ubuntu'");
        registerByData(functions, "grain_pcre", "salt '*' match.grain_pcre 'os:Fedo.*'");
        registerByData(functions, "pillar", "salt '*' match.pillar 'cheese:foo'");
        registerByData(functions, "pillar_pcre", "salt '*' match.pillar_pcre 'cheese:(swiss|american)'");
        registerPlain(functions, "ipcidr", "salt '*' match.ipcidr '192.168.44.0/24'");
        registerPlain(functions, "data", "salt '*' match.data 'spam:eggs'");
        registerChoices(functions);
    }

    private void registerById(Registrar functions, String type, String example) {
        functions.add(
                type,
                Parameters.of("tgt", "minion_id=None"),
                "Tell whether this target of type " + type + " means this minion, or the one of this id.\n" + example,
                (context, arguments) ->
                        matches(context, arguments.value("tgt"), type, ":", arguments.value("minion_id")));
    }

    private void registerByData(Registrar functions, String type, String example) {
        functions.add(
                type,
                Parameters.of("tgt", "delimiter=:"),
                "Tell whether this target of type " + type + " means this minion.\n" + example,
                (context, arguments) ->
                        matches(context, arguments.value("tgt"), type, arguments.text("delimiter"), null));
    }

    private void registerPlain(Registrar functions, String type, String example) {
        functions.add(
                type,
                Parameters.of("tgt"),
                "Tell whether this target of type " + type + " means this minion.\n" + example,
                (context, arguments) -> matches(context, arguments.value("tgt"), type, ":", null));
    }

    private void registerChoices(Registrar functions) {
        functions.add(
                "filter_by",
                Parameters.of(
                        "lookup",
                        "tgt_type=compound",
                        "minion_id=None",
                        "merge=None",
                        "merge_lists=False",
                        "default=default"),
                "Return the value of the first target that means this minion.\n"
                        + "salt '*' match.filter_by '{foo*: Foo!, bar*: Bar!}' minion_id=bar03",
                (context, arguments) -> firstMatch(
                        context, arguments, arguments.map("lookup"), PyText.str(arguments.value("default"))));
        functions.add(
                "search_by",
                Parameters.of("lookup", "tgt_type=compound", "minion_id=None"),
                "Return the names of all lists in which a target means this minion.\n"
                        + "salt '*' match.search_by '{web: [node1, node2], db: [node2, node]}'",
                MatchModule::searchBy);
        functions.add(
                "ifelse",
                Parameters.of("*args", "tgt_type=compound", "minion_id=None", "merge=None", "merge_lists=False"),
                "Return the value after the first target that means this minion, else the last value.\n"
                        + "salt '*' match.ifelse 'foo*' 'Foo!' 'bar*' 'Bar!' 'neither'",
                MatchModule::ifElse);
    }

    private static boolean matches(CallContext context, Object tgt, String type, String delimiter, Object id) {
        Map<String, Object> nodegroups =
                context.option("nodegroups") instanceof Map<?, ?> map ? Trees.fields(map) : Map.of();
        TargetExpression expression = new TargetExpression(tgt, type, delimiter);
        // A minion gives pillar_pcre no delimiter when a job comes in; here the caller names it.
        Target target = type.equals("pillar_pcre") ? expression.onMaster(nodegroups) : expression.onMinion(nodegroups);
        String minionId = Trees.isTruthy(id) ? PyText.str(id) : context.id();
        return target.match(new Facts(minionId, context)) == Match.YES;
    }

    private static boolean matches(CallContext context, Arguments arguments, Object tgt) {
        String type = arguments.text("tgt_type");
        if (!TYPES.contains(type)) {
            throw new InvocationException("Unknown target type " + type);
        }
        return matches(context, tgt, type, ":", arguments.value("minion_id"));
    }

    private static Object firstMatch(
            CallContext context, Arguments arguments, Map<String, Object> lookup, String otherwise) {
        for (Map.Entry<String, Object> entry : lookup.entrySet()) {
            if (matches(context, arguments, entry.getKey())) {
                return merged(entry.getValue(), arguments);
            }
        }
        return lookup.get(otherwise);
    }

    private static Object merged(Object value, Arguments arguments) {
        Object merge = arguments.value("merge");
        if (!Trees.isTruthy(merge)) {
            return value;
        }
        if (!(merge instanceof Map<?, ?> over)) {
            throw new CommandExecutionException("filter_by merge argument must be a dictionary.");
        }
        if (value != null && !(value instanceof Map)) {
            throw new CommandExecutionException("filter_by cannot merge into a value that is not a dictionary.");
        }
        return value == null ? merge : Merge.recurse((Map<?, ?>) value, over, arguments.flag("merge_lists"));
    }

    private static Object searchBy(CallContext context, Arguments arguments) {
        List<String> names = new ArrayList<>();
        arguments.map("lookup").forEach((name, targets) -> {
            List<?> list = targets instanceof List<?> several ? several : List.of(targets);
            list.stream().filter(tgt -> matches(context, arguments, tgt)).forEach(tgt -> names.add(name));
        });
        return names.isEmpty() ? null : names;
    }

    private static Object ifElse(CallContext context, Arguments arguments) {
        List<Object> args = arguments.varArgs();
        if (args.size() % 2 == 0) {
            throw new CommandExecutionException("The ifelse function must have an odd number of arguments!");
        }
        Map<String, Object> lookup = new LinkedHashMap<>();
        for (int i = 0; i + 1 < args.size(); i += 2) {
            lookup.put(key(args.get(i)), args.get(i + 1));
        }
        lookup.put(OTHERWISE, args.get(args.size() - 1));
        return firstMatch(context, arguments, lookup, OTHERWISE);
    }

    /** A condition that was decided in a template is a boolean here. */
    private static String key(Object condition) {
        return Boolean.TRUE.equals(condition)
                ? "*"
                : Boolean.FALSE.equals(condition) ? "SALT_IFELSE_MATCH_NOTHING" : PyText.str(condition);
    }
}
