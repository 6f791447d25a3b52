package io.brine.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a master, or a command beside it, is configured to do, by concern.
 * @param id of the master: {@code id}, else the host name with {@code _master}
 * @param user {@code user}: the account of the daemon, by default the one it was started by
 * @param api {@code rest_cherrypy}: the HTTP door, if there is to be one
 * @param login what login backends need: {@code sharedsecret}, {@code auth.pam.*}, {@code auth.ldap.*}
 * @param nodegroups {@code nodegroups}: name to expression or list
 * @param raw all options by Salt's names, for {@code config.get} and {@code pillar_opts}; holds secrets
 * @param warnings to be logged once at start
 */
public record MasterConfig(
        String id,
        Path configFile,
        String user,
        MasterPaths paths,
        MasterNetwork network,
        MasterKeyConfig keys,
        MasterSigning signing,
        FilesConfig files,
        PillarConfig pillar,
        TopFileConfig topFile,
        JobsConfig jobs,
        AccessConfig access,
        EventsConfig events,
        LoggingConfig logging,
        ClientConfig client,
        OutputConfig output,
        MonitorConfig monitor,
        Optional<ApiConfig> api,
        LoginConfig login,
        Map<String, Object> nodegroups,
        Map<String, Object> raw,
        List<ConfigWarning> warnings) {

    static MasterConfig from(Options options, List<ConfigWarning> warnings) {
        return new MasterConfig(
                options.text("id"),
                options.path("conf_file"),
                options.text("user"),
                MasterPaths.from(options),
                MasterNetwork.from(options),
                MasterKeyConfig.from(options),
                MasterSigning.from(options),
                FilesConfig.from(options),
                PillarConfig.from(options),
                TopFileConfig.from(options),
                JobsConfig.from(options),
                AccessConfig.from(options),
                EventsConfig.from(options),
                LoggingConfig.from(options),
                ClientConfig.from(options),
                OutputConfig.from(options),
                MonitorConfig.from(options),
                ApiConfig.from(options),
                LoginConfig.from(options),
                options.map("nodegroups"),
                options.raw(),
                warnings);
    }

    /** Never the raw options: they hold passphrases. */
    @Override
    public String toString() {
        return "MasterConfig[" + id + ", " + configFile + "]";
    }
}
