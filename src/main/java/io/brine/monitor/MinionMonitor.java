package io.brine.monitor;

import io.brine.config.MinionMetricsConfig;
import io.brine.minion.MinionCounters;
import io.brine.minion.MinionViews;
import io.brine.monitor.MetricsDoor.Page;
import java.util.Map;
import java.util.Optional;

/** What watches a minion: its counters, its queue of returns, whether it has a master; off unless a port is configured. */
public final class MinionMonitor implements MetricSource {
    private final MinionViews views;
    private final MinionCounters counters;
    private final Metrics metrics = new Metrics();

    /** @param counters listens to the daemon */
    public MinionMonitor(MinionViews views, MinionCounters counters) {
        this.views = views;
        this.counters = counters;
        metrics.add(this)
                .add(new BusSeries(views.bus(), () -> Optional.of(views.feed())))
                .add(new JvmSeries());
    }

    /** @throws java.io.UncheckedIOException naming the port that cannot be had */
    public MetricsDoor open(MinionMetricsConfig config) {
        return MetricsDoor.open(
                config.address(),
                config.port(),
                Map.of(
                        "/metrics",
                        () -> new Page(200, Metrics.CONTENT_TYPE, metrics.text()),
                        "/healthz",
                        () -> Page.text(200, "ok\n"),
                        "/readyz",
                        this::ready));
    }

    private Page ready() {
        return views.connected().getAsInt() > 0 ? Page.text(200, "ok\n") : Page.text(503, "connected to no master\n");
    }

    public Metrics metrics() {
        return metrics;
    }

    @Override
    public void collect(Families families) {
        families.gauge("salt_minion_masters_connected", "Masters the minion is connected to.")
                .add(views.connected().getAsInt());
        families.gauge("salt_minion_jobs_running", "Jobs at work.")
                .add(views.running().getAsInt());
        families.gauge("salt_minion_returns_waiting", "Returns that no master has acknowledged yet.")
                .add(views.returnsWaiting().getAsInt());
        Families.Family happened = families.counter("salt_minion_happened_total", "How often each thing happened.");
        counters.snapshot().forEach((name, count) -> happened.add(count, "what", name));
    }
}
