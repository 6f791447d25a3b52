package io.brine.master.runners;

import io.brine.config.MasterConfig;
import io.brine.data.Trees;
import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionRegistry;
import io.brine.grains.GrainsCollector;
import io.brine.grains.GrainsSettings;
import io.brine.modules.execution.ModuleList;
import io.brine.pillar.PillarCompiler;
import io.brine.pillar.PillarRequest;
import io.brine.pillar.PillarSettings;
import io.brine.wire.MinionId;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Execution functions on the master's own host, with its grains and, if asked for, the pillar it would have under its own
 * id. What needs a minion around it is refused by name. Source: 3006.0 runners/salt.py cmd.
 */
final class OnMaster {
    private final MasterConfig config;

    OnMaster(MasterConfig config) {
        this.config = config;
    }

    /** @param arguments fun, positional and keyword arguments for it, and {@code with_pillar} */
    Object run(CallContext runner, Arguments arguments) throws Exception {
        FunctionRegistry functions = ModuleList.table();
        String fun = arguments.text("fun");
        if (functions.find(fun).isEmpty()) {
            return "'" + fun + "' is not available.";
        }
        Map<String, Object> kwargs = arguments.cleanKwargs();
        boolean withPillar = Trees.isTruthy(kwargs.remove("with_pillar"));
        Map<String, Object> grains = grains();
        Map<String, Object> pillar = withPillar ? pillar(grains) : Map.of();
        OnMasterContext context = new OnMasterContext(runner, functions, grains, pillar);
        return functions.call(context, fun, arguments.varArgs(), kwargs);
    }

    private Map<String, Object> grains() {
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "grains");
            thread.setDaemon(true);
            return thread;
        });
        try {
            return GrainsCollector.ofThisMachine(GrainsSettings.from(config.raw()), threads)
                    .collect();
        } finally {
            threads.shutdownNow();
        }
    }

    private Map<String, Object> pillar(Map<String, Object> grains) {
        MinionId id = MinionId.of(config.id())
                .orElseThrow(() -> new CommandExecutionException("not a valid id of a master: " + config.id()));
        PillarRequest request = new PillarRequest(id, grains, named("saltenv"), named("pillarenv"), Map.of());
        return Trees.fields(new PillarCompiler(PillarSettings.of(config), Clock.systemUTC()).compile(request));
    }

    private Optional<String> named(String option) {
        return Optional.ofNullable(config.raw().get(option)).map(String::valueOf);
    }
}
