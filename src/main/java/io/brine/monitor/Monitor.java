package io.brine.monitor;

import io.brine.config.MasterConfig;
import io.brine.master.ConnectionBook;
import io.brine.master.MasterDaemon;
import io.brine.master.MasterViews;
import java.time.Clock;

/** What watches a master: the list of its parts. */
public final class Monitor implements AutoCloseable {
    private final MasterViews views;
    private final Metrics metrics;
    private final Health health;

    private Monitor(MasterConfig config, MasterDaemon daemon, Clock clock) {
        this.views = daemon.views();
        this.metrics = new Metrics();
        this.health = new Health(views, clock);
    }

    /** Listens from now on; nothing runs before {@link #start}. The daemon may be started before or after. */
    public static Monitor over(MasterConfig config, MasterDaemon daemon, Clock clock) {
        return new Monitor(config, daemon, clock);
    }

    /** Starts what looks at things by itself. */
    public Monitor start() {
        return this;
    }

    /** The daemon as it can be seen. */
    public MasterViews views() {
        return views;
    }

    /** Who is connected. */
    public ConnectionBook connections() {
        return views.connections();
    }

    /** What {@code /metrics} answers; others may register there. */
    public Metrics metrics() {
        return metrics;
    }

    /** What {@code /healthz} and {@code /readyz} answer. */
    public Health health() {
        return health;
    }

    @Override
    public void close() {
        // nothing runs yet
    }
}
