package io.brine.cli;

import io.brine.api.ApiServer;
import io.brine.api.Mount;
import io.brine.config.MasterConfig;
import io.brine.events.EventFilter;
import io.brine.master.MasterDaemon;
import io.brine.transport.Roads;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP door inside a master's process. A class of its own, so that a master without a door loads nothing of it. */
final class MasterDoor {
    private static final Logger LOG = LoggerFactory.getLogger(MasterDoor.class);

    private MasterDoor() {}

    /** Opens it. A master whose minions wait does not stay away because a port is taken: that is logged. */
    static AutoCloseable open(MasterDaemon master, MasterConfig config, Roads roads) {
        ApiServer.Parts parts = new ApiServer.Parts(
                config, roads, () -> master.bus().subscribe(EventFilter.ALL), master.bus(), Clock.systemUTC());
        try {
            ApiServer server = new ApiServer(parts, List.<Mount>of());
            server.start();
            LOG.info("salt-api answers on port {}", server.port());
            return server;
        } catch (IllegalStateException refused) {
            LOG.error("The HTTP door stays closed: {}", refused.getMessage());
            return () -> {};
        }
    }
}
