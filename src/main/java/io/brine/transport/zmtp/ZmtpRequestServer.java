package io.brine.transport.zmtp;

import io.brine.transport.Connection;
import io.brine.transport.PublishServer.Delivery;
import io.brine.transport.RequestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * ROUTER that answers. A request is an envelope (frames up to and with the first empty one) and a body; the reply goes back
 * in the same envelope. A peer that asks faster than it is answered is not read from until it has caught up.
 */
final class ZmtpRequestServer extends BoundRoad implements RequestServer {
    /** Bodies of one connection that wait for their answers; a single larger one is let in, and nothing behind it. */
    private static final long MAX_UNANSWERED_BYTES = 16L * 1024 * 1024;

    private final Handler handler;
    private final int maxUnanswered;
    private final Acceptor acceptor;

    ZmtpRequestServer(ZmtpContext context, Endpoint endpoint, SocketSettings settings, Handler handler) {
        super(context, settings);
        this.handler = handler;
        this.maxUnanswered = settings.limits().maxUnanswered();
        this.acceptor = Acceptor.bind(context, endpoint, settings, Asker::new);
        context.opened(this);
    }

    @Override
    Acceptor acceptor() {
        return acceptor;
    }

    /** One connection's requests. */
    private final class Asker implements PeerListener {
        private int unanswered;
        private long unansweredBytes;

        @Override
        public void onReady(Peer peer) {
            // It is its turn to speak.
        }

        @Override
        public void onMessage(Peer peer, List<byte[]> frames) {
            int delimiter = 0;
            while (delimiter < frames.size() && frames.get(delimiter).length > 0) {
                delimiter++;
            }
            if (delimiter + 1 >= frames.size()) {
                context.refusals().count(Refusal.MALFORMED_ENVELOPE);
                return;
            }
            unanswered++;
            unansweredBytes += frames.get(delimiter + 1).length;
            if (unanswered >= maxUnanswered || unansweredBytes >= MAX_UNANSWERED_BYTES) {
                peer.pause();
            }
            handler.onRequest(new Asked(peer, this, frames.subList(0, delimiter + 1), frames.get(delimiter + 1)));
        }

        void onAnswered(Peer peer, int bodyBytes) {
            unanswered--;
            unansweredBytes -= bodyBytes;
            if (unanswered <= maxUnanswered / 2 && unansweredBytes <= MAX_UNANSWERED_BYTES / 2) {
                peer.resume();
            }
        }

        @Override
        public void onClosed(Peer peer, String reason) {
            // Replies still to come find the connection closed.
        }
    }

    private static final class Asked implements Request, Delivery {
        private final Peer peer;
        private final Asker asker;
        private final List<byte[]> envelope;
        private final byte[] body;
        private final AtomicBoolean replied = new AtomicBoolean();

        Asked(Peer peer, Asker asker, List<byte[]> envelope, byte[] body) {
            this.peer = peer;
            this.asker = asker;
            this.envelope = envelope;
            this.body = body;
        }

        @Override
        public byte[] body() {
            return body;
        }

        @Override
        public Connection from() {
            return peer;
        }

        @Override
        public void reply(byte[] answer) {
            if (!replied.compareAndSet(false, true)) {
                throw new IllegalStateException("this request has been answered already");
            }
            if (!peer.isOpen()) {
                return;
            }
            List<byte[]> frames = new ArrayList<>(envelope);
            frames.add(answer);
            peer.sendAlways(FrameEncoder.message(frames), frames.size(), this);
        }

        /** Only a reply that has left counts: a peer that does not read its answers is not read from either. */
        @Override
        public void onWritten(Connection to) {
            asker.onAnswered(peer, body.length);
        }
    }
}
