package io.brine.master.wheels;

import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.master.runners.RunnerContext;

/** {@code config.values}: all options of the master. Source: 3006.0 wheel/config.py. */
final class ConfigWheel implements FunctionModule {
    private final RunnerContext context;

    ConfigWheel(RunnerContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "config";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "values",
                Parameters.of(),
                "All options.",
                (call, arguments) -> context.config().raw());
    }
}
