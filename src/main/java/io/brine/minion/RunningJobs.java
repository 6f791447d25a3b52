package io.brine.minion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs that run now, by jid. */
final class RunningJobs {
    private final Map<String, RunningJob> byJid = new ConcurrentHashMap<>();

    void add(RunningJob job) {
        byJid.put(job.jid(), job);
    }

    void remove(String jid) {
        byJid.remove(jid);
    }

    int count() {
        return byJid.size();
    }

    Optional<RunningJob> find(String jid) {
        return Optional.ofNullable(byJid.get(jid));
    }

    List<Map<String, Object>> entries() {
        List<Map<String, Object>> entries = new ArrayList<>();
        byJid.values().forEach(job -> entries.add(job.entry()));
        return entries;
    }

    void signalAll(int number) {
        byJid.values().forEach(job -> job.signal(number));
    }
}
