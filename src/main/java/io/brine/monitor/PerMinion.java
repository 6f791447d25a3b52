package io.brine.monitor;

import io.brine.config.MonitorConfig;
import io.brine.master.MasterListener;
import io.brine.wire.MinionId;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Series that carry a minion's id, with the names of salt-exporter: only with {@code mon:metrics:per_minion}, as a fleet has
 * too many of them. Only accepted minions have any, and the master, whose returns are those of runners. Source: salt-exporter
 * 0.13.0, internal/metrics.
 */
final class PerMinion implements MasterListener, MetricSource {
    private static final double MILLIS = 1000;
    private static final String BEACON = "salt/beacon/";
    private static final String JOB = "salt/job/";
    private static final String MASTER = "master";

    private final MonitorConfig.Metrics config;
    private final Supplier<Set<String>> accepted;
    private final Clock clock;
    private final Map<String, Minion> minions = new ConcurrentHashMap<>();
    private final Minion master = new Minion(0);

    private static final class Minion {
        private final LongAdder ok = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final Map<FunctionLabel, Boolean> states = new ConcurrentHashMap<>(1);
        private volatile long lastHeardMillis;
        private volatile long lastBeaconMillis;

        /** @param sinceMillis stands for the last beacon until one comes, so that a minion that never sends any is noticed */
        Minion(long sinceMillis) {
            this.lastBeaconMillis = sinceMillis;
        }
    }

    PerMinion(MonitorConfig.Metrics config, Supplier<Set<String>> accepted, Clock clock) {
        this.config = config;
        this.accepted = accepted;
        this.clock = clock;
    }

    boolean isOn() {
        return config.perMinion();
    }

    void onReturn(MinionId id, FunctionLabel label, boolean success) {
        if (!isOn()) {
            return;
        }
        Minion minion = minion(id.value());
        count(minion, success);
        if (config.healthFunctions().contains(label.function())
                && config.healthStates().contains(label.state())) {
            minion.states.put(label, success);
        }
    }

    /** A runner began, or has returned: a sign of life of the master. */
    void onRunner() {
        master.lastHeardMillis = clock.millis();
    }

    void onRunnerReturn(boolean success) {
        count(master, success);
    }

    private void count(Minion minion, boolean success) {
        (success ? minion.ok : minion.failed).increment();
        minion.lastHeardMillis = clock.millis();
    }

    /** Beacons, {@code salt/beacon/<id>/...}, of which {@code status} is the heartbeat, and progress, {@code salt/job/...}. */
    @Override
    public void onMinionEvent(MinionId id, String tag) {
        boolean isBeacon = tag.startsWith(BEACON);
        if (!isOn() || !isBeacon && !tag.startsWith(JOB)) {
            return;
        }
        Minion minion = minion(id.value());
        minion.lastHeardMillis = clock.millis();
        if (isBeacon && tag.startsWith("/status", BEACON.length() + id.value().length())) {
            minion.lastBeaconMillis = clock.millis();
        }
    }

    private Minion minion(String id) {
        Minion known = minions.get(id);
        return known == null ? minions.computeIfAbsent(id, first -> new Minion(clock.millis())) : known;
    }

    @Override
    public void collect(Families families) {
        Set<String> ids = accepted.get();
        families.gauge("salt_health_minions_total", "Minions whose key is accepted.")
                .add(ids.size());
        if (!isOn()) {
            return;
        }
        minions.keySet().retainAll(ids);
        ids.forEach(this::minion);
        Families.Family responses = families.counter("salt_responses_total", "Returns, by minion and success.");
        Families.Family last = families.gauge(
                "salt_responses_last_received_response",
                "When a minion was last heard in a return, a beacon or a job's progress, unix time in seconds.");
        Families.Family beacon = families.gauge(
                "salt_health_last_heartbeat",
                "When a minion's status beacon came last, or else since when it is watched, unix time in seconds.");
        Families.Family status =
                families.gauge("salt_function_status", "Whether the last run of a function succeeded, 1 or 0.");
        minions.forEach((id, minion) -> {
            collect(id, minion, responses, last);
            beacon.add(minion.lastBeaconMillis / MILLIS, "minion", id);
            minion.states.forEach((label, success) -> status.add(success ? 1 : 0, label.with("minion", id)));
        });
        if (!minions.containsKey(MASTER)) {
            collect(MASTER, master, responses, last);
        }
    }

    /** Of those from whom something has come. */
    private static void collect(String id, Minion minion, Families.Family responses, Families.Family last) {
        if (minion.ok.sum() + minion.failed.sum() > 0) {
            responses.add(minion.ok.sum(), "minion", id, "success", "true");
            responses.add(minion.failed.sum(), "minion", id, "success", "false");
        }
        if (minion.lastHeardMillis > 0) {
            last.add(minion.lastHeardMillis / MILLIS, "minion", id);
        }
    }
}
