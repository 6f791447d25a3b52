package io.brine.master.runners;

import io.brine.data.Trees;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.util.Map;

/** {@code event.send}. Source: 3006.0 runners/event.py. */
final class EventRunner implements FunctionModule {
    private final RunnerContext context;

    EventRunner(RunnerContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "event";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "send",
                Parameters.of("tag", "data=None"),
                "Fire an event on the master's bus.\n\nsalt-run event.send my/custom/event '{\"foo\": \"bar\"}'",
                (call, arguments) -> {
                    Map<String, Object> data =
                            arguments.value("data") instanceof Map<?, ?> map ? Trees.fields(map) : Map.of();
                    context.events().fire(arguments.text("tag"), data);
                    return true;
                });
    }
}
