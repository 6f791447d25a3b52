package io.brine.master.runners;

import io.brine.functions.Arguments;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.master.MinionDataCache.MinionData;
import io.brine.store.Bank;
import io.brine.wire.MinionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** {@code cache.*}: what the master remembers of minions. Source: 3006.0 runners/cache.py. */
final class CacheRunner implements FunctionModule {
    private static final Parameters TARGET = Parameters.of("tgt=None", "tgt_type=glob", "**kwargs");

    private final RunnerContext context;
    private final Bank bank;

    CacheRunner(RunnerContext context) {
        this.context = context;
        this.bank = new Bank(context.config().paths().cachedir());
    }

    @Override
    public String name() {
        return "cache";
    }

    @Override
    public void register(Registrar functions) {
        functions.add(
                "grains",
                TARGET,
                "Remembered grains.\n\nsalt-run cache.grains '*'",
                (call, arguments) -> each(arguments, (id, data) -> data.grains()));
        functions.add(
                "pillar",
                TARGET,
                "Remembered pillar.\n\nsalt-run cache.pillar",
                (call, arguments) -> each(arguments, (id, data) -> data.pillar()));
        functions.add("mine", TARGET, "The mine.\n\nsalt-run cache.mine", (call, arguments) -> mine(arguments));
        functions.add(
                "clear_grains",
                TARGET,
                "Forget grains.\n\nsalt-run cache.clear_grains '*'",
                (call, arguments) -> clear(arguments, (id, data) -> new MinionData(Map.of(), data.pillar())));
        functions.add(
                "clear_pillar",
                TARGET,
                "Forget pillar.\n\nsalt-run cache.clear_pillar '*'",
                (call, arguments) -> clear(arguments, (id, data) -> new MinionData(data.grains(), Map.of())));
        functions.add(
                "clear_mine",
                TARGET,
                "Forget the mine.\n\nsalt-run cache.clear_mine '*'",
                (call, arguments) -> clearMine(arguments, null));
        functions.add(
                "clear_mine_func",
                Parameters.of("tgt=None", "tgt_type=glob", "clear_mine_func_flag=None"),
                "Forget one function of the mine.\n\nsalt-run cache.clear_mine_func tgt='*' clear_mine_func_flag='network.interfaces'",
                (call, arguments) -> clearMine(arguments, arguments.value("clear_mine_func_flag")));
        functions.add(
                "clear_all",
                TARGET,
                "Forget grains, pillar and mine.\n\nsalt-run cache.clear_all '*'",
                (call, arguments) -> clearAll(arguments));
        registerBanks(functions);
    }

    private void registerBanks(Registrar functions) {
        functions.add(
                "store",
                Parameters.of("bank", "key", "data", "cachedir=None"),
                "Keep a value.\n\nsalt-run cache.store mycache mykey 'The time has come'",
                (call, arguments) -> {
                    bank.store(arguments.text("bank"), arguments.text("key"), arguments.value("data"));
                    return null;
                });
        functions.add(
                "fetch",
                Parameters.of("bank", "key", "cachedir=None"),
                "A kept value.\n\nsalt-run cache.fetch mycache mykey",
                (call, arguments) -> bank.fetch(arguments.text("bank"), arguments.text("key"))
                        .orElse(Map.of()));
        functions.add(
                "list",
                Parameters.of("bank", "cachedir=None"),
                "Keys of a bank.\n\nsalt-run cache.list cloud/active/ec2/myec2",
                (call, arguments) ->
                        bank.list(arguments.text("bank")).stream().sorted().toList());
        functions.add(
                "flush",
                Parameters.of("bank", "key=None", "cachedir=None"),
                "Drop a key or a bank.\n\nsalt-run cache.flush mycache mykey",
                (call, arguments) -> arguments.value("key") == null
                        ? bank.flush(arguments.text("bank"))
                        : bank.flush(arguments.text("bank"), arguments.text("key")));
    }

    private List<MinionId> targeted(Arguments arguments) {
        Object tgt = arguments.value("tgt") == null ? "*" : arguments.value("tgt");
        return context.minions().certainly(tgt, arguments.text("tgt_type")).stream()
                .map(MinionId::new)
                .toList();
    }

    private Map<String, Object> each(Arguments arguments, BiFunction<MinionId, MinionData, Object> part) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (MinionId id : targeted(arguments)) {
            context.cache().data(id).ifPresent(data -> shown.put(id.value(), part.apply(id, data)));
        }
        return shown;
    }

    private Map<String, Object> mine(Arguments arguments) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (MinionId id : targeted(arguments)) {
            Map<String, Object> mine = context.cache().mine(id);
            if (!mine.isEmpty()) {
                shown.put(id.value(), mine);
            }
        }
        return shown;
    }

    private boolean clear(Arguments arguments, BiFunction<MinionId, MinionData, MinionData> left) {
        if (arguments.value("tgt") == null) {
            return false;
        }
        for (MinionId id : targeted(arguments)) {
            context.cache().data(id).ifPresent(data -> {
                MinionData kept = left.apply(id, data);
                context.cache().store(id, kept.grains(), kept.pillar());
            });
        }
        return true;
    }

    private boolean clearMine(Arguments arguments, Object function) {
        if (arguments.value("tgt") == null) {
            return false;
        }
        for (MinionId id : targeted(arguments)) {
            Map<String, Object> left = function == null
                    ? new LinkedHashMap<>()
                    : new LinkedHashMap<>(context.cache().mine(id));
            if (function != null) {
                left.remove(String.valueOf(function));
            }
            context.cache().storeMine(id, left);
        }
        return true;
    }

    private boolean clearAll(Arguments arguments) {
        if (arguments.value("tgt") == null) {
            return false;
        }
        for (MinionId id : targeted(arguments)) {
            context.cache().clearData(id);
            context.cache().storeMine(id, Map.of());
        }
        return true;
    }
}
