package io.brine.minion;

import io.brine.config.MinionConfig;
import io.brine.transport.Roads;
import io.brine.transport.SocketEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code zmq_monitor}: socket events in the log, as Salt writes them. Source: 3006.0 salt/transport/zeromq.py ZeroMQSocketMonitor */
final class SocketMonitor {
    private static final Logger log = LoggerFactory.getLogger(SocketMonitor.class);

    private SocketMonitor() {}

    static void install(MinionConfig config, Roads roads) {
        if (Boolean.TRUE.equals(config.raw().get("zmq_monitor"))) {
            roads.listen(SocketMonitor::write);
        }
    }

    private static void write(SocketEvent event) {
        log.debug(
                "ZeroMQ event: {'event': {}, 'endpoint': b'{}', 'description': 'EVENT_{}'}",
                event.kind().number(),
                event.endpoint(),
                event.kind().name());
    }
}
