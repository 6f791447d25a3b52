package io.brine.master.runners;

import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.util.Map;

/** {@code error.error}: a failure on request. Source: 3006.0 runners/error.py. */
final class ErrorRunner implements FunctionModule {
    @Override
    public String name() {
        return "error";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "error",
                Parameters.of("name=None", "message=''"),
                "Fail on purpose.\n\nsalt-run error.error name=Exception message='This is an error.'",
                (call, arguments) -> {
                    if (arguments.value("name") == null) {
                        return Map.of();
                    }
                    throw new CommandExecutionException(arguments.text("name") + ": " + arguments.text("message"));
                });
    }
}
