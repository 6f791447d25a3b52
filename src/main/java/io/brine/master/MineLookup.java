package io.brine.master;

import io.brine.config.MasterConfig;
import io.brine.data.Trees;
import io.brine.wire.MinionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What somebody finds in the mine: by the master's rules ({@code mine_get}) and by those of the minion that told it
 * ({@code allow_tgt}). Minions ask over the wire, {@code mine.get} beside the master. Source: 3006.0 daemons/masterapi.py
 * RemoteFuncs._mine_get.
 */
public final class MineLookup {
    private static final String ACL_MARK = "__saltmine_acl__";
    private static final String ACL_DATA = "__data__";

    private final MinionDataCache cache;
    private final Targeting minions;
    private final Map<String, Object> mineGet;

    /** @param mineGet {@code mine_get}: minion pattern to functions it may ask for; empty allows all */
    MineLookup(MinionDataCache cache, Targeting minions, Map<String, Object> mineGet) {
        this.cache = cache;
        this.minions = minions;
        this.mineGet = mineGet;
    }

    public static MineLookup of(MasterConfig config, MinionDataCache cache, Targeting minions) {
        Map<String, Object> rules =
                config.raw().get("mine_get") instanceof Map<?, ?> map ? Trees.fields(map) : Map.of();
        return new MineLookup(cache, minions, rules);
    }

    /** @param load {tgt, fun, [tgt_type]}
     *  @return minion to data for one function, else function to minion to data */
    public Map<String, Object> look(MinionId asking, Map<String, Object> load) {
        if (!load.containsKey("tgt") || !load.containsKey("fun")) {
            return Map.of();
        }
        boolean several = load.get("fun") instanceof List
                || String.valueOf(load.get("fun")).contains(",");
        List<String> functions = load.get("fun") instanceof List<?> list
                ? list.stream().map(Trees::text).toList()
                : List.of(Loads.text(load, "fun").split(","));
        if (!mayAsk(asking, functions)) {
            return Map.of();
        }
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        for (String id : minions.certainly(load.get("tgt"), exact(load))) {
            Map<String, Object> mine = cache.mine(new MinionId(id));
            for (String function : functions) {
                if (mine.containsKey(function) && isFor(asking, mine.get(function))) {
                    found.computeIfAbsent(function, first -> new LinkedHashMap<>())
                            .put(id, data(mine.get(function)));
                }
            }
        }
        Map<String, Object> byFunction = new LinkedHashMap<>(found);
        return several ? byFunction : Loads.map(byFunction, functions.get(0));
    }

    /** No globs over pillar data: a minion could find out the pillar of another by trying. */
    private static String exact(Map<String, Object> load) {
        String type = Loads.text(load, "tgt_type", Loads.text(load, "expr_form", "glob"));
        return switch (type.toLowerCase(java.util.Locale.ROOT)) {
            case "pillar", "pillar_pcre" -> "pillar_exact";
            case "compound" -> "compound_pillar_exact";
            default -> type;
        };
    }

    private boolean mayAsk(MinionId asking, List<String> functions) {
        if (mineGet.isEmpty()) {
            return true;
        }
        return functions.stream()
                .allMatch(function -> mineGet.entrySet().stream()
                        .filter(rule -> startsLike(rule.getKey(), asking.value()))
                        .anyMatch(rule -> rule.getValue() instanceof List<?> allowed
                                && allowed.stream().anyMatch(regex -> startsLike(String.valueOf(regex), function))));
    }

    private static boolean startsLike(String regex, String text) {
        try {
            return Pattern.compile(regex).matcher(text).lookingAt();
        } catch (PatternSyntaxException notARegex) {
            return false;
        }
    }

    private boolean isFor(MinionId asking, Object item) {
        if (!(item instanceof Map<?, ?> map) || !map.containsKey(ACL_MARK) || map.get("allow_tgt") == null) {
            return true;
        }
        String type = map.get("allow_tgt_type") instanceof String text ? text : "glob";
        return minions.greedily(map.get("allow_tgt"), type).minions().contains(asking.value());
    }

    private static Object data(Object item) {
        return item instanceof Map<?, ?> map && map.containsKey(ACL_MARK) ? map.get(ACL_DATA) : item;
    }
}
