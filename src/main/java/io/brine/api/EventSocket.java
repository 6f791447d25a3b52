package io.brine.api;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * The bus over a WebSocket: any text from the client is answered {@code server received message}; after {@code websocket client
 * ready} events come as text. Source: 3006.0
 * netapi/rest_cherrypy/tools/websockets.py, app.py WebsocketEndpoint. Public because Jetty looks its methods up.
 */
public final class EventSocket implements Session.Listener.AutoDemanding, EventFan.Listener {
    private static final String READY = "websocket client ready";
    private static final long MOST_UNSENT = 1024L * 1024;
    private static final int PING_SECONDS = 30;

    private final EventFan fan;
    private final BooleanSupplier alive;
    private final Function<EventFan.Heard, List<String>> texts;
    private final Runnable onCut;
    private final AtomicLong unsent = new AtomicLong();
    private volatile Session session;
    private boolean ready;
    private int quietSeconds;

    /**
     * @param texts what is sent after an event, each as a message of its own
     * @param onCut told when the client falls too far behind
     */
    EventSocket(EventFan fan, BooleanSupplier alive, Function<EventFan.Heard, List<String>> texts, Runnable onCut) {
        this.fan = fan;
        this.alive = alive;
        this.texts = texts;
        this.onCut = onCut;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
    }

    @Override
    public void onWebSocketText(String message) {
        if (message.equals(READY) && !ready) {
            ready = true;
            fan.listen(this);
        }
        send("server received message");
    }

    @Override
    public boolean onEvent(EventFan.Heard event) {
        return isAlive() && texts.apply(event).stream().allMatch(this::send);
    }

    @Override
    public boolean onTick() {
        quietSeconds++;
        if (quietSeconds >= PING_SECONDS && session.isOpen()) {
            quietSeconds = 0;
            session.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
        }
        return isAlive() && session.isOpen();
    }

    private boolean isAlive() {
        if (!alive.getAsBoolean()) {
            session.close();
            return false;
        }
        return true;
    }

    @Override
    public void onWebSocketError(Throwable gone) {
        // a client that vanished is forgotten with the next event or second
    }

    /** Never waits; a client that does not read is cut. */
    private boolean send(String text) {
        if (!session.isOpen()) {
            return false;
        }
        int size = text.length();
        if (unsent.getAndAdd(size) > MOST_UNSENT) {
            onCut.run();
            session.disconnect();
            return false;
        }
        session.sendText(text, Callback.from(() -> unsent.addAndGet(-size), failure -> session.disconnect()));
        return true;
    }

    @Override
    public void onClosed() {
        Session open = session;
        if (open != null) {
            open.close();
        }
    }
}
