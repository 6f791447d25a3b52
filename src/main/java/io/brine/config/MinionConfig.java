package io.brine.config;

import io.brine.wire.MinionId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything a minion is configured to do, by concern.
 * @param fileClientLocal {@code file_client: local} or {@code local}: files and pillar come from this host, there is no master
 * @param raw all options by Salt's names, for {@code config.get} and functions
 * @param warnings to be logged once at start
 */
public record MinionConfig(
        MinionId id,
        Path configFile,
        String user,
        boolean fileClientLocal,
        MinionPaths paths,
        MastersConfig masters,
        MinionAuthConfig auth,
        ReconnectConfig reconnect,
        MinionJobsConfig jobs,
        StartupConfig startup,
        MineConfig mine,
        GrainsConfig grains,
        FilesConfig files,
        PillarConfig pillar,
        TopFileConfig topFile,
        EventsConfig events,
        LoggingConfig logging,
        OutputConfig output,
        MinionMetricsConfig metrics,
        Map<String, Object> raw,
        List<ConfigWarning> warnings) {

    static MinionConfig from(Options options, List<ConfigWarning> warnings) {
        MinionId id = MinionId.of(options.value("id"))
                .orElseThrow(() -> options.refused("id", "is not a name a minion can have: " + options.value("id")));
        return new MinionConfig(
                id,
                options.path("conf_file"),
                options.text("user"),
                options.text("file_client").equals("local") || options.flag("local"),
                MinionPaths.from(options),
                MastersConfig.from(options),
                MinionAuthConfig.from(options),
                ReconnectConfig.from(options),
                MinionJobsConfig.from(options),
                StartupConfig.from(options),
                MineConfig.from(options),
                GrainsConfig.from(options),
                FilesConfig.from(options),
                PillarConfig.from(options),
                TopFileConfig.from(options),
                EventsConfig.from(options),
                LoggingConfig.from(options),
                OutputConfig.from(options),
                MinionMetricsConfig.from(options),
                options.raw(),
                warnings);
    }

    /** Never the raw options: they may hold secrets. */
    @Override
    public String toString() {
        return "MinionConfig[" + id + ", " + configFile + "]";
    }
}
