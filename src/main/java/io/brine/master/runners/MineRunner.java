package io.brine.master.runners;

import io.brine.functions.Arguments;
import io.brine.functions.CallContext;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.master.MineLookup;
import io.brine.wire.MinionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code mine.get}, {@code mine.update}: the mine, from the master's side. Source: 3006.0 runners/mine.py. */
final class MineRunner implements FunctionModule {
    private final RunnerContext context;

    MineRunner(RunnerContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "mine";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "get",
                Parameters.of("tgt", "fun", "tgt_type=glob"),
                "What minions told the mine.\n\nsalt-run mine.get '*' network.interfaces",
                (call, arguments) -> get(arguments));
        functions.add(
                "update",
                Parameters.of("tgt", "tgt_type=glob", "clear=False", "mine_functions=None"),
                "Have minions tell the mine anew.\n\nsalt-run mine.update 'web*'",
                MineRunner::update);
    }

    /** The master asks under its own id: {@code mine_get} and {@code allow_tgt} hold for it as for a minion. */
    private Map<String, Object> get(Arguments arguments) {
        String id = context.config().id();
        MinionId asking =
                MinionId.of(id).orElseThrow(() -> new CommandExecutionException("not a valid id of a master: " + id));
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("tgt", arguments.value("tgt"));
        load.put("fun", arguments.value("fun"));
        load.put("tgt_type", arguments.text("tgt_type"));
        return MineLookup.of(context.config(), context.cache(), context.minions())
                .look(asking, load);
    }

    private static Object update(CallContext call, Arguments arguments) throws Exception {
        Map<String, Object> kwarg = new LinkedHashMap<>();
        kwarg.put("clear", arguments.value("clear"));
        kwarg.put("mine_functions", arguments.value("mine_functions"));
        Map<String, Object> how = new LinkedHashMap<>();
        how.put("tgt_type", arguments.value("tgt_type"));
        how.put("kwarg", kwarg);
        return call.call("salt.execute", List.of(arguments.value("tgt"), "mine.update"), how);
    }
}
