package io.brine.transport.zmtp;

import io.brine.transport.Connection;
import io.brine.transport.PublishServer.Delivery;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A socket's two queues towards one peer, ZeroMQ's pipe. That of a connecting endpoint lasts over reconnections and takes
 * messages before there is a connection; that of an accepted connection ends with it. Guarded by the socket's lock.
 */
final class Pipe implements PeerListener {
    private final SocketCore core;
    private final boolean lasting;
    private final Deque<List<byte[]>> inbound = new ArrayDeque<>(2);
    private final Deque<List<byte[]>> pending = new ArrayDeque<>(2);
    private Peer peer;
    private byte[] routingId = {};

    /** @param lasting whether its endpoint connects again by itself */
    Pipe(SocketCore core, boolean lasting) {
        this.core = core;
        this.lasting = lasting;
    }

    boolean isLasting() {
        return lasting;
    }

    boolean isAttached() {
        return peer != null;
    }

    /** What a ROUTER calls this peer. */
    byte[] routingId() {
        return routingId;
    }

    void routingId(byte[] id) {
        routingId = id;
    }

    byte[] peerIdentity() {
        return peer.identityBytes();
    }

    /** @return false at the high-water mark, or without a connection where nothing may be queued for one */
    boolean offer(List<byte[]> frames) {
        if (peer != null) {
            if (!peer.reserve()) {
                return false;
            }
            peer.send(FrameEncoder.message(frames), frames.size(), new Departure(frames));
            return true;
        }
        int mark = core.options().road().sendHighWaterMark();
        if (!lasting || core.options().immediate() || mark > 0 && pending.size() >= mark) {
            return false;
        }
        pending.add(frames);
        return true;
    }

    /** As {@link #offer}, but a message that finds no room is lost and counted. */
    void offerOrDrop(List<byte[]> frames) {
        if (!offer(frames) && peer != null) {
            peer.countDrop();
        }
    }

    void tellSubscription(boolean subscribe, byte[] prefix) {
        if (peer == null) {
            return;
        }
        Peer to = peer;
        to.onLoop(() -> {
            if (subscribe) {
                SubscriptionMessages.subscribe(to, prefix);
            } else {
                SubscriptionMessages.cancel(to, prefix);
            }
        });
    }

    /** Messages not handed to a peer's socket yet. */
    int unsent() {
        return pending.size() + (peer == null ? 0 : peer.counts().queueNow());
    }

    // --- inbound

    boolean hasInbound() {
        return !inbound.isEmpty();
    }

    /** Queues a message for the application; the peer is not read from any more when there are enough. */
    void addInbound(List<byte[]> frames) {
        inbound.add(frames);
        int mark = core.options().receiveHighWaterMark();
        if (peer != null && mark > 0 && inbound.size() >= mark) {
            peer.pause();
        }
    }

    List<byte[]> takeInbound() {
        List<byte[]> frames = inbound.remove();
        if (peer != null && inbound.size() <= core.options().receiveHighWaterMark() / 2) {
            peer.resumeSoon();
        }
        return frames;
    }

    // --- what the peer does, on its event loop

    @Override
    public void onReady(Peer ready) throws ProtocolException {
        core.locked(() -> {
            core.pattern().admit(this, ready);
            peer = ready;
            core.attached(this);
            while (!pending.isEmpty()) {
                List<byte[]> frames = pending.remove();
                ready.sendAlways(FrameEncoder.message(frames), frames.size(), new Departure(frames));
            }
        });
    }

    @Override
    public void onMessage(Peer from, List<byte[]> frames) throws ProtocolException {
        core.locked(() -> core.pattern().onMessage(this, frames));
    }

    @Override
    public void onSubscribe(Peer from, byte[] prefix) throws ProtocolException {
        core.locked(() -> core.pattern().onSubscription(this, true, prefix));
    }

    @Override
    public void onCancel(Peer from, byte[] prefix) throws ProtocolException {
        core.locked(() -> core.pattern().onSubscription(this, false, prefix));
    }

    @Override
    public void onRoom(Peer of) {
        core.onRoom();
    }

    @Override
    public void onClosed(Peer gone, String reason) {
        core.lockedQuietly(() -> {
            if (peer == gone) {
                peer = null;
                core.detached(this);
            }
        });
    }

    /** A message on its way: one that did not leave with its connection waits for the next. */
    private final class Departure implements Delivery {
        private final List<byte[]> frames;

        Departure(List<byte[]> frames) {
            this.frames = frames;
        }

        @Override
        public void onDropped(Connection to, String reason) {
            if (lasting) {
                core.lockedQuietly(() -> pending.add(frames));
            }
        }
    }
}
