package io.brine.transport.zmtp;

import io.brine.transport.TransportException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * ROUTER: the first frame of what it receives is the identity of the peer, and of what it sends the identity of whom it
 * goes to. A peer without one is given five bytes, the first of them 0. What cannot be routed is dropped and counted.
 */
final class RouterPattern implements SocketPattern {
    private static final int CHOSEN_SIZE = 5;

    private final SocketCore core;
    private final Map<ByteBuffer, Pipe> routes = new HashMap<>();
    private int nextNumber = ThreadLocalRandom.current().nextInt();

    RouterPattern(SocketCore core) {
        this.core = core;
    }

    @Override
    public boolean send(List<byte[]> frames) {
        Pipe to = routes.get(ByteBuffer.wrap(frames.get(0)));
        if (to == null) {
            core.count(Refusal.UNROUTABLE);
            if (core.options().routerMandatory()) {
                throw new TransportException("No peer of that identity");
            }
            return true;
        }
        if (frames.size() == 1) {
            return true;
        }
        List<byte[]> rest = List.copyOf(frames.subList(1, frames.size()));
        if (core.options().routerMandatory()) {
            return to.offer(rest);
        }
        to.offerOrDrop(rest);
        return true;
    }

    @Override
    public Optional<List<byte[]>> receive() {
        return core.inbound().take().map(RouterPattern::addressed);
    }

    private static List<byte[]> addressed(FairQueue.Taken taken) {
        List<byte[]> frames = new ArrayList<>(taken.frames().size() + 1);
        frames.add(taken.from().routingId());
        frames.addAll(taken.frames());
        return frames;
    }

    @Override
    public void admit(Pipe pipe, Peer peer) throws ProtocolException {
        byte[] identity = peer.identityBytes();
        if (identity.length > 0 && identity[0] == 0) {
            throw new ProtocolException(Refusal.MALFORMED_READY, "an identity that begins with 0");
        }
        if (identity.length > 0 && routes.containsKey(ByteBuffer.wrap(identity))) {
            throw new ProtocolException(Refusal.IDENTITY_TAKEN, "there is a peer of that identity");
        }
    }

    @Override
    public void onAttached(Pipe pipe) {
        byte[] identity = pipe.peerIdentity();
        pipe.routingId(identity.length > 0 ? identity : chosen());
        routes.put(ByteBuffer.wrap(pipe.routingId()), pipe);
    }

    @Override
    public void onDetached(Pipe pipe) {
        routes.remove(ByteBuffer.wrap(pipe.routingId()));
    }

    private byte[] chosen() {
        return ByteBuffer.allocate(CHOSEN_SIZE)
                .put((byte) 0)
                .putInt(nextNumber++)
                .array();
    }

    @Override
    public void onMessage(Pipe pipe, List<byte[]> frames) {
        core.arrived(pipe, frames);
    }
}
