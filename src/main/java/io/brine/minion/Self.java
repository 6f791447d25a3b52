package io.brine.minion;

import io.brine.target.MinionFacts;
import java.util.Map;
import java.util.Optional;

/** This minion, as a target sees it. */
record Self(String id, Knowledge knowledge) implements MinionFacts {
    @Override
    public Optional<Map<String, Object>> grains() {
        return Optional.of(knowledge.grains());
    }

    @Override
    public Optional<Map<String, Object>> pillar() {
        return Optional.of(knowledge.pillar());
    }
}
