package io.brine.master.runners;

import io.brine.client.JobRequest;
import io.brine.client.LocalClient;
import io.brine.functions.FunctionModule;
import io.brine.functions.FunctionTable;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code doc.*}: the documentation of runners, wheels and minions' functions. Source: 3006.0 runners/doc.py. */
final class DocRunner implements FunctionModule {
    private final FunctionTable runners;
    private final FunctionTable wheels;
    private final RunnerContext context;

    DocRunner(FunctionTable runners, FunctionTable wheels, RunnerContext context) {
        this.runners = runners;
        this.wheels = wheels;
        this.context = context;
    }

    @Override
    public String name() {
        return "doc";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "runner",
                Parameters.of(),
                "Return all inline documentation for runner modules\n\nsalt-run doc.runner",
                (call, arguments) -> docs(runners));
        functions.add(
                "wheel",
                Parameters.of(),
                "Documentation of all wheel functions.\n\nsalt-run doc.wheel",
                (call, arguments) -> docs(wheels));
        functions.add(
                "execution",
                Parameters.of(),
                "Documentation of all functions minions have.\n\nsalt-run doc.execution",
                (call, arguments) -> execution());
    }

    private static Map<String, Object> docs(FunctionTable table) {
        Map<String, Object> docs = new TreeMap<>();
        for (String name : table.names()) {
            table.find(name).ifPresent(entry -> docs.put(name, entry.doc()));
        }
        return docs;
    }

    private Map<String, Object> execution() {
        Map<String, Object> docs = new TreeMap<>();
        try (LocalClient client = context.client()) {
            client.gather(JobRequest.of("*", "glob", "sys.doc", List.of()))
                    .values()
                    .forEach(answer -> {
                        if (answer.value() instanceof Map<?, ?> map) {
                            map.forEach((name, doc) -> docs.put(String.valueOf(name), doc));
                        }
                    });
        }
        return docs;
    }
}
