package io.brine.master.runners;

import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code saltutil.sync_*}: Brine takes no Python extensions, so nothing is ever synced. Source: 3006.0 runners/saltutil.py. */
final class SaltutilRunner implements FunctionModule {
    private static final List<String> KINDS = List.of(
            "auth",
            "modules",
            "states",
            "grains",
            "renderers",
            "returners",
            "output",
            "proxymodules",
            "runners",
            "wheel",
            "engines",
            "thorium",
            "queues",
            "pillar",
            "utils",
            "sdb",
            "cache",
            "fileserver",
            "clouds",
            "roster",
            "eauth_tokens",
            "serializers",
            "executors",
            "tops");

    @Override
    public String name() {
        return "saltutil";
    }

    @Override
    public void register(Registrar functions) {
        Parameters parameters = Parameters.of("saltenv=base", "extmod_whitelist=None", "extmod_blacklist=None");
        for (String kind : KINDS) {
            functions.add(
                    "sync_" + kind,
                    parameters,
                    "Nothing to sync.\n\nsalt-run saltutil.sync_" + kind,
                    (call, arguments) -> List.of());
        }
        functions.add("sync_all", parameters, "Nothing to sync.\n\nsalt-run saltutil.sync_all", (call, arguments) -> {
            Map<String, Object> all = new LinkedHashMap<>();
            KINDS.forEach(kind -> all.put(kind, List.of()));
            return all;
        });
    }
}
