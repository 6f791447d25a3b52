package io.brine.channel;

import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.transport.Connection;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The master's end of 4506 without its socket: bytes of a request in, bytes of the one reply out. Opens, checks, dispatches
 * and seals; every request is answered, nothing is ever thrown. Thread-safe.
 *
 * <pre>
 * bytes ─► RequestOpener ─► RequestDispatcher.clear / .encrypted ─► Reply, now or later ─► ReplyWriter ─► bytes
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

    /** The reply to one request: complete when this returns, unless its handler answers {@link Reply.Later}. Never fails. */
    public CompletableFuture<byte[]> answer(byte[] request, Connection from) {
        OpenedRequest opened;
        try {
            opened = opener.open(request, from);
            if (!opened.load().containsKey("cmd")) {
                throw new RequestRefusedException(RequestRefusal.NO_COMMAND, claimedId(opened), "");
            }
        } catch (RequestRefusedException refused) {
            return CompletableFuture.completedFuture(refused(refused, from));
        } catch (RuntimeException | Error broken) {
            // A worker must survive whatever a request does to it; the peer waits for an answer.
            listener.onHandlerFailed(from, "", "", broken);
            return CompletableFuture.completedFuture(MsgPack.packWire(RequestRefusal.HANDLER_FAILED.reply()));
        }
        Reply reply;
        try {
            reply = dispatched(opened);
        } catch (RuntimeException | Error failure) {
            return CompletableFuture.completedFuture(failed(opened, failure));
        }
        if (reply instanceof Reply.Later later) {
            return later.reply()
                    .handle((known, failure) -> failure == null ? sealed(opened, known) : failed(opened, failure))
                    .toCompletableFuture();
        }
        return CompletableFuture.completedFuture(sealed(opened, reply));
    }

    private Reply dispatched(OpenedRequest request) {
        return request.key().isPresent()
                ? dispatcher.encrypted(request.caller(), request.load())
                : dispatcher.clear(request.caller(), request.load());
    }

    private byte[] sealed(OpenedRequest request, Reply reply) {
        try {
            byte[] bytes = writer.write(request, reply);
            listener.onAnswered(request.caller(), request.cmd());
            return bytes;
        } catch (RequestRefusedException refused) {
            return refused(refused, request.caller().connection());
        } catch (DataException unsendable) {
            return refused(
                    new RequestRefusedException(
                            RequestRefusal.UNSENDABLE_REPLY, claimedId(request), unsendable.getMessage()),
                    request.caller().connection());
        } catch (RuntimeException | Error broken) {
            listener.onHandlerFailed(request.caller().connection(), claimedId(request), request.cmd(), broken);
            return MsgPack.packWire(RequestRefusal.HANDLER_FAILED.reply());
        }
    }

    /** What the reference answers when a handler throws: in the clear its words, in a sealed conversation an empty text. */
    private byte[] failed(OpenedRequest request, Throwable failure) {
        Throwable why =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (why instanceof RequestRefusedException refused) {
            return refused(refused, request.caller().connection());
        }
        listener.onHandlerFailed(request.caller().connection(), claimedId(request), request.cmd(), why);
        return sealed(
                request,
                request.key().isPresent()
                        ? new Reply.Encrypted("")
                        : new Reply.Clear(RequestRefusal.HANDLER_FAILED.reply()));
    }

    private byte[] refused(RequestRefusedException refused, Connection from) {
        listener.onRefused(refused.reason(), from, refused.claimedId(), refused.getMessage());
        return MsgPack.packWire(refused.reply());
    }

    private static String claimedId(OpenedRequest request) {
        return request.load().get("id") instanceof String id ? id : "";
    }
}
