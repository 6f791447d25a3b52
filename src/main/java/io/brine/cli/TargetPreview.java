package io.brine.cli;

import io.brine.config.MasterConfig;
import io.brine.keys.MinionKeys;
import io.brine.master.MinionDataCache;
import io.brine.master.Targeting;
import java.time.Clock;
import java.util.List;

/** Which minions a target would match, as the master decides it: by its keys and its cache of grains and pillar. */
final class TargetPreview {
    private TargetPreview() {}

    static List<String> of(MasterConfig config, Object tgt, String tgtType) {
        MinionKeys keys = new MinionKeys(config.paths().pkiDir(), Clock.systemUTC());
        MinionDataCache cache = new MinionDataCache(config.paths().cachedir());
        return new Targeting(config, keys, cache).greedily(tgt, tgtType).minions();
    }
}
