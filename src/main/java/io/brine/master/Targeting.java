package io.brine.master;

import io.brine.config.MasterConfig;
import io.brine.keys.KeyState;
import io.brine.keys.MinionKeys;
import io.brine.target.ExpectedMinions;
import io.brine.target.ExpectedMinions.Expected;
import io.brine.target.MinionFacts;
import io.brine.target.TargetExpression;
import io.brine.wire.MinionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whom a target means, asked of this master's keys and its cache of minions' data (PROTOCOL 12.4). */
public final class Targeting {
    private final ExpectedMinions minions;

    public Targeting(MasterConfig config, MinionKeys keys, MinionDataCache cache) {
        this.minions =
                new ExpectedMinions(new Known(keys, cache), config.jobs().minionDataCache(), config.nodegroups());
    }

    /** @param greedy also those of whom nothing is known, as they may match */
    public Expected expected(Object tgt, String tgtType, String delimiter, boolean greedy) {
        return minions.check(new TargetExpression(tgt, tgtType, delimiter), greedy);
    }

    /** As {@link #expected}, with the usual delimiter. */
    public Expected greedily(Object tgt, String tgtType) {
        return expected(tgt, tgtType, TargetExpression.DEFAULT_DELIMITER, true);
    }

    /** Only those who are known to match. */
    public List<String> certainly(Object tgt, String tgtType) {
        return expected(tgt, tgtType, TargetExpression.DEFAULT_DELIMITER, false).minions();
    }

    private record Known(MinionKeys keys, MinionDataCache cache) implements ExpectedMinions.KnownMinions {
        @Override
        public List<String> accepted() {
            return keys.ids(KeyState.ACCEPTED);
        }

        @Override
        public Set<String> acceptedSet() {
            return keys.idSet(KeyState.ACCEPTED);
        }

        @Override
        public List<String> cached() {
            return cache.known().stream().map(MinionId::value).toList();
        }

        @Override
        public MinionFacts facts(String id) {
            return new Facts(id, this);
        }
    }

    private record Facts(String id, Known known) implements MinionFacts {
        @Override
        public Optional<Map<String, Object>> grains() {
            return MinionId.of(id).flatMap(known.cache()::data).map(MinionDataCache.MinionData::grains);
        }

        @Override
        public Optional<Map<String, Object>> pillar() {
            return MinionId.of(id).flatMap(known.cache()::data).map(MinionDataCache.MinionData::pillar);
        }

        @Override
        public boolean isAccepted() {
            return known.acceptedSet().contains(id);
        }
    }
}
