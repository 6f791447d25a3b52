package io.brine.master.runners;

import io.brine.data.Trees;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;

/** {@code config.get}: options of the master. Source: 3006.0 runners/config.py. */
final class ConfigRunner implements FunctionModule {
    private final RunnerContext context;

    ConfigRunner(RunnerContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "config";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "get",
                Parameters.of("key", "default=''", "delimiter=':'"),
                "An option, also one inside another.\n\nsalt-run config.get file_roots:base",
                (call, arguments) -> Trees.traverse(
                        context.config().raw(),
                        arguments.text("key"),
                        arguments.text("delimiter"),
                        arguments.value("default")));
    }
}
