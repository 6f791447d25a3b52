package io.brine.channel;

import io.brine.crypt.ConstantTime;
import io.brine.crypt.CryptException;
import io.brine.crypt.Crypticle;
import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.transport.RequestClient;
import io.brine.wire.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

/**
 * A minion's encrypted requests. Version 3 with our own key if the master gave one, else version 2 with the shared key. An
 * answer that does not open means that keys have changed: one new sign-in, shared by all who wait for it, and the request is
 * sent once more. Thread-safe. Source: 3006.0 and 3008.0 channel/client.py AsyncReqChannel.
 */
public final class ReqChannel {
    /** In version 2 these carry nothing but their arguments: {@code _file_envs} of 3006.0 fails on more. */
    private static final Set<String> BARE_IN_VERSION_2 = Set.of(
            "_serve_file",
            "_file_find",
            "_file_hash",
            "_file_hash_and_stat",
            "_file_list",
            "_file_list_emptydirs",
            "_dir_list",
            "_symlink_list",
            "_file_envs");

    private final RequestClient client;
    private final Credentials credentials;
    private final MinionIdentity me;
    private final Executor executor;
    private final Clock clock;

    /** @param executor where answers are opened and new requests sealed */
    public ReqChannel(
            RequestClient client, Credentials credentials, MinionIdentity me, Executor executor, Clock clock) {
        this.client = client;
        this.credentials = credentials;
        this.me = me;
        this.executor = executor;
        this.clock = clock;
    }

    /**
     * Asks the master and gives its answer's tree. The future fails with {@link SignInException}, {@link NonceException},
     * {@link MasterRefusedException} or {@link java.util.concurrent.TimeoutException}, mostly inside a
     * {@link CompletionException}. Whether to try again is the caller's decision; a try gets a new nonce.
     *
     * @param load with its {@code cmd}; id, nonce, ts and tok are added where they are not there
     */
    public CompletableFuture<Object> ask(Map<String, Object> load, Duration timeout) {
        return twice(session -> Nonce.random(), load, timeout, ReqChannel::opened);
    }

    /**
     * Asks for the pillar and opens its private reply (PROTOCOL 8.1). Fails as {@link #ask} does, with
     * {@link MasterRefusedException} also for a pillar that is not signed by the master.
     */
    public CompletableFuture<Map<String, Object>> askPillar(Map<String, Object> load, Duration timeout) {
        // The reference keeps the nonce when it asks again, and masters know that.
        String nonce = Nonce.random();
        return twice(session -> nonce, load, timeout, this::openedPillar);
    }

    private interface NonceSource {
        String nonce(Session session);
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
            NonceSource nonces, Map<String, Object> load, Duration timeout, BiFunction<Asked, Object, T> opener) {
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
            NonceSource nonces,
            Map<String, Object> load,
            Duration timeout,
            BiFunction<Asked, Object, T> opener) {
        Asked asked = new Asked(session, nonces.nonce(session));
        return CompletableFuture.supplyAsync(() -> packed(asked, load), executor)
                .thenCompose(body -> client.ask(body, timeout))
                .thenApplyAsync(reply -> opener.apply(asked, unpacked(reply)), executor);
    }

    private byte[] packed(Asked asked, Map<String, Object> load) {
        Session session = asked.session();
        Map<String, Object> full = new LinkedHashMap<>(load);
        full.put("nonce", asked.nonce());
        if (session.isProven()) {
            full.put("ts", clock.millis() / 1000);
        }
        if (session.isProven() || !BARE_IN_VERSION_2.contains(load.get("cmd"))) {
            full.putIfAbsent("tok", me.token());
            full.putIfAbsent("id", me.id().value());
        }
        byte[] sealed = Envelope.seal(session.requestKey(), full);
        Optional<String> none = Optional.empty();
        Payload payload = session.isProven()
                ? new Payload(
                        Payload.AES,
                        sealed,
                        Payload.VERSION,
                        me.id().value(),
                        Optional.of(me.encryption().wireName()),
                        Optional.of(me.signing().wireName()))
                : new Payload(Payload.AES, sealed, 2, null, none, none);
        return MsgPack.packWire(payload.toMap());
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
        if (!(reply instanceof Map<?, ?> map) || !map.containsKey("key")) {
            throw new StaleKeysException(
                    reply instanceof Map<?, ?> error ? "error " + error.get("error") : "no pillar");
        }
        try {
            byte[] sealedKey = Trees.bytes(map.get("key"));
            byte[] key = me.key().decrypt(me.encryption(), sealedKey);
            Crypticle once = new Crypticle(new String(key, StandardCharsets.US_ASCII));
            Map<String, Object> signed = Trees.fields(Envelope.open(once, Trees.bytes(map.get("pillar"))));
            byte[] data = Trees.bytes(signed.get("data"));
            requireSignature(asked.session(), data, signed.get("sig"));
            return pillar(asked, sealedKey, Trees.fields(MsgPack.unpackWire(data)));
        } catch (CryptException | DataException wrong) {
            throw new MasterRefusedException("the pillar cannot be opened: " + wrong.getMessage());
        }
    }

    private void requireSignature(Session session, byte[] data, Object sig) {
        if (sig == null || !session.masterKey().verifies(me.signing(), data, Trees.bytes(sig))) {
            throw new MasterRefusedException("Pillar payload signature failed to validate.");
        }
    }

    private static Map<String, Object> pillar(Asked asked, byte[] sealedKey, Map<String, Object> content) {
        if (!ConstantTime.same(sealedKey, Trees.bytes(content.get("key")))) {
            throw new MasterRefusedException("Key verification failed.");
        }
        if (!(content.get("nonce") instanceof String nonce) || !ConstantTime.same(nonce, asked.nonce())) {
            throw new MasterRefusedException("Pillar nonce verification failed.");
        }
        if (!(content.get("pillar") instanceof Map<?, ?>)) {
            throw new MasterRefusedException("Got a bad pillar from master, type " + Trees.kind(content.get("pillar")));
        }
        return Trees.fields(content.get("pillar"));
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
