package io.brine.transport;

import java.util.Collection;
import java.util.List;

/** A PUB that knows its subscribers. */
public interface PublishServer extends AutoCloseable {
    int port();

    Collection<Connection> connections();

    /**
     * Queues one multipart message for every subscriber whose subscriptions match the first frame; never blocks. The order
     * of calls is the order on every connection.
     */
    void publish(List<byte[]> frames, Delivery delivery);

    /**
     * Queues one multipart message for one subscriber, whatever it has subscribed to; as {@link #publish} in all else. Nothing
     * happens if the connection is not one of this server's, or is gone.
     */
    void publishTo(Connection subscriber, List<byte[]> frames, Delivery delivery);

    @Override
    void close();

    /** Told of connections, on an event loop: must not block. */
    interface Subscribers {
        /** Tells nobody. */
        Subscribers UNWATCHED = new Subscribers() {};

        /** Its handshake is done. */
        default void onReady(Connection subscriber) {}

        /** It has made its first subscription: what is published from now on can reach it, what was published before cannot. */
        default void onSubscribed(Connection subscriber) {}

        /** Once for each that was ready. */
        default void onGone(Connection subscriber, String reason) {}
    }

    /** What became of one publish, told per subscriber, on an event loop: must not block. */
    interface Delivery {
        /** Tells nobody. */
        Delivery UNWATCHED = new Delivery() {};

        /** All of the message has been handed to the peer's socket. */
        default void onWritten(Connection to) {}

        /** The message was not sent: the peer's queue was at its high-water mark, or its connection broke first. */
        default void onDropped(Connection to, String reason) {}
    }
}
