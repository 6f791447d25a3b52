package io.brine.channel;

import io.brine.crypt.CryptException;
import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.transport.RequestClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * A minion's encrypted requests. Version 3 with our own key if the master gave one, else version 2 with the shared key. An
 * answer that does not open means that keys have changed: one new sign-in, shared by all who wait for it, and the request is
 * sent once more. Thread-safe. Source: 3006.0 and 3008.0 channel/client.py AsyncReqChannel.
 */
public final class ReqChannel {
    private final RequestClient client;
    private final Credentials credentials;
    private final MinionIdentity me;
    private final Executor executor;
    private final RequestPacker packer;

    /** @param executor where answers are opened and new requests sealed */
    public ReqChannel(
            RequestClient client, Credentials credentials, MinionIdentity me, Executor executor, Clock clock) {
        this.client = client;
        this.credentials = credentials;
        this.me = me;
        this.executor = executor;
        this.packer = new RequestPacker(me, clock);
    }

    /**
     * Asks the master and gives its answer's tree. The future fails with {@link SignInException}, {@link NonceException},
     * {@link MasterRefusedException} or {@link java.util.concurrent.TimeoutException}, mostly inside a
     * {@link CompletionException}. Whether to try again is the caller's decision; a try gets a new nonce.
     *
     * @param load with its {@code cmd}; id, nonce, ts and tok are added where they are not there
     */
    public CompletableFuture<Object> ask(Map<String, Object> load, Duration timeout) {
        return twice(Nonce::random, load, timeout, ReqChannel::opened);
    }

    /**
     * Asks for the pillar and opens its private reply (PROTOCOL 8.1). Fails as {@link #ask} does, with
     * {@link MasterRefusedException} also for a pillar that is not signed by the master.
     */
    public CompletableFuture<Map<String, Object>> askPillar(Map<String, Object> load, Duration timeout) {
        // The reference keeps the nonce when it asks again, and masters know that.
        String nonce = Nonce.random();
        return twice(() -> nonce, load, timeout, this::openedPillar);
    }

    /** What was asked, as far as its answer needs it. */
    private record Asked(Session session, String nonce) {}

    /** The answer needs other keys: a reason to sign in again. */
    private static final class StaleKeysException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StaleKeysException(String answer) {
            super(answer, null, false, false);
        }
    }

    private <T> CompletableFuture<T> twice(
            Supplier<String> nonces, Map<String, Object> load, Duration timeout, BiFunction<Asked, Object, T> opener) {
        return credentials
                .session()
                .thenCompose(session -> once(session, nonces, load, timeout, opener)
                        .handle((value, failure) -> {
                            if (!(cause(failure) instanceof StaleKeysException)) {
                                return failure == null
                                        ? CompletableFuture.completedFuture(value)
                                        : CompletableFuture.<T>failedFuture(cause(failure));
                            }
                            return credentials
                                    .renew(session)
                                    .thenCompose(renewed -> once(renewed, nonces, load, timeout, opener));
                        })
                        .thenCompose(future -> future))
                .handle((value, failure) -> {
                    if (cause(failure) instanceof StaleKeysException stale) {
                        throw new MasterRefusedException("the master answered " + stale.getMessage());
                    }
                    if (failure != null) {
                        throw new CompletionException(cause(failure));
                    }
                    return value;
                });
    }

    private <T> CompletableFuture<T> once(
            Session session,
            Supplier<String> nonces,
            Map<String, Object> load,
            Duration timeout,
            BiFunction<Asked, Object, T> opener) {
        Asked asked = new Asked(session, nonces.get());
        return CompletableFuture.supplyAsync(() -> packer.pack(session, asked.nonce(), load), executor)
                .thenCompose(body -> client.ask(body, timeout))
                .thenApplyAsync(reply -> opener.apply(asked, unpacked(reply)), executor);
    }

    private static Object unpacked(byte[] reply) {
        try {
            return MsgPack.unpackWire(reply);
        } catch (DataException wrong) {
            throw new MasterRefusedException("the master's answer is no MessagePack: " + wrong.getMessage());
        }
    }

    /** Nothing that is not sealed is believed, an empty answer neither. */
    private static Object opened(Asked asked, Object reply) {
        if (!(reply instanceof String) && !(reply instanceof byte[])) {
            throw new StaleKeysException(Trees.kind(reply));
        }
        try {
            return Envelope.openReply(asked.session().requestKey(), Trees.bytes(reply), asked.nonce());
        } catch (CryptException unreadable) {
            throw new StaleKeysException(reply instanceof String text ? shortened(text) : "what does not open");
        } catch (DataException wrong) {
            throw new MasterRefusedException("the master's answer holds no tree: " + wrong.getMessage());
        }
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80);
    }

    private Map<String, Object> openedPillar(Asked asked, Object reply) {
        if (!PillarReply.isPrivate(reply)) {
            throw new StaleKeysException(
                    reply instanceof Map<?, ?> error ? "error " + error.get("error") : "no pillar");
        }
        return PillarReply.open(me, asked.session().masterKey(), asked.nonce(), reply);
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
