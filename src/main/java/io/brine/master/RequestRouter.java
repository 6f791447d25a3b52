package io.brine.master;

import io.brine.channel.Caller;
import io.brine.channel.Reply;
import io.brine.channel.RequestDispatcher;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a master can be asked: two tables from command to handler. */
final class RequestRouter implements RequestDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(RequestRouter.class);

    private final Map<String, RequestHandler> clear;
    private final Map<String, RequestHandler> encrypted;
    private final MasterListener listener;

    RequestRouter(Map<String, RequestHandler> clear, Map<String, RequestHandler> encrypted, MasterListener listener) {
        this.clear = Map.copyOf(clear);
        this.encrypted = Map.copyOf(encrypted);
        this.listener = listener;
    }

    @Override
    public Reply clear(Caller caller, Map<String, Object> load) {
        String cmd = cmd(load);
        RequestHandler handler = clear.get(cmd);
        if (handler == null) {
            listener.onUnknownCommand(cmd, caller.connection().peerAddress());
            return new Reply.Clear(Map.of());
        }
        return answer(handler, cmd, caller, load);
    }

    @Override
    public Reply encrypted(Caller caller, Map<String, Object> load) {
        String cmd = cmd(load);
        RequestHandler handler = encrypted.get(cmd);
        if (handler == null) {
            listener.onUnknownCommand(cmd, caller.connection().peerAddress());
            return new Reply.Encrypted(Map.of());
        }
        return answer(handler, cmd, caller, load);
    }

    private Reply answer(RequestHandler handler, String cmd, Caller caller, Map<String, Object> load) {
        long began = System.nanoTime();
        try {
            Reply reply = handler.handle(caller, load);
            listener.onRequestHandled(cmd, Duration.ofNanos(System.nanoTime() - began));
            return reply;
        } catch (RuntimeException failed) {
            listener.onRequestFailed(cmd, failed);
            LOG.warn("request {} from {} failed: {}", cmd, caller.connection().peerAddress(), failed.toString());
            LOG.debug("request {} failed", cmd, failed);
            throw failed;
        }
    }

    /** @throws IllegalArgumentException if there is none: the channel then says "Some exception handling minion payload" */
    private static String cmd(Map<String, Object> load) {
        if (load.get("cmd") instanceof String cmd) {
            return cmd;
        }
        throw new IllegalArgumentException("a load without cmd");
    }
}
