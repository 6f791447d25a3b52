package io.brine.master;

import io.brine.config.MasterConfig;
import io.brine.data.Trees;
import io.brine.wire.MinionId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Optional<Map<String, Object>> mineGet;

    private MineLookup(MinionDataCache cache, Targeting minions, Optional<Map<String, Object>> mineGet) {
        this.cache = cache;
        this.minions = minions;
        this.mineGet = mineGet;
    }

    /** By {@code mine_get}, minion pattern to functions it may ask for. Unset it allows all, and none if it is no map. */
    public static MineLookup of(MasterConfig config, MinionDataCache cache, Targeting minions) {
        Optional<Map<String, Object>> rules = Optional.ofNullable(config.raw().get("mine_get"))
                .map(set -> set instanceof Map<?, ?> map ? Trees.fields(map) : Map.of());
        return new MineLookup(cache, minions, rules);
    }

    /**
     * @param load {tgt, fun, [tgt_type]}
     * @return minion to data for one function, else function to minion to data; without what the asker may not have
     */
    public Map<String, Object> look(MinionId asking, Map<String, Object> load) {
        List<String> asked = functions(load.get("fun"));
        if (!load.containsKey("tgt") || asked.isEmpty()) {
            return Map.of();
        }
        List<String> allowed =
                asked.stream().filter(function -> mayAsk(asking, function)).toList();
        if (allowed.isEmpty()) {
            return Map.of();
        }
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        for (String id : minions.certainly(load.get("tgt"), exact(load))) {
            Map<String, Object> mine = cache.mine(new MinionId(id));
            for (String function : allowed) {
                if (mine.containsKey(function) && isFor(asking, mine.get(function))) {
                    found.computeIfAbsent(function, first -> new LinkedHashMap<>())
                            .put(id, data(mine.get(function)));
                }
            }
        }
        boolean several = load.get("fun") instanceof List || asked.size() > 1;
        return several ? new LinkedHashMap<>(found) : found.getOrDefault(asked.get(0), Map.of());
    }

    /** Each once; of anything but text or a list none. */
    private static List<String> functions(Object fun) {
        if (fun instanceof List<?> list) {
            return list.stream().map(Trees::text).distinct().toList();
        }
        return fun instanceof String text
                ? Arrays.stream(text.split(",")).distinct().toList()
                : List.of();
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

    private boolean mayAsk(MinionId asking, String function) {
        return mineGet.isEmpty()
                || mineGet.get().entrySet().stream()
                        .filter(rule -> startsLike(rule.getKey(), asking.value()))
                        .anyMatch(rule -> rule.getValue() instanceof List<?> allowed
                                && allowed.stream().anyMatch(regex -> startsLike(String.valueOf(regex), function)));
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
