package io.brine.modules.execution;

import io.brine.data.Yaml;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.util.Map;

/** {@code beacons}: this minion has none and runs none, and says so to those who ask. Source: 3006.0 salt/modules/beacons.py */
final class BeaconsModule implements FunctionModule {
    private static final Map<String, Object> NONE = Map.of("beacons", Map.of());

    @Override
    public String name() {
        return "beacons";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "list",
                Parameters.of("return_yaml=True", "include_pillar=True", "include_opts=True", "**kwargs"),
                "Return the beacons that this minion runs.\nsalt '*' beacons.list",
                (context, arguments) -> arguments.flag("return_yaml") ? Yaml.dumpBlock(NONE) : Map.of());
        functions.add(
                "list_available",
                Parameters.of("return_yaml=True", "**kwargs"),
                "Return the beacons that this minion could run.\nsalt '*' beacons.list_available",
                (context, arguments) -> NONE);
    }
}
