package io.brine.transport.zmtp;

import io.brine.transport.Connection;
import io.brine.transport.PublishServer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** PUB. A message is encoded once and handed to the {@link PublishLoop} of each event loop. */
final class ZmtpPublishServer extends BoundRoad implements PublishServer, PeerListener {
    private final Map<EventLoop, PublishLoop> loops = new HashMap<>();
    private final Subscribers subscribers;
    private final Limits limits;
    private final Acceptor acceptor;

    ZmtpPublishServer(ZmtpContext context, Endpoint endpoint, SocketSettings settings, Subscribers subscribers) {
        super(context, settings);
        this.subscribers = subscribers;
        this.limits = settings.limits();
        context.threads().groupFor(endpoint).forEach(executor -> {
            EventLoop loop = (EventLoop) executor;
            loops.put(loop, new PublishLoop(loop));
        });
        this.acceptor = Acceptor.bind(context, endpoint, settings, () -> this);
        context.opened(this);
    }

    @Override
    public void publish(List<byte[]> frames, Delivery delivery) {
        ByteBuf encoded = FrameEncoder.message(frames);
        PublishLoop.Publish publish = new PublishLoop.Publish(frames.get(0), frames.size(), encoded, delivery, null);
        encoded.retain(loops.size());
        loops.values().forEach(loop -> loop.publish(publish));
        encoded.release();
    }

    @Override
    public void publishTo(Connection subscriber, List<byte[]> frames, Delivery delivery) {
        if (subscriber instanceof Peer peer && loops.containsKey(peer.loop())) {
            ByteBuf encoded = FrameEncoder.message(frames);
            loops.get(peer.loop())
                    .publish(new PublishLoop.Publish(frames.get(0), frames.size(), encoded, delivery, peer));
        }
    }

    @Override
    Acceptor acceptor() {
        return acceptor;
    }

    // --- on event loops

    @Override
    public void onReady(Peer peer) {
        loops.get(peer.loop()).add(peer);
        subscribers.onReady(peer);
    }

    /** ZMTP 3.0 peers subscribe by messages: a byte 1 (subscribe) or 0 (cancel), then the prefix. */
    @Override
    public void onMessage(Peer peer, List<byte[]> frames) throws ProtocolException {
        byte[] frame = frames.get(0);
        if (frames.size() != 1 || frame.length == 0 || frame[0] != 0 && frame[0] != 1) {
            throw new ProtocolException(Refusal.MALFORMED_COMMAND, "no subscription");
        }
        byte[] prefix = Arrays.copyOfRange(frame, 1, frame.length);
        if (frame[0] == 1) {
            onSubscribe(peer, prefix);
        } else {
            onCancel(peer, prefix);
        }
    }

    @Override
    public void onSubscribe(Peer peer, byte[] prefix) throws ProtocolException {
        if (loops.get(peer.loop()).subscribe(peer, prefix, limits)) {
            subscribers.onSubscribed(peer);
        }
    }

    @Override
    public void onCancel(Peer peer, byte[] prefix) {
        loops.get(peer.loop()).cancel(peer, prefix);
    }

    @Override
    public void onClosed(Peer peer, String reason) {
        if (loops.get(peer.loop()).remove(peer)) {
            subscribers.onGone(peer, reason);
        }
    }
}
