package io.brine.minion;

import io.brine.config.MinionConfig;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the minion does by the clock: {@code mine_interval}, {@code ping_interval}, {@code grains_refresh_every}. */
final class Housekeeping implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    /** The chores themselves. */
    interface Chores {
        void updateMine();

        void pingMaster();

        void refreshGrains();
    }

    private final ScheduledThreadPoolExecutor clock;
    private final MinionConfig config;
    private final Chores chores;

    Housekeeping(MinionConfig config, Chores chores) {
        this.config = config;
        this.chores = chores;
        this.clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "Housekeeping");
            thread.setDaemon(true);
            return thread;
        });
        clock.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    /** The mine is filled at once, and then again each interval. */
    void start() {
        if (config.mine().enabled() && config.mine().intervalMinutes() > 0) {
            every("mine update", 0, minutes(config.mine().intervalMinutes()), chores::updateMine);
        }
        if (config.masters().pingIntervalMinutes() > 0) {
            long pause = minutes(config.masters().pingIntervalMinutes());
            every("ping of the master", pause, pause, chores::pingMaster);
        }
        if (config.grains().refreshEveryMinutes() > 0) {
            long pause = minutes(config.grains().refreshEveryMinutes());
            every("refresh of grains", pause, pause, chores::refreshGrains);
        }
    }

    private static long minutes(double minutes) {
        return Math.max(1, (long) (minutes * Duration.ofMinutes(1).toMillis()));
    }

    private void every(String name, long firstMillis, long pauseMillis, Runnable chore) {
        Runnable guarded = () -> {
            try {
                chore.run();
            } catch (RuntimeException failed) {
                log.warn("The {} failed: {}", name, failed.getMessage());
            }
        };
        clock.scheduleWithFixedDelay(guarded, firstMillis, pauseMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
