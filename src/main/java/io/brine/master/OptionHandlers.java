package io.brine.master;

import io.brine.channel.Reply;
import io.brine.config.MasterConfig;
import io.brine.wire.MinionId;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What minions want to know of the master's configuration: {@code _master_opts}, and {@code _master_tops}, of which there
 * are none. Source: 3006.0 daemons/masterapi.py RemoteFuncs._master_opts.
 */
final class OptionHandlers {
    private static final List<String> FILE_OPTIONS = List.of("top_file_merging_strategy", "env_order", "default_top");
    private static final List<String> STATE_OPTIONS = List.of(
            "renderer",
            "failhard",
            "state_top",
            "state_top_saltenv",
            "nodegroups",
            "state_auto_order",
            "state_events",
            "state_aggregate",
            "jinja_env",
            "jinja_sls_env",
            "jinja_lstrip_blocks",
            "jinja_trim_blocks");

    private final MasterConfig config;

    OptionHandlers(MasterConfig config) {
        this.config = config;
    }

    /** [env_only]: {file_roots: {saltenv: []}, ...}. */
    Reply masterOptions(Map<String, Object> load) {
        Map<String, Object> options = new LinkedHashMap<>();
        Map<String, Object> roots = new LinkedHashMap<>();
        for (Map.Entry<String, List<Path>> root : config.files().roots().entrySet()) {
            roots.put(root.getKey(), List.of());
        }
        options.put("file_roots", roots);
        FILE_OPTIONS.forEach(name -> options.put(name, config.raw().get(name)));
        if (!Loads.flag(load, "env_only")) {
            STATE_OPTIONS.forEach(name -> options.put(name, config.raw().get(name)));
        }
        return new Reply.Encrypted(options);
    }

    Reply tops(MinionId id, Map<String, Object> load) {
        return new Reply.Encrypted(Map.of());
    }
}
