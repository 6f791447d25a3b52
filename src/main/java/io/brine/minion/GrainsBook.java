package io.brine.minion;

import io.brine.config.MinionConfig;
import io.brine.grains.GrainsCollector;
import io.brine.grains.GrainsSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The grains of this host as last collected. Only {@code master} differs between the masters of one minion. */
final class GrainsBook implements AutoCloseable {
    private static final Duration IDLE_THREAD = Duration.ofSeconds(2);

    private final ThreadPoolExecutor threads;
    private final GrainsCollector collector;
    private volatile Map<String, Object> collected = Map.of();

    GrainsBook(MinionConfig config) {
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_THREAD.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "grains-" + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
        this.collector = GrainsCollector.ofThisMachine(GrainsSettings.from(config.raw()), threads);
    }

    void collect() {
        collected = collector.collect();
    }

    /** Past the cache of grains. */
    void refresh() {
        collected = collector.refresh();
    }

    /** @param master as the {@code master} grain names it */
    Map<String, Object> forMaster(String master) {
        Map<String, Object> grains = new LinkedHashMap<>(collected);
        grains.put("master", master);
        return grains;
    }

    /** Without a master of their own: as the configuration names it. */
    Map<String, Object> grains() {
        return collected;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
