package io.brine.minion;

import io.brine.config.MinionConfig;
import io.brine.data.Trees;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.PillarQuery;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Has the master compile this minion's pillar (PROTOCOL 8.1). Source: 3006.0 salt/pillar/__init__.py AsyncRemotePillar */
final class RemotePillar implements Function<PillarQuery, Map<String, Object>> {
    private final MinionConfig config;
    private final Function<Map<String, Object>, Object> channel;
    private final Supplier<Map<String, Object>> grains;

    /** @param channel sends a {@code _pillar} load and gives the opened pillar */
    RemotePillar(
            MinionConfig config, Function<Map<String, Object>, Object> channel, Supplier<Map<String, Object>> grains) {
        this.config = config;
        this.channel = channel;
        this.grains = grains;
    }

    /** @throws CommandExecutionException if there is no answer, or one that is no pillar */
    @Override
    public Map<String, Object> apply(PillarQuery query) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("id", config.id().value());
        load.put("grains", grains.get());
        load.put("saltenv", chosen(query.saltenv(), config.topFile().saltenv()));
        load.put("pillarenv", chosen(query.pillarenv(), config.pillar().pillarenv()));
        load.put("pillar_override", query.override());
        load.put("extra_minion_data", Map.of());
        load.put("ver", "2");
        load.put("cmd", "_pillar");
        Object pillar = channel.apply(load);
        if (!(pillar instanceof Map<?, ?>)) {
            throw new CommandExecutionException(
                    "Got a bad pillar from master, type " + Trees.kind(pillar) + ", expecting dict");
        }
        return Trees.fields(pillar);
    }

    /** Nil when neither says anything. */
    private static Object chosen(String asked, Optional<String> own) {
        return asked.isEmpty() ? own.orElse(null) : asked;
    }
}
