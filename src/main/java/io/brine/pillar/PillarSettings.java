package io.brine.pillar;

import io.brine.config.FilesConfig;
import io.brine.config.MasterConfig;
import io.brine.config.MinionConfig;
import io.brine.config.PillarConfig;
import io.brine.config.TopFileConfig;
import java.util.Map;

/**
 * What of a configuration decides about pillar. @param files rules for files, over {@code pillar_roots}
 * @param options all options, for {@code pillar_opts}
 */
public record PillarSettings(
        PillarConfig pillar,
        FilesConfig files,
        TopFileConfig topFile,
        Map<String, Object> nodegroups,
        Map<String, Object> options) {

    public static PillarSettings of(MasterConfig config) {
        return new PillarSettings(
                config.pillar(),
                config.files().over(config.pillar().roots()),
                config.topFile(),
                config.nodegroups(),
                config.raw());
    }

    /** Of a minion without a master. */
    public static PillarSettings of(MinionConfig config) {
        return new PillarSettings(
                config.pillar(),
                config.files().over(config.pillar().roots()),
                config.topFile(),
                Map.of(),
                config.raw());
    }
}
