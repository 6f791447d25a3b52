package io.brine.minion;

import io.brine.config.MinionConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the minion does by the clock: {@code mine_interval}, {@code ping_interval}, {@code grains_refresh_every}. */
final class Housekeeping implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private final ScheduledThreadPoolExecutor clock;
    private final MinionConfig config;
    private final Connections connections;

    Housekeeping(MinionConfig config, Connections connections) {
        this.config = config;
        this.connections = connections;
        this.clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "Housekeeping");
            thread.setDaemon(true);
            return thread;
        });
        clock.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    /** The mine is also filled whenever a connection becomes ready; that is not of our doing. */
    void start() {
        if (config.mine().enabled() && config.mine().intervalMinutes() > 0) {
            every("mine update", minutes(config.mine().intervalMinutes()), this::updateMine);
        }
        if (config.masters().pingIntervalMinutes() > 0) {
            long pause = minutes(config.masters().pingIntervalMinutes());
            every("ping of the master", pause, this::pingMasters);
        }
        if (config.grains().refreshEveryMinutes() > 0) {
            long pause = minutes(config.grains().refreshEveryMinutes());
            every("refresh of grains", pause, this::refreshGrains);
        }
    }

    private void updateMine() {
        connections.connected().forEach(connection -> connection.call("mine.update", List.of()));
    }

    /** Source: 3006.0 salt/minion.py Minion.tune_in ping_master */
    private void pingMasters() {
        connections.connected().forEach(MasterConnection::ping);
    }

    private void refreshGrains() {
        connections.refreshGrains();
        connections.refreshPillar();
    }

    private static long minutes(double minutes) {
        return Math.max(1, (long) (minutes * Duration.ofMinutes(1).toMillis()));
    }

    private void every(String name, long pauseMillis, Runnable chore) {
        Runnable guarded = () -> {
            try {
                chore.run();
            } catch (RuntimeException failed) {
                log.warn("The {} failed: {}", name, failed.getMessage());
            }
        };
        clock.scheduleWithFixedDelay(guarded, pauseMillis, pauseMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
