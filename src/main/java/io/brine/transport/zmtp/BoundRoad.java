package io.brine.transport.zmtp;

import io.brine.transport.Connection;
import java.time.Duration;
import java.util.Collection;

/** What the two roads that are bound share: a port, connections, an end. */
abstract class BoundRoad implements ZmtpContext.Closing {
    final ZmtpContext context;
    private final Duration linger;

    BoundRoad(ZmtpContext context, SocketSettings settings) {
        this.context = context;
        this.linger = settings.options().linger();
    }

    abstract Acceptor acceptor();

    public int port() {
        return acceptor().port();
    }

    public Collection<Connection> connections() {
        return acceptor().connections();
    }

    @Override
    public void close() {
        context.closed(this);
        acceptor().close(linger);
    }
}
