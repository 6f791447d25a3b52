package io.brine.monitor;

import io.brine.config.MasterConfig;
import io.brine.master.MasterDaemon;
import io.brine.monitor.health.HealthAnswers;
import io.brine.monitor.health.HealthWatch;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The health watch, its series and its answers to people, put together. */
public final class HealthParts {
    private HealthParts() {}

    /** As {@link #over(MasterConfig, MasterDaemon, Metrics)}, and what the canary and the logs see reaches the watch. */
    public static Optional<HealthWatch> over(MasterConfig config, MasterDaemon daemon, Monitor monitor) {
        Optional<HealthWatch> made = over(config, daemon, monitor.metrics());
        made.ifPresent(watch -> {
            Canary canary = monitor.canary();
            canary.listen(result -> watch.onPull(result.minion(), result.trouble()));
            if (canary.isOn()) {
                watch.pullBy(canary::ask);
            }
            monitor.logs().ifPresent(logs -> logs.listen(watch::onLog));
        });
        return made;
    }

    /**
     * Listens from now on; begins with {@link HealthWatch#start}, after the daemon was started.
     *
     * @return empty where the configuration has no {@code mon:} block
     * @throws io.brine.config.ConfigException naming the option that cannot be used
     */
    public static Optional<HealthWatch> over(MasterConfig config, MasterDaemon daemon, Metrics metrics) {
        if (!config.monitor().health().mon()) {
            return Optional.empty();
        }
        AtomicReference<HealthWatch> made = new AtomicReference<>();
        HealthMeters meters = new HealthMeters(() -> made.get().book());
        HealthWatch watch = HealthWatch.over(config, daemon, meters);
        made.set(watch);
        metrics.add(meters);
        new HealthAnswers(watch).into(daemon.views().answers());
        return Optional.of(watch);
    }
}
