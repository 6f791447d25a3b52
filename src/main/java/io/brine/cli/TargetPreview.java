package io.brine.cli;

import io.brine.config.MasterConfig;
import java.util.List;

/** Which minions a target would match, as the master decides it: by its keys and its cache of grains and pillar. */
final class TargetPreview {
    private TargetPreview() {}

    static List<String> of(MasterConfig config, Object tgt, String tgtType) {
        return List.of();
    }
}
