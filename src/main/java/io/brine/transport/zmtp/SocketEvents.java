package io.brine.transport.zmtp;

import io.brine.transport.SocketEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what happens to sockets, in libzmq's words. */
final class SocketEvents {
    private static final Logger LOG = LoggerFactory.getLogger(SocketEvents.class);

    private final List<Consumer<SocketEvent>> listeners = new CopyOnWriteArrayList<>();

    void listen(Consumer<SocketEvent> listener) {
        listeners.add(listener);
    }

    void emit(SocketEvent.Kind kind, Endpoint endpoint, String peerAddress, String detail) {
        if (listeners.isEmpty()) {
            return;
        }
        SocketEvent event = new SocketEvent(kind, endpoint.toString(), peerAddress, detail, Instant.now());
        for (Consumer<SocketEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.error("A listener to socket events failed on {}", kind, e);
            }
        }
    }
}
