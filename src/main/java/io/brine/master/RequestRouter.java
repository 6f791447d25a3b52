package io.brine.master;

import io.brine.channel.Caller;
import io.brine.channel.Reply;
import io.brine.channel.RequestDispatcher;
import io.brine.master.RequestTables.Route;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a master can be asked: two tables from command to handler, and the lanes in which the slower commands wait. */
final class RequestRouter implements RequestDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(RequestRouter.class);

    private final Map<String, Route> clear;
    private final Map<String, Route> encrypted;
    private final Lanes lanes;
    private final MasterStats stats;
    private final MasterListener listener;

    RequestRouter(
            Map<String, Route> clear,
            Map<String, Route> encrypted,
            Lanes lanes,
            MasterStats stats,
            MasterListener listener) {
        this.clear = Map.copyOf(clear);
        this.encrypted = Map.copyOf(encrypted);
        this.lanes = lanes;
        this.stats = stats;
        this.listener = listener;
    }

    /** The commands of clear requests. */
    Set<String> clearCommands() {
        return clear.keySet();
    }

    /** The commands of encrypted requests. */
    Set<String> encryptedCommands() {
        return encrypted.keySet();
    }

    @Override
    public Reply clear(Caller caller, Map<String, Object> load) {
        return route(clear, new Reply.Clear(Map.of()), caller, load);
    }

    @Override
    public Reply encrypted(Caller caller, Map<String, Object> load) {
        caller.minion()
                .ifPresent(id -> listener.onMinionHeard(
                        id, String.valueOf(load.get("cmd")), caller.connection().peerAddress(), load.get("ts")));
        return route(encrypted, new Reply.Encrypted(Map.of()), caller, load);
    }

    private Reply route(Map<String, Route> table, Reply unknown, Caller caller, Map<String, Object> load) {
        String cmd = cmd(load);
        Route route = table.get(cmd);
        if (route == null) {
            listener.onUnknownCommand(cmd, caller.connection().peerAddress());
            return unknown;
        }
        return route.kind().isQuick()
                ? answer(route, cmd, caller, load, Lane.waited())
                : later(route, lane(route.kind(), load), cmd, caller, load);
    }

    private Lane lane(RequestKind kind, Map<String, Object> load) {
        boolean withPassword = kind == RequestKind.COMMAND
                && (load.containsKey("eauth")
                        || load.get("kwargs") instanceof Map<?, ?> kwargs && kwargs.containsKey("eauth"));
        return lanes.of(withPassword ? RequestKind.LOGIN : kind);
    }

    private Reply later(Route route, Lane lane, String cmd, Caller caller, Map<String, Object> load) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Duration waited = Lane.waited();
        boolean taken = lane.submit(() -> {
            try {
                reply.complete(turn(route, cmd, caller, load, waited.plus(Lane.waited())));
            } catch (RuntimeException | Error failed) {
                // Whatever it was, the peer waits for an answer.
                reply.completeExceptionally(failed);
            }
        });
        if (!taken) {
            listener.onRequestOverflow(caller.connection().peerAddress());
            return new Reply.Overloaded();
        }
        return new Reply.Later(reply);
    }

    private Reply turn(Route route, String cmd, Caller caller, Map<String, Object> load, Duration waited) {
        if (route.kind().isAskedAgain() && !caller.connection().isOpen()) {
            listener.onRequestAbandoned(cmd, caller.connection().peerAddress());
            return new Reply.Overloaded();
        }
        return answer(route, cmd, caller, load, waited);
    }

    private Reply answer(Route route, String cmd, Caller caller, Map<String, Object> load, Duration waited) {
        long began = System.nanoTime();
        try {
            Reply reply = route.handler().handle(caller, load);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            listener.onRequestHandled(cmd, waited, took);
            stats.onHandled(cmd, took);
            return reply;
        } catch (RuntimeException | Error failed) {
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
