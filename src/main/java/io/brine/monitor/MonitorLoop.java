package io.brine.monitor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The monitor's own thread: duties that come round, and how late it is for them, since a machine that is late is ill. */
final class MonitorLoop implements MetricSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MonitorLoop.class);
    private static final long TICK_MILLIS = 1000;
    private static final double NANOS = 1e9;

    private final List<Duty> duties = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "Monitor");
    private volatile double lagSeconds;
    private volatile long tickedNanos = System.nanoTime();

    private record Duty(String name, int everyTicks, Runnable work) {}

    MonitorLoop() {
        thread.setDaemon(true);
    }

    /** Also while it runs. */
    MonitorLoop every(int seconds, String name, Runnable work) {
        duties.add(new Duty(name, seconds, work));
        return this;
    }

    void start() {
        thread.start();
    }

    private void run() {
        long round = 0;
        long due = System.nanoTime();
        try {
            while (!closing.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                due += TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
                long now = System.nanoTime();
                lagSeconds = Math.max(0, (now - due) / NANOS);
                due = now;
                tickedNanos = now;
                round++;
                tick(round);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick(long round) {
        for (Duty duty : duties) {
            if (round % duty.everyTicks() == 0) {
                safely(duty);
            }
        }
    }

    /** One failing duty must not end the others. */
    private static void safely(Duty duty) {
        try {
            duty.work().run();
        } catch (RuntimeException failed) {
            LOG.error("monitor: {} failed: {}", duty.name(), failed.toString(), failed);
        }
    }

    /** How late the last round was. */
    double lagSeconds() {
        return lagSeconds;
    }

    /** Seconds since the last round; grows when the thread hangs. */
    double sinceRoundSeconds() {
        return (System.nanoTime() - tickedNanos) / NANOS;
    }

    @Override
    public void collect(Families families) {
        families.gauge("salt_monitor_loop_lag_seconds", "How late the monitor's own loop was in its last round.")
                .add(lagSeconds);
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(2000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
