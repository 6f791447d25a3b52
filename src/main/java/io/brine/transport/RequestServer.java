package io.brine.transport;

import java.util.Collection;

/** A ROUTER that answers: takes the one body frame of a REQ's request, and sends back one body frame. */
public interface RequestServer extends AutoCloseable {
    /** The port really bound. */
    int port();

    Collection<Connection> connections();

    /** Stops accepting and closes every connection, after what was queued has been written or {@code linger} is over. */
    @Override
    void close();

    /** Called on an event loop for each request: must not block. */
    @FunctionalInterface
    interface Handler {
        void onRequest(Request request);
    }

    /** One request; {@link #reply} may be called once, from any thread. */
    interface Request {
        byte[] body();

        Connection from();

        void reply(byte[] body);
    }
}
