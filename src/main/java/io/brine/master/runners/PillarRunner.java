package io.brine.master.runners;

import io.brine.functions.Arguments;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.master.MinionDataCache.MinionData;
import io.brine.pillar.PillarCompiler;
import io.brine.pillar.PillarRequest;
import io.brine.pillar.PillarSettings;
import io.brine.wire.MinionId;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code pillar.show_pillar}: a minion's pillar as it would be compiled now. Source: 3006.0 runners/pillar.py. */
final class PillarRunner implements FunctionModule {
    private final RunnerContext context;

    PillarRunner(RunnerContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "pillar";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "show_pillar",
                Parameters.of("minion='*'", "**kwargs"),
                "The pillar of a minion, compiled now. Further arguments are grains.\n\nsalt-run pillar.show_pillar 'www.example.com'",
                (call, arguments) -> show(arguments));
    }

    private Map<Object, Object> show(Arguments arguments) {
        Map<String, Object> given = new LinkedHashMap<>(arguments.varKwargs());
        Optional<String> saltenv = Optional.ofNullable(given.remove("saltenv")).map(String::valueOf);
        Optional<String> pillarenv =
                Optional.ofNullable(given.remove("pillarenv")).map(String::valueOf);
        String name = arguments.text("minion");
        MinionId id = MinionId.of(name.equals("*") ? context.config().id() : name)
                .orElseThrow(() -> new CommandExecutionException("not a minion id: " + name));
        Map<String, Object> grains = new LinkedHashMap<>(
                context.cache().data(id).map(MinionData::grains).orElse(Map.of()));
        grains.putAll(given);
        return new PillarCompiler(PillarSettings.of(context.config()), Clock.systemUTC())
                .compile(new PillarRequest(id, grains, saltenv, pillarenv, Map.of()));
    }
}
