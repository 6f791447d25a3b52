package io.brine.functions;

import io.brine.wire.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A minion with the jobs it is given, that remembers what was fired, signalled and refreshed. */
public final class TestMinionServices implements MinionServices {
    private final List<Map<String, Object>> jobs = new ArrayList<>();
    private final List<Event> fired = new ArrayList<>();
    private Map<String, Object> masterPillar = Map.of();
    private final List<String> asked = new ArrayList<>();

    public void addJob(Map<String, Object> procEntry) {
        jobs.add(procEntry);
    }

    public List<Event> fired() {
        return fired;
    }

    /** What it was asked to do, in order: {@code refreshPillar}, {@code signal 15 <jid>}, ... */
    public List<String> asked() {
        return asked;
    }

    @Override
    public List<Map<String, Object>> runningJobs() {
        return jobs;
    }

    @Override
    public Optional<Map<String, Object>> runningJob(String jid) {
        return jobs.stream().filter(job -> jid.equals(job.get("jid"))).findFirst();
    }

    @Override
    public boolean signalJob(String jid, int signal) {
        asked.add("signal " + signal + " " + jid);
        return runningJob(jid).isPresent();
    }

    @Override
    public void fireLocal(String tag, Map<String, Object> data) {
        fired.add(new Event(tag, data));
    }

    @Override
    public boolean refreshPillar() {
        return asked.add("refreshPillar");
    }

    /** What the master would compile; an override stands over it. */
    public void masterPillar(Map<String, Object> pillar) {
        masterPillar = pillar;
    }

    @Override
    public Map<String, Object> compilePillar(PillarQuery query) {
        asked.add("compilePillar " + query.pillarenv());
        Map<String, Object> compiled = new LinkedHashMap<>(masterPillar);
        compiled.putAll(query.override());
        return compiled;
    }

    @Override
    public void refreshGrains() {
        asked.add("refreshGrains");
    }

    @Override
    public void refreshModules() {
        asked.add("refreshModules");
    }
}
