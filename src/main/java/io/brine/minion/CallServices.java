package io.brine.minion;

import io.brine.events.EventSink;
import io.brine.events.EventsException;
import io.brine.functions.MinionServices;
import io.brine.functions.PillarQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a function finds when it runs without the daemon around it: requests for the daemon go to its event socket, if it runs. */
final class CallServices implements MinionServices {
    private final ProcFiles proc;
    private final EventSink daemon;
    private final Function<PillarQuery, Map<String, Object>> pillar;

    CallServices(ProcFiles proc, EventSink daemon, Function<PillarQuery, Map<String, Object>> pillar) {
        this.proc = proc;
        this.daemon = daemon;
        this.pillar = pillar;
    }

    @Override
    public List<Map<String, Object>> runningJobs() {
        return proc.entries();
    }

    @Override
    public Optional<Map<String, Object>> runningJob(String jid) {
        return proc.entries().stream()
                .filter(entry -> jid.equals(entry.get("jid")))
                .findFirst();
    }

    /** The jobs of a daemon are threads: from outside they cannot be signalled. */
    @Override
    public boolean signalJob(String jid, int signal) {
        return false;
    }

    @Override
    public void fireLocal(String tag, Map<String, Object> data) {
        tell(tag, data);
    }

    @Override
    public boolean refreshPillar() {
        return tell("pillar_refresh", Map.of());
    }

    @Override
    public Map<String, Object> compilePillar(PillarQuery query) {
        return pillar.apply(query);
    }

    @Override
    public void refreshGrains() {
        tell("grains_refresh", Map.of());
    }

    @Override
    public void refreshModules() {
        tell("module_refresh", Map.of());
    }

    /** False if no daemon listens. */
    private boolean tell(String tag, Map<String, Object> data) {
        try {
            daemon.fire(tag, data);
            return true;
        } catch (EventsException nobodyThere) {
            return false;
        }
    }
}
