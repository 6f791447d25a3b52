package io.brine.minion;

import io.brine.config.MasterAddress;
import io.brine.config.MinionConfig;
import io.brine.config.ReconnectConfig;
import io.brine.transport.Roads.KeepAlive;
import io.brine.transport.Roads.RoadOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Where one master's sockets are, and with which settings a minion connects to them (PROTOCOL 1.2). */
record MasterEndpoints(MasterAddress address, MinionConfig config) {
    private static final Set<Integer> STANDARD_PORTS = Set.of(0, 4505, 4506);
    private static final Duration LONGEST_REQUEST_PAUSE = Duration.ofSeconds(5);

    String requests() {
        return "tcp://" + localSide().before(config.masters().source().retPort()) + address;
    }

    /** Beside a connection that may have {@code source_ret_port} already, and so from any port. */
    String sideRequests() {
        return "tcp://" + localSide().before(0) + address;
    }

    /** @param told the publish port of the master's answer; a {@code publish_port} of our own goes first, if it is not a standard one */
    String publications(int told) {
        int own = config.masters().publishPort();
        MasterAddress publisher = new MasterAddress(address.host(), STANDARD_PORTS.contains(own) ? told : own);
        return "tcp://" + localSide().before(config.masters().source().publishPort()) + publisher;
    }

    private LocalSide localSide() {
        return new LocalSide(config.masters().source(), isIpv6());
    }

    private boolean isIpv6() {
        return config.masters().ipv6().orElse(false) || address.host().contains(":");
    }

    RoadOptions requestOptions() {
        return options(RoadOptions.DEFAULT.reconnectFirst(), LONGEST_REQUEST_PAUSE, Duration.ZERO);
    }

    /** With {@code recon_randomize} minions of a master that comes back do not all knock at the same moment. */
    RoadOptions publicationOptions() {
        ReconnectConfig reconnect = config.reconnect();
        int first = reconnect.defaultMillis();
        int last = reconnect.maxMillis();
        int start = reconnect.randomize() && last > 0
                ? ThreadLocalRandom.current().nextInt(first, first + last + 1)
                : first;
        Duration heartbeat = Duration.ofSeconds(Math.max(0, config.masters().aliveIntervalSeconds()));
        return options(Duration.ofMillis(start), Duration.ofMillis(Math.max(last, start)), heartbeat);
    }

    private RoadOptions options(Duration reconnectFirst, Duration reconnectMax, Duration heartbeat) {
        RoadOptions standard = RoadOptions.DEFAULT;
        var keepalive = config.reconnect().keepalive();
        return new RoadOptions(
                standard.backlog(),
                standard.sendHighWaterMark(),
                standard.maxMessageBytes(),
                standard.maxConnections(),
                standard.handshakeTimeout(),
                heartbeat,
                heartbeat,
                reconnectFirst,
                reconnectMax,
                Duration.ZERO,
                new KeepAlive(keepalive.on(), keepalive.idleSeconds(), keepalive.probes(), keepalive.intervalSeconds()),
                config.masters().ipv6().orElse(address.host().contains(":")));
    }
}
