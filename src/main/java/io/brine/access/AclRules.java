package io.brine.access;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Rules as they stand in {@code publisher_acl} and {@code external_auth}, and what they allow (PROTOCOL 6.5):
 * <pre>
 *   - test.*                        regular expression over the function, for all minions
 *   - 'G@os:Debian': [pkg.*]        functions for the minions of a compound target
 *   - 'web*': [{cmd.run: {args: ['ls'], kwargs: {...}}}]
 *   - '@runner'  '@wheel'  '@jobs'  {'@runner': [manage.*]}
 * </pre>
 * Unlike Salt, a job of several functions is allowed only if every one of them is, and patterns must match the whole name
 * ({@link AclMatch}).
 */
public record AclRules(List<Object> rules) {
    /** Tools ask with it whether a job still runs; alone it is always allowed. */
    private static final String FIND_JOB = "saltutil.find_job";

    public static final AclRules NONE = new AclRules(List.of());

    public AclRules {
        rules = List.copyOf(rules);
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** One function call that is asked for. */
    public record Call(String fun, List<Object> args) {}

    /**
     * @param minions whom the target meets
     * @param compound ids that a compound target meets
     */
    public boolean allowsPublish(List<Call> calls, Set<String> minions, Function<String, Set<String>> compound) {
        if (calls.size() == 1 && calls.get(0).fun().equals(FIND_JOB)) {
            return true;
        }
        return !calls.isEmpty() && calls.stream().allMatch(call -> allowsOne(call, minions, compound));
    }

    /** Whether the calls are allowed whoever is meant: where the target meets nobody known here, nothing else can be said. */
    public boolean allowsEverywhere(List<Call> calls) {
        if (calls.size() == 1 && calls.get(0).fun().equals(FIND_JOB)) {
            return true;
        }
        return !calls.isEmpty()
                && calls.stream()
                        .allMatch(call -> rules.stream()
                                .anyMatch(
                                        rule -> rule instanceof String regex && Patterns.isWholly(regex, call.fun())));
    }

    private boolean allowsOne(Call call, Set<String> minions, Function<String, Set<String>> compound) {
        Set<String> allowed = new HashSet<>();
        for (Object rule : rules) {
            if (rule instanceof String regex && Patterns.isWholly(regex, call.fun())) {
                return true;
            }
            if (rule instanceof Map<?, ?> map) {
                map.forEach((target, functions) -> {
                    if (allowsCall(functions, call)) {
                        allowed.addAll(compound.apply(String.valueOf(target)));
                    }
                });
            }
        }
        return !allowed.isEmpty() && allowed.containsAll(minions);
    }

    /**
     * @param form {@code runner} or {@code wheel}
     * @param call function with its module, such as {@code jobs.list_jobs}
     */
    public boolean allowsOnMaster(String form, Call call) {
        int dot = call.fun().indexOf('.');
        String module = dot < 0 ? call.fun() : call.fun().substring(0, dot);
        String function = call.fun().substring(dot + 1);
        for (Object rule : rules) {
            if (rule instanceof String text && isForm(text, form, module)) {
                return true;
            }
            if (rule instanceof Map<?, ?> map && allowsOnMaster(map, form, module, function, call)) {
                return true;
            }
        }
        return false;
    }

    private static boolean allowsOnMaster(Map<?, ?> rule, String form, String module, String function, Call call) {
        for (Map.Entry<?, ?> entry : rule.entrySet()) {
            String name = String.valueOf(entry.getKey());
            boolean byModule =
                    name.equals("@" + module) && allowsCall(entry.getValue(), new Call(function, call.args()));
            boolean byForm =
                    (name.equals("@" + form) || name.equals("@" + form + "s")) && allowsCall(entry.getValue(), call);
            if (byModule || byForm) {
                return true;
            }
        }
        return false;
    }

    private static boolean isForm(String rule, String form, String module) {
        return rule.equals("@" + form) || rule.equals("@" + form + "s") || rule.equals("@" + module);
    }

    private static boolean allowsCall(Object functions, Call call) {
        List<?> conditions = functions instanceof List<?> list ? list : List.of(functions);
        for (Object condition : conditions) {
            if (condition instanceof String regex && Patterns.isWholly(regex, call.fun())) {
                return true;
            }
            if (condition instanceof Map<?, ?> map && allowsWithArguments(map, call)) {
                return true;
            }
        }
        return false;
    }

    private static boolean allowsWithArguments(Map<?, ?> condition, Call call) {
        for (Map.Entry<?, ?> entry : condition.entrySet()) {
            if (Patterns.isWholly(String.valueOf(entry.getKey()), call.fun())
                    && (!(entry.getValue() instanceof Map<?, ?> wanted) || argumentsFit(wanted, call.args()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean argumentsFit(Map<?, ?> wanted, List<Object> args) {
        List<Object> positional = new ArrayList<>();
        Map<?, ?> keyword = Map.of();
        for (Object arg : args) {
            if (arg instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("__kwarg__"))) {
                keyword = map;
            } else {
                positional.add(arg);
            }
        }
        return positionalFit(wanted.get("args"), positional) && keywordsFit(wanted.get("kwargs"), keyword);
    }

    private static boolean positionalFit(Object wanted, List<Object> given) {
        if (!(wanted instanceof List<?> patterns)) {
            return true;
        }
        if (patterns.size() > given.size()) {
            return false;
        }
        for (int at = 0; at < patterns.size(); at++) {
            if (!valueFits(patterns.get(at), given.get(at))) {
                return false;
            }
        }
        return true;
    }

    private static boolean keywordsFit(Object wanted, Map<?, ?> given) {
        if (!(wanted instanceof Map<?, ?> patterns)) {
            return true;
        }
        return patterns.entrySet().stream()
                .allMatch(pattern -> given.containsKey(pattern.getKey())
                        && valueFits(pattern.getValue(), given.get(pattern.getKey())));
    }

    private static boolean valueFits(Object pattern, Object given) {
        return pattern == null || Patterns.isWholly(String.valueOf(pattern), String.valueOf(given));
    }
}
