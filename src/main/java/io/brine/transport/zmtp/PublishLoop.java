package io.brine.transport.zmtp;

import io.brine.transport.PublishServer.Delivery;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The part of a PUB that lives on one event loop: its subscribers, and the publishes to be given to them. Publishes are
 * collected for a turn of the loop, so that each peer is flushed once for many of them.
 */
final class PublishLoop {
    /**
     * One message for all: its bytes are shared, each loop holds one reference.
     *
     * @param only null, or the one it is for
     */
    record Publish(byte[] firstFrame, int frames, ByteBuf encoded, Delivery delivery, Peer only) {}

    private static final int MOST_IN_ONE_TURN = 256;

    private final EventLoop loop;
    private final Queue<Publish> outbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean turnAsked = new AtomicBoolean();
    private final SubscriptionIndex<Peer> index = new SubscriptionIndex<>();
    private final Map<Peer, Subscriptions> subscriptions = new HashMap<>();
    private final List<Peer> toFlush = new ArrayList<>();
    private long publishNumber;
    private long turnNumber;

    PublishLoop(EventLoop loop) {
        this.loop = loop;
    }

    /** From any thread; takes over one reference to the bytes. */
    void publish(Publish publish) {
        outbox.add(publish);
        askForTurn();
    }

    private void askForTurn() {
        if (!turnAsked.compareAndSet(false, true)) {
            return;
        }
        try {
            loop.execute(this::takeTurn);
        } catch (RejectedExecutionException closing) {
            for (Publish lost = outbox.poll(); lost != null; lost = outbox.poll()) {
                lost.encoded().release();
            }
        }
    }

    private void takeTurn() {
        turnAsked.set(false);
        turnNumber++;
        for (int i = 0; i < MOST_IN_ONE_TURN; i++) {
            Publish publish = outbox.poll();
            if (publish == null) {
                break;
            }
            publishNumber++;
            give(publish);
            publish.encoded().release();
        }
        toFlush.forEach(Peer::flush);
        toFlush.clear();
        if (!outbox.isEmpty()) {
            askForTurn();
        }
    }

    private void give(Publish publish) {
        if (publish.only() == null) {
            index.forEachMatch(publish.firstFrame(), peer -> offer(peer, publish));
        } else if (subscriptions.containsKey(publish.only())) {
            offer(publish.only(), publish);
        }
    }

    private void offer(Peer peer, Publish publish) {
        Subscriptions its = subscriptions.get(peer);
        if (!its.isFirstSight(publishNumber)) {
            return;
        }
        if (!peer.reserve()) {
            // The peer may only wait for the flush at the end of this turn.
            peer.flush();
            if (!peer.reserve()) {
                peer.countDrop();
                publish.delivery().onDropped(peer, "high-water mark");
                return;
            }
        }
        peer.write(publish.encoded().retainedDuplicate(), publish.frames(), publish.delivery());
        if (its.isFirstFlush(turnNumber)) {
            toFlush.add(peer);
        }
    }

    // --- subscribers, on the loop

    void add(Peer peer) {
        subscriptions.put(peer, new Subscriptions());
    }

    /** @return whether it is the first of this peer */
    boolean subscribe(Peer peer, byte[] prefix, Limits limits) throws ProtocolException {
        Topic topic = Topic.of(prefix);
        Subscriptions its = subscriptions.get(peer);
        if (its.add(topic, limits)) {
            index.add(topic, peer);
        }
        return its.takeFirst();
    }

    void cancel(Peer peer, byte[] prefix) {
        Topic topic = Topic.of(prefix);
        if (subscriptions.get(peer).remove(topic)) {
            index.remove(topic, peer);
        }
    }

    /** False if it was not there. */
    boolean remove(Peer peer) {
        Subscriptions its = subscriptions.remove(peer);
        if (its != null) {
            its.topics().forEach(topic -> index.remove(topic, peer));
        }
        return its != null;
    }
}
