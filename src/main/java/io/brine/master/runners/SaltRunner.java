package io.brine.master.runners;

import io.brine.client.JobRequest;
import io.brine.client.LocalClient;
import io.brine.functions.Arguments;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code salt.execute}: a job from inside a runner. {@code salt.cmd}: an execution function on the master's host. Source:
 * 3006.0 runners/salt.py.
 */
final class SaltRunner implements FunctionModule {
    private final RunnerContext context;

    SaltRunner(RunnerContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "salt";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "execute",
                Parameters.of(
                        "tgt",
                        "fun",
                        "arg=None",
                        "timeout=None",
                        "tgt_type=glob",
                        "ret=''",
                        "jid=''",
                        "kwarg=None",
                        "**kwargs"),
                "Run a function on minions and wait.\n\nsalt-run salt.execute '*' test.ping",
                (call, arguments) -> execute(arguments));
        functions.add(
                "cmd",
                Parameters.of("fun", "*args", "**kwargs"),
                "Run an execution function on the master.\n\nsalt-run salt.cmd test.ping",
                new OnMaster(context.config())::run);
    }

    private Map<String, Object> execute(Arguments arguments) {
        List<Object> arg = new ArrayList<>();
        Object given = arguments.value("arg");
        arg.addAll(given instanceof List<?> list ? list : given == null ? List.of() : List.of(given));
        if (arguments.value("kwarg") instanceof Map<?, ?> kwarg && !kwarg.isEmpty()) {
            Map<String, Object> keywords = io.brine.data.Trees.fields(kwarg);
            keywords.put("__kwarg__", true);
            arg.add(keywords);
        }
        JobRequest request = new JobRequest(
                arguments.value("tgt"),
                arguments.text("tgt_type"),
                arguments.value("fun"),
                arg,
                arguments.text("ret"),
                arguments.text("jid"),
                Map.of());
        Map<String, Object> returns = new LinkedHashMap<>();
        try (LocalClient client = client(arguments.value("timeout"))) {
            client.gather(request).forEach((id, answer) -> returns.put(id, answer.value()));
        }
        return returns;
    }

    private LocalClient client(Object timeout) {
        if (timeout instanceof Number seconds) {
            return LocalClient.connect(
                    io.brine.client.ClientSettings.of(context.config(), context.user())
                            .withTimeout(Duration.ofMillis((long) (seconds.doubleValue() * 1000))),
                    context.roads());
        }
        return context.client();
    }
}
