package io.brine.transport;

import java.util.List;

/** A SUB: connects, subscribes, reconnects by itself with growing pauses. */
public interface PublishClient extends AutoCloseable {
    void subscribe(byte[] prefix);

    boolean isConnected();

    @Override
    void close();

    /** Called on an event loop: must not block. */
    interface Handler {
        void onMessage(List<byte[]> frames);

        /** The handshake with the publisher is done. */
        default void onConnected(String address) {}

        default void onDisconnected(String address) {}
    }
}
