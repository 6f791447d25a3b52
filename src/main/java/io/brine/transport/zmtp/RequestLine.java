package io.brine.transport.zmtp;

import io.brine.transport.PublishServer.Delivery;
import io.brine.transport.zmtp.ZmtpRequestClient.Ask;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** One connection of a request client; carries one request at a time. On the client's event loop. */
final class RequestLine implements PeerListener {
    private static final byte[] DELIMITER = {};

    private enum State {
        COMING,
        FREE,
        BUSY,
        GONE
    }

    private final ZmtpRequestClient client;
    private final ZmtpContext context;
    private final Reconnector reconnector;
    private State state = State.COMING;
    private Peer peer;
    private Ask carried;
    private boolean usedSinceLastLook = true;

    RequestLine(ZmtpRequestClient client, ZmtpContext context, Reconnector.Target target) {
        this.client = client;
        this.context = context;
        this.reconnector = new Reconnector(context, target, () -> this);
    }

    void open() {
        reconnector.start();
    }

    boolean isFree() {
        return state == State.FREE;
    }

    boolean isComing() {
        return state == State.COMING;
    }

    boolean carries(Ask ask) {
        return carried == ask;
    }

    boolean isIdleSinceLastLook() {
        boolean idle = state == State.FREE && !usedSinceLastLook;
        usedSinceLastLook = false;
        return idle;
    }

    void carry(Ask ask) {
        state = State.BUSY;
        carried = ask;
        usedSinceLastLook = true;
        peer.sendAlways(FrameEncoder.message(List.of(DELIMITER, ask.body())), 2, Delivery.UNWATCHED);
    }

    /** Gives this connection up; a request it carries is not answered by it any more. */
    void drop(String reason) {
        if (state == State.GONE) {
            return;
        }
        state = State.GONE;
        reconnector.stop();
        reconnector.peer().ifPresent(open -> open.close(reason));
        Ask lost = carried;
        carried = null;
        if (lost != null) {
            lost.answer().completeExceptionally(new TimeoutException("No answer: " + reason));
        }
        client.onLost(this);
    }

    @Override
    public void onReady(Peer ready) {
        if (state == State.COMING) {
            peer = ready;
            state = State.FREE;
            client.onFree();
        }
    }

    /** The answer is {@code [empty][body]}; what else comes is not for us. */
    @Override
    public void onMessage(Peer from, List<byte[]> frames) {
        if (state != State.BUSY) {
            context.refusals().count(Refusal.UNEXPECTED_MESSAGE);
            return;
        }
        if (frames.size() < 2 || frames.get(0).length > 0) {
            context.refusals().count(Refusal.MALFORMED_ENVELOPE);
            return;
        }
        Ask answered = carried;
        carried = null;
        state = State.FREE;
        answered.answer().complete(frames.get(1));
        client.onFree();
    }

    @Override
    public void onClosed(Peer gone, String reason) {
        if (state != State.COMING) {
            drop("the connection ended: " + reason);
        }
    }
}
