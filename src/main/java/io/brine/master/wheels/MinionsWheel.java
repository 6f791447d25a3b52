package io.brine.master.wheels;

import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.master.runners.RunnerContext;
import java.util.List;

/** {@code minions.connected}. Source: 3006.0 wheel/minions.py. */
final class MinionsWheel implements FunctionModule {
    private final RunnerContext context;

    MinionsWheel(RunnerContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "minions";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "connected",
                Parameters.of(),
                "Ids of connected minions.",
                (call, arguments) -> List.copyOf(context.connected().get()));
    }
}
