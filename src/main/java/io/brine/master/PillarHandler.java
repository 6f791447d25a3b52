package io.brine.master;

import io.brine.channel.Caller;
import io.brine.channel.Reply;
import io.brine.config.JobsConfig;
import io.brine.events.EventSink;
import io.brine.wire.MinionId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code _pillar}: {id, grains, saltenv, pillarenv, pillar_override, ...} compiles the minion's private data; only that minion
 * can open the answer. What came is remembered for targeting (PROTOCOL 8.1). Source: 3006.0 master.py AESFuncs._pillar.
 */
final class PillarHandler implements RequestHandler {
    private final Pillars pillars;
    private final MinionDataCache cache;
    private final JobsConfig config;
    private final EventSink events;
    private final MasterListener listener;

    /** Compiles pillars. */
    @FunctionalInterface
    interface Pillars {
        /** @param load the request, whose grains name the right minion */
        Map<?, ?> compile(MinionId id, Map<String, Object> load);
    }

    PillarHandler(
            Pillars pillars, MinionDataCache cache, JobsConfig config, EventSink events, MasterListener listener) {
        this.pillars = pillars;
        this.cache = cache;
        this.config = config;
        this.events = events;
        this.listener = listener;
    }

    @Override
    public Reply handle(Caller caller, Map<String, Object> load) {
        if (!load.containsKey("id")) {
            return new Reply.Encrypted(false);
        }
        Optional<MinionId> id = MinionId.of(load.get("id"));
        if (id.isEmpty()) {
            return new Reply.Encrypted(Map.of());
        }
        if (!(load.get("grains") instanceof Map)) {
            return new Reply.Private(Map.of(), id.get());
        }
        Map<String, Object> grains = new LinkedHashMap<>(Loads.map(load, "grains"));
        grains.put("id", id.get().value());
        load.put("grains", grains);
        long began = System.nanoTime();
        Map<?, ?> pillar = pillars.compile(id.get(), load);
        listener.onPillarCompiled(id.get(), Duration.ofNanos(System.nanoTime() - began));
        remember(caller, id.get(), grains, pillar);
        return new Reply.Private(pillar, id.get());
    }

    /** Only what the minion itself has said: before version 3 anybody who is accepted could ask in another's name. */
    private void remember(Caller caller, MinionId id, Map<String, Object> grains, Map<?, ?> pillar) {
        boolean proven = caller.minion().map(id::equals).orElse(caller.version() < 3);
        if (proven && grains.get("saltversion") instanceof String version) {
            listener.onMinionVersion(id, version);
        }
        if (proven && config.minionDataCache()) {
            cache.store(id, grains, pillar);
            if (config.minionDataCacheEvents()) {
                events.fire("minion/refresh/" + id, Map.of("Minion data cache refresh", id.value()));
            }
        }
    }
}
