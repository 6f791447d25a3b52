package io.brine.minion;

import io.brine.events.EventSink;
import io.brine.functions.MinionServices;
import io.brine.functions.PillarQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What functions ask of the daemon they run in. */
final class DaemonServices implements MinionServices {
    private final RunningJobs running;
    private final EventSink bus;
    private final Refreshes refreshes;
    private final Function<PillarQuery, Map<String, Object>> pillar;

    /** @param pillar compiles at the master whose job asks */
    DaemonServices(
            RunningJobs running,
            EventSink bus,
            Refreshes refreshes,
            Function<PillarQuery, Map<String, Object>> pillar) {
        this.running = running;
        this.bus = bus;
        this.refreshes = refreshes;
        this.pillar = pillar;
    }

    @Override
    public List<Map<String, Object>> runningJobs() {
        return running.entries();
    }

    @Override
    public Optional<Map<String, Object>> runningJob(String jid) {
        return running.find(jid).map(RunningJob::entry);
    }

    @Override
    public boolean signalJob(String jid, int signal) {
        Optional<RunningJob> job = running.find(jid);
        job.ifPresent(found -> found.signal(signal));
        return job.isPresent();
    }

    @Override
    public void fireLocal(String tag, Map<String, Object> data) {
        bus.fire(tag, data);
    }

    @Override
    public boolean refreshPillar() {
        return refreshes.refreshPillar();
    }

    @Override
    public Map<String, Object> compilePillar(PillarQuery query) {
        return pillar.apply(query);
    }

    @Override
    public void refreshGrains() {
        refreshes.refreshGrains();
    }

    @Override
    public void refreshModules() {
        refreshes.refreshModules();
    }
}
