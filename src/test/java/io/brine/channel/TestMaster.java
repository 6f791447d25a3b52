package io.brine.channel;

import io.brine.crypt.Crypticle;
import io.brine.crypt.HashType;
import io.brine.crypt.RsaKeyPair;
import io.brine.crypt.RsaPublicKey;
import io.brine.transport.Connection;
import io.brine.transport.RequestClient;
import io.brine.wire.AuthReply;
import io.brine.wire.AuthRequest;
import io.brine.wire.MinionId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A small master behind a ReqServerChannel: accepts the keys it is told, echoes every other load. */
final class TestMaster implements MasterSecrets, RequestDispatcher {
    static final MinionId WEB1 = new MinionId("web1");
    static final RsaKeyPair MASTER_KEY = RsaKeyPair.generate(2048);
    static final RsaKeyPair MINION_KEY = RsaKeyPair.generate(2048);
    static final RsaKeyPair OTHER_KEY = RsaKeyPair.generate(2048);

    RsaKeyPair key = MASTER_KEY;
    final List<Crypticle> shared = new ArrayList<>(List.of(Crypticle.generate()));
    final Map<MinionId, Crypticle> sessions = new HashMap<>();
    final Map<MinionId, RsaPublicKey> accepted = new HashMap<>();
    final List<Map<String, Object>> dispatched = new ArrayList<>();
    final List<RequestRefusal> refusals = new ArrayList<>();
    final List<Throwable> failures = new ArrayList<>();
    boolean givesSessions = true;
    int auths;

    @Override
    public RsaKeyPair masterKey() {
        return key;
    }

    @Override
    public List<Crypticle> sharedKeys() {
        return shared;
    }

    @Override
    public Optional<Crypticle> sessionKey(MinionId id) {
        return Optional.of(sessions.computeIfAbsent(id, unknown -> Crypticle.generate()));
    }

    @Override
    public Optional<RsaPublicKey> acceptedKey(MinionId id) {
        return Optional.ofNullable(accepted.get(id));
    }

    TestMaster accept(RsaKeyPair minion) {
        accepted.put(WEB1, minion.publicKey());
        return this;
    }

    @Override
    public Reply clear(Caller caller, Map<String, Object> load) {
        dispatched.add(load);
        return AuthRequest.CMD.equals(load.get("cmd"))
                ? new Reply.Signed(auth(caller, AuthRequest.of(load)))
                : new Reply.Clear(load);
    }

    private Map<String, Object> auth(Caller caller, AuthRequest request) {
        auths++;
        RsaPublicKey known = accepted.get(request.id());
        if (known == null || !known.cleanedPem().equals(RsaPublicKey.clean(request.pub()))) {
            return Map.of("ret", known == null);
        }
        Crypticle current = shared.get(0);
        byte[] digest = HashType.SHA256.hex(current.keyBytes()).getBytes(StandardCharsets.US_ASCII);
        return new AuthReply(
                        key.publicKey().cleanedPem(),
                        4505,
                        Optional.empty(),
                        request.token()
                                .map(token ->
                                        known.encrypt(caller.encryption(), key.decrypt(caller.encryption(), token))),
                        known.encrypt(caller.encryption(), current.keyBytes()),
                        givesSessions
                                ? sessionKey(request.id())
                                        .map(own -> known.encrypt(caller.encryption(), own.keyBytes()))
                                : Optional.empty(),
                        key.x931(digest))
                .toLoad();
    }

    @Override
    public Reply encrypted(Caller caller, Map<String, Object> load) {
        dispatched.add(load);
        if ("_pillar".equals(load.get("cmd"))) {
            return new Reply.Private(Map.of("secret", "for " + load.get("id")), WEB1);
        }
        if ("boom".equals(load.get("cmd"))) {
            throw new IllegalStateException("boom");
        }
        if ("no class".equals(load.get("cmd"))) {
            throw new NoClassDefFoundError("a jar was replaced");
        }
        return new Reply.Encrypted(load.get("cmd"));
    }

    ReqServerChannel channel(RequestRules rules, Clock clock) {
        RequestListener listener = new RequestListener() {
            @Override
            public void onRefused(RequestRefusal reason, Connection from, String claimedId, String detail) {
                refusals.add(reason);
            }

            @Override
            public void onHandlerFailed(Connection from, String claimedId, String cmd, Throwable failure) {
                failures.add(failure);
            }
        };
        return new ReqServerChannel(this, this, rules, listener, clock);
    }

    /** A road straight into a channel. */
    static RequestClient road(ReqServerChannel channel) {
        return new RequestClient() {
            @Override
            public CompletableFuture<byte[]> ask(byte[] body, Duration timeout) {
                return channel.answer(body, null);
            }

            @Override
            public void close() {}
        };
    }
}
