package io.brine.channel;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.transport.Connection;
import java.time.Clock;

/**
 * The master's end of 4506 without its socket: bytes of a request in, bytes of the one reply out. Opens, checks, dispatches
 * and seals; every request is answered, nothing is ever thrown. Thread-safe.
 *
 * <pre>
 * bytes ─► RequestOpener ─► RequestDispatcher.clear / .encrypted ─► Reply ─► ReplyWriter ─► bytes
 *               └─ refused: the reference's answer to that, and RequestListener is told
 * </pre>
 */
public final class ReqServerChannel {
    private final RequestOpener opener;
    private final RequestDispatcher dispatcher;
    private final ReplyWriter writer;
    private final RequestListener listener;

    public ReqServerChannel(
            MasterSecrets secrets,
            RequestDispatcher dispatcher,
            RequestRules rules,
            RequestListener listener,
            Clock clock) {
        this.opener = new RequestOpener(secrets, rules, clock);
        this.dispatcher = dispatcher;
        this.writer = new ReplyWriter(secrets);
        this.listener = listener;
    }

    /** The reply to one request; takes as long as its handler. */
    public byte[] answer(byte[] request, Connection from) {
        try {
            return answered(request, from);
        } catch (RequestRefusedException refused) {
            listener.onRefused(refused.reason(), from, refused.claimedId(), refused.getMessage());
            return MsgPack.packWire(refused.reply());
        } catch (RuntimeException | StackOverflowError broken) {
            // A worker must survive whatever a request does to it; the peer waits for an answer.
            listener.onHandlerFailed(from, "", "", broken);
            return MsgPack.packWire(RequestRefusal.HANDLER_FAILED.reply());
        }
    }

    private byte[] answered(byte[] body, Connection from) {
        OpenedRequest request = opener.open(body, from);
        if (!request.load().containsKey("cmd")) {
            throw new RequestRefusedException(RequestRefusal.NO_COMMAND, claimedId(request), "");
        }
        Reply reply = request.key().isPresent() ? dispatchEncrypted(request) : dispatchClear(request);
        try {
            byte[] bytes = writer.write(request, reply);
            listener.onAnswered(request.caller(), request.cmd());
            return bytes;
        } catch (DataException unsendable) {
            throw new RequestRefusedException(
                    RequestRefusal.UNSENDABLE_REPLY, claimedId(request), unsendable.getMessage());
        }
    }

    private Reply dispatchClear(OpenedRequest request) {
        try {
            return dispatcher.clear(request.caller(), request.load());
        } catch (RuntimeException | StackOverflowError failure) {
            listener.onHandlerFailed(request.caller().connection(), claimedId(request), request.cmd(), failure);
            return new Reply.Clear(RequestRefusal.HANDLER_FAILED.reply());
        }
    }

    private Reply dispatchEncrypted(OpenedRequest request) {
        try {
            return dispatcher.encrypted(request.caller(), request.load());
        } catch (RuntimeException | StackOverflowError failure) {
            listener.onHandlerFailed(request.caller().connection(), claimedId(request), request.cmd(), failure);
            return new Reply.Encrypted("");
        }
    }

    private static String claimedId(OpenedRequest request) {
        return request.load().get("id") instanceof String id ? id : "";
    }
}
