package io.brine.master.runners;

import io.brine.functions.Arguments;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code test.*}: runners to try runners with. Source: 3006.0 runners/test.py. */
final class TestRunner implements FunctionModule {
    private static final Map<String, List<String>> METASYNTACTIC = Map.of(
            "us",
            List.of(
                    "foo", "bar", "baz", "qux", "quux", "quuz", "corge", "grault", "garply", "waldo", "fred", "plugh",
                    "xyzzy", "thud"),
            "uk",
            List.of("wibble", "wobble", "wubble", "flob"));

    private final RunnerContext context;

    TestRunner(RunnerContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "arg",
                Parameters.of("*args", "**kwargs"),
                "The arguments, as they came.\n\nsalt-run test.arg foo=bar",
                (call, arguments) -> shown(arguments));
        functions.add(
                "raw_arg",
                Parameters.of("*args", "**kwargs"),
                "The arguments, as they came.\n\nsalt-run test.raw_arg 1 2",
                (call, arguments) -> shown(arguments));
        functions.add(
                "metasyntactic",
                Parameters.of("locality=us"),
                "Metasyntactic variables.\n\nsalt-run test.metasyntactic",
                (call, arguments) -> METASYNTACTIC.get(arguments.text("locality")));
        functions.add(
                "stdout_print",
                Parameters.of(),
                "Print foo, return bar.\n\nsalt-run test.stdout_print",
                (call, arguments) -> {
                    context.printer().accept("foo");
                    return "bar";
                });
        functions.add("sleep", Parameters.of("s_time=10"), "Sleep.\n\nsalt-run test.sleep 2", (call, arguments) -> {
            Object seconds = arguments.value("s_time");
            context.printer().accept(String.valueOf(seconds));
            Thread.sleep((long) ((seconds instanceof Number number ? number.doubleValue() : 0) * 1000));
            return true;
        });
        functions.add(
                "stream", Parameters.of(), "A hundred progress events.\n\nsalt-run test.stream", (call, arguments) -> {
                    for (int percent = 1; percent < 100; percent++) {
                        context.events()
                                .fire(
                                        "salt/run/" + call.job().jid() + "/progress",
                                        Map.of("message", "Runner is " + percent + "% done"));
                        Thread.sleep(100);
                    }
                    return true;
                });
    }

    private static Map<String, Object> shown(Arguments arguments) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("args", arguments.varArgs());
        shown.put("kwargs", arguments.varKwargs());
        return shown;
    }
}
