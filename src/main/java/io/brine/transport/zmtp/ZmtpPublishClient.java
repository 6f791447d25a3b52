package io.brine.transport.zmtp;

import io.brine.transport.PublishClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SUB: tells its subscriptions again at each connection. */
final class ZmtpPublishClient implements PublishClient, PeerListener, ZmtpContext.Closing {
    private static final Logger LOG = LoggerFactory.getLogger(ZmtpPublishClient.class);

    private final ZmtpContext context;
    private final Handler handler;
    private final Reconnector reconnector;
    private final Map<Topic, Integer> topics = new LinkedHashMap<>();
    private Peer ready;

    ZmtpPublishClient(ZmtpContext context, Endpoint endpoint, SocketSettings settings, Handler handler) {
        this.context = context;
        this.handler = handler;
        this.reconnector = new Reconnector(
                context,
                new Reconnector.Target(
                        endpoint, settings, context.threads().groupFor(endpoint).next()),
                () -> this);
    }

    void start() {
        context.opened(this);
        reconnector.start();
    }

    @Override
    public void subscribe(byte[] prefix) {
        Topic topic = Topic.of(prefix.clone());
        Peer now;
        synchronized (this) {
            now = topics.merge(topic, 1, Integer::sum) == 1 ? ready : null;
        }
        if (now != null) {
            now.onLoop(() -> SubscriptionMessages.subscribe(now, topic.bytes()));
        }
    }

    @Override
    public synchronized boolean isConnected() {
        return ready != null;
    }

    @Override
    public void close() {
        context.closed(this);
        reconnector.stop();
        reconnector.peer().ifPresent(open -> {
            open.closeGently(Duration.ZERO);
            Peer.awaitGone(List.of(open), Duration.ofSeconds(1));
        });
    }

    // --- on the event loop

    @Override
    public void onReady(Peer peer) {
        List<Topic> all;
        synchronized (this) {
            ready = peer;
            all = List.copyOf(topics.keySet());
        }
        all.forEach(topic -> SubscriptionMessages.subscribe(peer, topic.bytes()));
        guard(() -> handler.onConnected(peer.peerAddress()));
    }

    @Override
    public void onMessage(Peer peer, List<byte[]> frames) {
        guard(() -> handler.onMessage(frames));
    }

    @Override
    public void onClosed(Peer peer, String reason) {
        boolean wasReady;
        synchronized (this) {
            wasReady = ready == peer;
            ready = wasReady ? null : ready;
        }
        if (wasReady) {
            guard(() -> handler.onDisconnected(peer.peerAddress()));
        }
    }

    private static void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("The handler of a SUB failed", e);
        }
    }
}
