package io.brine.master;

import io.brine.channel.Caller;
import io.brine.channel.Reply;
import io.brine.config.MasterKeyConfig;
import io.brine.crypt.CryptException;
import io.brine.crypt.RsaPublicKey;
import io.brine.data.DataException;
import io.brine.data.Trees;
import io.brine.events.EventSink;
import io.brine.keys.KeyDecision;
import io.brine.keys.KeyDesk;
import io.brine.keys.MinionKeys;
import io.brine.wire.MinionId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code _auth}: a minion shows its public key, and gets the keys, or is told to wait or to go (PROTOCOL 4, 17.2). Always
 * answers, also to what makes no sense. Source: 3006.0 channel/server.py ReqServerChannel._auth.
 */
final class AuthHandler implements RequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(AuthHandler.class);

    /** Characters of PEM; 16384 bits need 2900. */
    private static final int LONGEST_KEY = 8192;

    private final KeyDesk desk;
    private final MinionKeys minionKeys;
    private final MasterKeys masterKeys;
    private final Supplier<Set<String>> connected;
    private final MasterKeyConfig config;
    private final int publishPort;
    private final EventSink events;
    private final MasterListener listener;

    /** What minions' keys are decided with. */
    record Office(KeyDesk desk, MinionKeys minionKeys, MasterKeys masterKeys) {}

    AuthHandler(
            Office office,
            Supplier<Set<String>> connected,
            MasterKeyConfig config,
            int publishPort,
            EventSink events,
            MasterListener listener) {
        this.desk = office.desk();
        this.minionKeys = office.minionKeys();
        this.masterKeys = office.masterKeys();
        this.connected = connected;
        this.config = config;
        this.publishPort = publishPort;
        this.events = events;
        this.listener = listener;
    }

    @Override
    public Reply handle(Caller caller, Map<String, Object> load) {
        String pub = Loads.text(load, "pub", "");
        Optional<MinionId> id = MinionId.of(load.get("id"));
        if (id.isEmpty() || !id.get().isPlain() && minionKeys.stateOf(id.get()).isEmpty()) {
            told(caller, String.valueOf(load.get("id")), "invalid");
            return answer(false);
        }
        if (isFull(id.get())) {
            told(caller, id.get().value(), "full");
            fire(id.get(), pub, false, Optional.of("full"));
            return answer("full");
        }
        if (!isStrong(pub)) {
            told(caller, id.get().value(), "weak key");
            return answer(false);
        }
        KeyDecision decision = desk.judge(new KeyDesk.Request(id.get(), pub, Loads.map(load, "autosign_grains")));
        told(caller, id.get().value(), decision.act().orElse("refuse"));
        if (!decision.isAccepted()) {
            fire(id.get(), pub, decision.result(), decision.act());
            return answer(decision.ret() == KeyDecision.Ret.TRUE);
        }
        return accept(caller, id.get(), load, pub);
    }

    /** Salt makes no key below this either; what is no key at all must not lie among the keys. */
    private static boolean isStrong(String pub) {
        try {
            return pub.length() <= LONGEST_KEY && RsaPublicKey.parse(pub).isStrong();
        } catch (CryptException | DataException noKey) {
            return false;
        }
    }

    private Reply accept(Caller caller, MinionId id, Map<String, Object> load, String pub) {
        Optional<RsaPublicKey> key = minionKeys.accepted(id);
        if (key.isEmpty()) {
            LOG.error("the accepted key of {} is no RSA public key", id);
            fire(id, pub, false, Optional.of("error"));
            return answer(false);
        }
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("enc", "pub");
        reply.put("pub_key", masterKeys.publicText());
        reply.put("publish_port", publishPort);
        masterKeys.publicKeySignature(caller.signing()).ifPresent(signature -> reply.put("pub_sig", signature));
        token(caller, load, key.get()).ifPresent(token -> reply.put("token", token));
        MasterKeys.Shared shared = masterKeys.shared();
        reply.put("aes", key.get().encrypt(caller.encryption(), shared.keyString()));
        reply.put(
                "session",
                key.get()
                        .encrypt(
                                caller.encryption(),
                                MasterKeys.ascii(masterKeys.session(id).keyString())));
        reply.put("sig", shared.signature());
        fire(id, pub, true, Optional.of("accept"));
        return new Reply.Signed(reply);
    }

    /** What the minion sealed for us, sealed for the minion; silently left out if it does not open. */
    private Optional<byte[]> token(Caller caller, Map<String, Object> load, RsaPublicKey key) {
        if (load.get("token") == null) {
            return Optional.empty();
        }
        try {
            byte[] token = masterKeys.masterKey().decrypt(caller.encryption(), Trees.bytes(load.get("token")));
            return Optional.of(key.encrypt(caller.encryption(), token));
        } catch (CryptException | DataException notForUs) {
            LOG.debug("the token of {} does not open: it knows another master key", load.get("id"));
            return Optional.empty();
        }
    }

    /** More than max_minions are connected, and this is none of them. */
    private boolean isFull(MinionId id) {
        int most = config.maxMinions();
        if (most <= 0) {
            return false;
        }
        Set<String> there = connected.get();
        return there.size() >= most && !there.contains(id.value());
    }

    private static Reply answer(Object ret) {
        return new Reply.Signed(Map.of("ret", ret));
    }

    private void told(Caller caller, String id, String outcome) {
        listener.onAuthentication(id, outcome, caller.connection().peerAddress());
        LOG.debug("authentication of {} from {}: {}", id, caller.connection().peerAddress(), outcome);
    }

    private void fire(MinionId id, String pub, boolean result, Optional<String> act) {
        if (!config.authEvents()) {
            return;
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("result", result);
        act.ifPresent(word -> data.put("act", word));
        data.put("id", id.value());
        data.put("pub", pub);
        events.fire("salt/auth", data);
    }
}
