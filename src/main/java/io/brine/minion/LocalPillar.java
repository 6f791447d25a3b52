package io.brine.minion;

import io.brine.config.MinionConfig;
import io.brine.functions.PillarQuery;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The pillar of a minion without a master, compiled from its own pillar_roots. */
final class LocalPillar implements Function<PillarQuery, Map<String, Object>> {
    private final MinionConfig config;
    private final Supplier<Map<String, Object>> grains;

    LocalPillar(MinionConfig config, Supplier<Map<String, Object>> grains) {
        this.config = config;
        this.grains = grains;
    }

    @Override
    public Map<String, Object> apply(PillarQuery query) {
        return Map.of();
    }
}
