package io.brine.minion;

import io.brine.config.ConfigException;
import io.brine.config.MasterAddress;
import io.brine.config.MastersConfig;
import io.brine.config.MinionConfig;
import io.brine.events.EventClient;
import io.brine.events.EventSink;
import io.brine.events.EventSockets;
import io.brine.functions.FunctionRegistry;
import io.brine.functions.PillarQuery;
import io.brine.transport.Roads;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The surroundings of one {@code salt-call}: signed in at the first master that will have us, or without any. */
record CallSurroundings(MinionContext.Surroundings around, Optional<CallMaster> master) implements AutoCloseable {
    private static final int EXIT_FAILED = 1;

    /** @throws SaltCallException if no master will have us */
    static CallSurroundings of(
            MinionConfig config, Supplier<Roads> roads, GrainsBook grains, FunctionRegistry functions, ProcFiles proc) {
        boolean isLocal = config.fileClientLocal() || config.masters().type() == MastersConfig.Type.DISABLE;
        return isLocal ? local(config, grains, functions, proc) : remote(config, roads, grains, functions, proc);
    }

    private static CallSurroundings local(
            MinionConfig config, GrainsBook grains, FunctionRegistry functions, ProcFiles proc) {
        Knowledge knowledge = new Knowledge();
        knowledge.grains(grains.grains());
        LocalPillar pillar = new LocalPillar(config, knowledge::grains);
        knowledge.pillar(pillar.apply(PillarQuery.OWN));
        MinionContext.Surroundings around = new MinionContext.Surroundings(
                config.id().value(),
                config.raw(),
                knowledge,
                functions,
                FileClients.of(config, NoMaster.INSTANCE),
                NoMaster.INSTANCE,
                new CallServices(proc, daemon(config), pillar));
        return new CallSurroundings(around, Optional.empty());
    }

    private static CallSurroundings remote(
            MinionConfig config, Supplier<Roads> roads, GrainsBook grains, FunctionRegistry functions, ProcFiles proc) {
        CallMaster master = CallMaster.find(config, masters(config, grains, functions, proc), roads.get(), grains);
        Knowledge knowledge = new Knowledge();
        knowledge.grains(grains.forMaster(master.host()));
        RemotePillar pillar = new RemotePillar(config, master.requests()::pillar, knowledge::grains);
        knowledge.pillar(master.pillar(pillar));
        Map<String, Object> options = new LinkedHashMap<>(config.raw());
        options.put("master", master.host());
        MinionContext.Surroundings around = new MinionContext.Surroundings(
                config.id().value(),
                options,
                knowledge,
                functions,
                FileClients.of(config, master.requests()),
                master.requests(),
                new CallServices(proc, daemon(config), pillar));
        return new CallSurroundings(around, Optional.of(master));
    }

    private static List<MasterAddress> masters(
            MinionConfig config, GrainsBook grains, FunctionRegistry functions, ProcFiles proc) {
        if (config.masters().type() != MastersConfig.Type.FUNC) {
            return config.masters().addresses();
        }
        CallServices services = new CallServices(proc, daemon(config), query -> Map.of());
        try {
            return new MasterFunction(config, grains, functions, services).masters();
        } catch (ConfigException failed) {
            throw new SaltCallException(EXIT_FAILED, failed.getMessage());
        }
    }

    private static EventSink daemon(MinionConfig config) {
        String hash = Identity.hashType(config).hex(config.id().value()).substring(0, 10);
        return EventClient.sink(EventSockets.minion(config.paths().sockDir(), hash));
    }

    /** Best effort, as Salt's: a return that does not arrive is no failure of the call. @param ret without cmd, with the jid of this call */
    void returnToMaster(Map<String, Object> ret) {
        master.ifPresent(found -> found.send(ret));
    }

    @Override
    public void close() {
        master.ifPresent(CallMaster::close);
    }
}
