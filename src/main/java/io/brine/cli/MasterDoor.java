package io.brine.cli;

import io.brine.api.ApiServer;
import io.brine.api.MonitorMounts;
import io.brine.api.Mount;
import io.brine.api.mon.DashboardMounts;
import io.brine.config.MasterConfig;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.master.MasterDaemon;
import io.brine.monitor.Monitor;
import io.brine.monitor.board.Board;
import io.brine.transport.Roads;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP door inside a master's process. A class of its own, so that a master without a door loads nothing of it. */
final class MasterDoor {
    private static final Logger LOG = LoggerFactory.getLogger(MasterDoor.class);

    private MasterDoor() {}

    /** @param monitor for {@code /metrics}, {@code /healthz}, {@code /readyz} @param board shown at {@code /mon/} */
    record Watched(Monitor monitor, Board board) {}

    /**
     * Opens it. A master whose minions wait does not stay away because a port is taken: that is logged.
     *
     * @param watched empty with {@code mon: {enabled: False}}
     */
    static AutoCloseable open(MasterDaemon master, MasterConfig config, Roads roads, Optional<Watched> watched) {
        Clock clock = Clock.systemUTC();
        Supplier<EventSource> bus = () -> master.bus().subscribe(EventFilter.ALL);
        Optional<DashboardMounts> dashboard = watched.map(shown -> DashboardMounts.over(shown.board(), bus, clock));
        List<Mount> more = new ArrayList<>();
        dashboard.map(DashboardMounts::mounts).ifPresent(more::addAll);
        watched.map(shown -> MonitorMounts.of(shown.monitor())).ifPresent(more::addAll);
        try {
            ApiServer server = new ApiServer(new ApiServer.Parts(config, roads, bus, master.bus(), clock), more);
            server.start();
            LOG.info("salt-api answers on port {}", server.port());
            return () -> {
                dashboard.ifPresent(DashboardMounts::close);
                server.close();
            };
        } catch (IllegalStateException refused) {
            LOG.error("The HTTP door stays closed: {}", refused.getMessage());
            return () -> {};
        }
    }
}
