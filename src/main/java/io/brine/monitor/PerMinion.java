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
 * too many of them. Only accepted minions have any. How many send beacons is counted in any case.
 */
final class PerMinion implements MasterListener, MetricSource {
    private static final double MILLIS = 1000;
    private static final String BEACON = "salt/beacon/";

    private final MonitorConfig.Metrics config;
    private final Supplier<Set<String>> accepted;
    private final Clock clock;
    private final Map<String, Minion> minions = new ConcurrentHashMap<>();

    private static final class Minion {
        private final LongAdder ok = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final Map<FunctionLabel, Boolean> states = new ConcurrentHashMap<>(1);
        private volatile long lastReturnMillis;
        private volatile long lastBeaconMillis;
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
        Minion minion = minion(id);
        (success ? minion.ok : minion.failed).increment();
        minion.lastReturnMillis = clock.millis();
        if (config.healthFunctions().contains(label.function())
                && config.healthStates().contains(label.state())) {
            minion.states.put(label, success);
        }
    }

    /** The beacon {@code status}: {@code salt/beacon/<id>/status/...}. */
    @Override
    public void onMinionEvent(MinionId id, String tag) {
        if (tag.startsWith(BEACON)
                && tag.startsWith("/status", BEACON.length() + id.value().length())) {
            minion(id).lastBeaconMillis = clock.millis();
        }
    }

    private Minion minion(MinionId id) {
        Minion known = minions.get(id.value());
        return known == null ? minions.computeIfAbsent(id.value(), first -> new Minion()) : known;
    }

    @Override
    public void collect(Families families) {
        minions.keySet().retainAll(accepted.get());
        families.gauge("salt_health_minions_total", "Minions whose status beacon was heard.")
                .add(minions.values().stream()
                        .filter(minion -> minion.lastBeaconMillis > 0)
                        .count());
        if (!isOn()) {
            return;
        }
        Families.Family responses = families.counter("salt_responses_total", "Returns, by minion and success.");
        Families.Family last = families.gauge(
                "salt_responses_last_received_response", "When a minion returned last, unix time in seconds.");
        Families.Family beacon = families.gauge(
                "salt_health_last_heartbeat", "When a minion's status beacon came last, unix time in seconds.");
        Families.Family status =
                families.gauge("salt_function_status", "Whether the last run of a function succeeded, 1 or 0.");
        minions.forEach((id, minion) -> {
            responses.add(minion.ok.sum(), "minion", id, "success", "true");
            responses.add(minion.failed.sum(), "minion", id, "success", "false");
            if (minion.lastReturnMillis > 0) {
                last.add(minion.lastReturnMillis / MILLIS, "minion", id);
            }
            if (minion.lastBeaconMillis > 0) {
                beacon.add(minion.lastBeaconMillis / MILLIS, "minion", id);
            }
            minion.states.forEach((label, success) -> status.add(success ? 1 : 0, label.with("minion", id)));
        });
    }
}
