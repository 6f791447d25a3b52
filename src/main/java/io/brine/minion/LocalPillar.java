package io.brine.minion;

import io.brine.config.MinionConfig;
import io.brine.data.PyText;
import io.brine.functions.PillarQuery;
import io.brine.pillar.PillarCompiler;
import io.brine.pillar.PillarRequest;
import io.brine.pillar.PillarSettings;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
        PillarCompiler compiler = new PillarCompiler(PillarSettings.of(config), Clock.systemUTC());
        PillarRequest request = new PillarRequest(
                config.id(), grains.get(), given(query.saltenv()), given(query.pillarenv()), query.override());
        Map<String, Object> pillar = new LinkedHashMap<>();
        compiler.compile(request).forEach((key, value) -> pillar.put(PyText.str(key), value));
        return pillar;
    }

    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
