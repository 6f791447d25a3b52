package io.brine.master;

import io.brine.transport.Connection;
import io.brine.transport.Connection.HandshakeState;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Who listens on 4505: a minion's SUB socket gives its minion id as ZeroMQ identity. The identity is not proven, so only
 * accepted ids count. Salt guesses this from cached addresses and open TCP connections.
 */
public final class ConnectedMinions {
    private final Supplier<Collection<Connection>> connections;
    private final Predicate<String> isAccepted;

    public ConnectedMinions(Supplier<Collection<Connection>> connections, Predicate<String> isAccepted) {
        this.connections = connections;
        this.isAccepted = isAccepted;
    }

    /** In order. */
    public Set<String> ids() {
        Set<String> ids = new TreeSet<>();
        for (Connection connection : connections.get()) {
            String identity = connection.identity();
            if (connection.handshake() == HandshakeState.DONE && !identity.isEmpty() && isAccepted.test(identity)) {
                ids.add(identity);
            }
        }
        return ids;
    }
}
