package io.brine.minion;

import io.brine.config.StartupConfig;
import io.brine.wire.PublishLoad;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The job of {@code startup_states}; the master gives it its jid. Source: 3006.0 salt/minion.py Minion._state_run */
final class StartupJob {
    private StartupJob() {}

    static Optional<PublishLoad> of(StartupConfig config) {
        return switch (config.states()) {
            case "" -> Optional.empty();
            case "sls" -> Optional.of(load("state.sls", List.of(config.slsList())));
            case "top" -> Optional.of(load("state.top", List.of(config.topFile())));
            default -> Optional.of(load("state.highstate", List.of()));
        };
    }

    private static PublishLoad load(String fun, List<?> arg) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("jid", "req");
        fields.put("ret", "");
        fields.put("fun", fun);
        fields.put("arg", arg);
        fields.put("tgt", "");
        return new PublishLoad(fields);
    }
}
