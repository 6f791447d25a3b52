package io.brine.minion;

import io.brine.events.EventSink;
import io.brine.functions.MasterLink;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The masters we have to do with now. */
final class Connections implements Refreshes {
    private static final Logger log = LoggerFactory.getLogger(Connections.class);

    private final GrainsBook grains;
    private final EventSink bus;
    private final List<MasterConnection> all = new CopyOnWriteArrayList<>();

    Connections(GrainsBook grains, EventSink bus) {
        this.grains = grains;
        this.bus = bus;
    }

    void add(MasterConnection connection) {
        all.add(connection);
    }

    void remove(MasterConnection connection) {
        all.remove(connection);
    }

    List<MasterConnection> connected() {
        return all.stream().filter(MasterConnection::isConnected).toList();
    }

    List<MasterLink> links() {
        return connected().stream().map(MasterConnection::link).toList();
    }

    @Override
    public boolean refreshPillar() {
        log.debug("Refreshing pillar.");
        boolean isComplete =
                connected().stream().map(MasterConnection::refreshPillar).reduce(true, Boolean::logicalAnd);
        bus.fire("/salt/minion/minion_pillar_refresh_complete", Map.of("complete", true));
        return isComplete;
    }

    @Override
    public void refreshGrains() {
        grains.refresh();
        all.forEach(MasterConnection::takeGrains);
    }

    @Override
    public void refreshModules() {
        bus.fire("/salt/minion/minion_mod_refresh_complete", Map.of("complete", true));
    }
}
