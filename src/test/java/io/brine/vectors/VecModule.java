package io.brine.vectors;

import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The execution module {@code vec} of the recorded command lines, function for function. */
final class VecModule implements FunctionModule {
    @Override
    public String name() {
        return "vec";
    }

    @Override
    public void register(Registrar functions) {
        functions.add("data", Parameters.of(), "", (context, arguments) -> data());
        functions.add("boom", Parameters.of(), "", (context, arguments) -> {
            throw new IllegalArgumentException("it broke");
        });
        functions.add("cerr", Parameters.of(), "", (context, arguments) -> {
            throw new CommandExecutionException("refused: no");
        });
        functions.add("rc", Parameters.of("code=3"), "", (context, arguments) -> {
            context.retcode((int) arguments.integer("code"));
            return "code " + arguments.integer("code");
        });
        functions.add("nap", Parameters.of("s=8"), "", (context, arguments) -> {
            TimeUnit.SECONDS.sleep(arguments.integer("s"));
            return "slept";
        });
        functions.add("uni", Parameters.of(), "", (context, arguments) -> "gr\u00fc\u00df \u2603");
        functions.add("false", Parameters.of(), "", (context, arguments) -> false);
        functions.add("none", Parameters.of(), "", (context, arguments) -> null);
        functions.add("empty", Parameters.of(), "", (context, arguments) -> Map.of());
    }

    private static Map<String, Object> data() {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("x", null);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("b", Arrays.asList(1L, inner));
        data.put("a", "text\nlines");
        data.put("t", true);
        data.put("f", 1.5);
        return data;
    }
}
