package io.brine.pillar;

import io.brine.wire.MinionId;
import java.util.Map;
import java.util.Optional;

/**
 * Whose pillar is wanted. @param saltenv of the request @param pillarenv of the request; both win over the configuration
 * @param override {@code pillar_override}: wins over everything, may be empty
 */
public record PillarRequest(
        MinionId id,
        Map<String, Object> grains,
        Optional<String> saltenv,
        Optional<String> pillarenv,
        Map<?, ?> override) {}
