package io.brine.access;

import io.brine.config.AccessConfig;
import io.brine.data.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * How patterns of {@code publisher_acl}, {@code external_auth}, {@code peer} and {@code peer_run} are meant. Here they must
 * match the whole name; Salt is content with its beginning (PROTOCOL 6.5), so that {@code test} also allows {@code testing.x}
 * and the argument {@code ls} also {@code ls; rm}. The option {@code acl_match: salt} keeps old files as they were meant:
 * then every pattern is read as one that may go on.
 */
public final class AclMatch {
    /** What ends in the middle of a function's name: {@code test} or {@code test.}; whole it would match nothing. */
    private static final Pattern BEGINNING = Pattern.compile("\\w+\\.?");

    private AclMatch() {}

    /** What the rooms that decide shall read. Patterns that allow nothing when read whole are told to {@code warnings}. */
    public static AccessConfig read(AccessConfig config, Object aclMatch, Consumer<String> warnings) {
        if ("salt".equals(aclMatch)) {
            return config.withRules(
                    eachAsSalt(config.publisherAcl()),
                    backendsAsSalt(config.externalAuth()),
                    peersAsSalt(config.peer()),
                    peersAsSalt(config.peerRun()));
        }
        for (Object rules : List.of(config.publisherAcl(), config.externalAuth(), config.peer(), config.peerRun())) {
            beginnings(rules)
                    .forEach(pattern -> warnings.accept("the pattern '" + pattern
                            + "' allows nothing, as it matches no whole function name: write it with .* at the end, or set"
                            + " acl_match: salt"));
        }
        return config;
    }

    private static Map<String, Object> eachAsSalt(Map<String, Object> users) {
        Map<String, Object> open = new LinkedHashMap<>();
        // Names with ^ are settings of a login backend.
        users.forEach((user, rules) -> open.put(user, user.startsWith("^") ? rules : asSalt(rules)));
        return open;
    }

    private static Map<String, Object> backendsAsSalt(Map<String, Object> externalAuth) {
        Map<String, Object> open = new LinkedHashMap<>();
        externalAuth.forEach((eauth, users) ->
                open.put(eauth, users instanceof Map<?, ?> map ? eachAsSalt(Trees.fields(map)) : users));
        return open;
    }

    /** Rules as {@link AclRules} reads them: a tree of texts, lists and maps whose keys are patterns, too. */
    private static Object asSalt(Object rules) {
        if (rules instanceof String pattern) {
            return pattern.startsWith("@") ? pattern : open(pattern);
        }
        if (rules instanceof List<?> list) {
            return list.stream().map(AclMatch::asSalt).toList();
        }
        return rules instanceof Map<?, ?> map ? targets(map) : rules;
    }

    /** {@code peer}: minion pattern to function patterns. */
    private static Map<String, Object> peersAsSalt(Map<String, Object> peers) {
        Map<String, Object> open = new LinkedHashMap<>();
        peers.forEach((minions, functions) -> open.put(open(minions), asSalt(functions)));
        return open;
    }

    /** Keys are targets or {@code @forms}, values functions. */
    private static Map<Object, Object> targets(Map<?, ?> map) {
        Map<Object, Object> open = new LinkedHashMap<>();
        map.forEach((target, functions) -> open.put(target, functions(functions)));
        return open;
    }

    private static Object functions(Object functions) {
        if (functions instanceof String pattern) {
            return open(pattern);
        }
        if (functions instanceof List<?> list) {
            return list.stream().map(AclMatch::functions).toList();
        }
        if (!(functions instanceof Map<?, ?> map)) {
            return functions;
        }
        Map<Object, Object> open = new LinkedHashMap<>();
        map.forEach((function, conditions) -> open.put(
                function instanceof String pattern ? open(pattern) : function,
                conditions instanceof Map<?, ?> arguments ? arguments(arguments) : conditions));
        return open;
    }

    private static Map<Object, Object> arguments(Map<?, ?> conditions) {
        Map<Object, Object> open = new LinkedHashMap<>();
        conditions.forEach((kind, wanted) -> open.put(kind, values(wanted)));
        return open;
    }

    private static Object values(Object wanted) {
        if (wanted instanceof List<?> list) {
            List<Object> open = new ArrayList<>();
            list.forEach(pattern -> open.add(pattern == null ? null : open(String.valueOf(pattern))));
            return open;
        }
        if (!(wanted instanceof Map<?, ?> map)) {
            return wanted;
        }
        Map<Object, Object> open = new LinkedHashMap<>();
        map.forEach((name, pattern) -> open.put(name, pattern == null ? null : open(String.valueOf(pattern))));
        return open;
    }

    private static String open(String pattern) {
        return "(?:" + pattern + ")(?s:.*)";
    }

    /** Patterns that allow nothing any more, as they name only the beginning of functions. */
    private static List<String> beginnings(Object rules) {
        List<String> found = new ArrayList<>();
        if (rules instanceof String pattern) {
            if (BEGINNING.matcher(pattern).matches()) {
                found.add(pattern);
            }
        } else if (rules instanceof List<?> list) {
            list.forEach(rule -> found.addAll(beginnings(rule)));
        } else if (rules instanceof Map<?, ?> map) {
            map.forEach((name, functions) -> {
                if (!String.valueOf(name).matches("(?s)[@^].*")) {
                    found.addAll(beginnings(functions));
                }
            });
        }
        return found;
    }
}
