package io.brine.master.wheels;

import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.util.Map;

/** {@code error.error}: a failure on request. Source: 3006.0 wheel/error.py. */
final class ErrorWheel implements FunctionModule {
    @Override
    public String name() {
        return "error";
    }

    @Override
    public void register(Registrar functions) {
        functions.add("error", Parameters.of("name=None", "message=''"), "Fail on purpose.", (call, arguments) -> {
            if (arguments.value("name") == null) {
                return Map.of();
            }
            throw new CommandExecutionException(arguments.text("name") + ": " + arguments.text("message"));
        });
    }
}
