package io.brine.channel;

import io.brine.crypt.CryptException;
import io.brine.crypt.Crypticle;
import io.brine.crypt.EncryptionAlgorithm;
import io.brine.crypt.SigningAlgorithm;
import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.PyText;
import io.brine.data.Trees;
import io.brine.transport.Connection;
import io.brine.wire.AuthRequest;
import io.brine.wire.MinionId;
import io.brine.wire.Payload;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * From bytes to a proven request, in the reference's order of checks (PROTOCOL 6.1, 17.2). Thread-safe.
 * Source: 3008.0 channel/server.py handle_message.
 */
final class RequestOpener {
    private static final int MAX_NONCE_CHARACTERS = 128;
    /** Versions from here on use session keys and prove every request. */
    private static final int PROVEN = 3;

    private final MasterSecrets secrets;
    private final RequestRules rules;
    private final Clock clock;
    private final TokenCheck tokens;
    private final ReplayMemory replays = new ReplayMemory();
    /** Minions that have proven themselves in version 3; never more than have accepted keys. */
    private final Set<MinionId> provers = ConcurrentHashMap.newKeySet();

    RequestOpener(MasterSecrets secrets, RequestRules rules, Clock clock) {
        this.secrets = secrets;
        this.rules = rules;
        this.clock = clock;
        this.tokens = new TokenCheck(secrets);
    }

    /** @throws RequestRefusedException with the reason and the answer */
    OpenedRequest open(byte[] body, Connection from) {
        Payload payload = payload(body);
        String claimed = payload.id() instanceof String id ? id : "";
        if (payload.version() < rules.minimumAuthVersion()) {
            throw new RequestRefusedException(
                    RequestRefusal.VERSION_TOO_LOW,
                    clearId(payload, claimed),
                    "request protocol " + payload.version() + " is below minimum_auth_version "
                            + rules.minimumAuthVersion()
                            + "; minions older than 3006.12 or 3007.4 need minimum_auth_version: 2 in the master's configuration");
        }
        return switch (payload.enc()) {
            case Payload.CLEAR -> clear(payload, from);
            case Payload.AES -> encrypted(payload, claimed, from);
            default -> throw new RequestRefusedException(RequestRefusal.UNKNOWN_ENC, claimed, "");
        };
    }

    private static Payload payload(byte[] body) {
        Object tree;
        try {
            tree = MsgPack.unpackWire(body);
        } catch (DataException wrong) {
            throw new RequestRefusedException(RequestRefusal.UNDECODABLE, "", wrong.getMessage());
        }
        return Payload.of(tree).orElseThrow(() -> new RequestRefusedException(RequestRefusal.NOT_A_PAYLOAD, "", ""));
    }

    private static String clearId(Payload payload, String claimed) {
        return payload.load() instanceof Map<?, ?> load && load.get("id") instanceof String id ? id : claimed;
    }

    private static OpenedRequest clear(Payload payload, Connection from) {
        Map<String, Object> load = checkedLoad(payload.load(), "");
        boolean auth = AuthRequest.CMD.equals(load.get("cmd"));
        Caller caller = caller(auth ? algorithmsOf(load, payload) : payload, from, Optional.empty());
        String nonce = "";
        if (auth && payload.version() > 1) {
            nonce = nonce(load.get("nonce"), clearId(payload, ""));
        }
        return new OpenedRequest(payload, caller, load, Optional.empty(), nonce);
    }

    /** {@code _auth} names its algorithms inside the load. */
    private static Payload algorithmsOf(Map<String, Object> load, Payload payload) {
        return new Payload(
                payload.enc(),
                payload.load(),
                payload.version(),
                payload.id(),
                Optional.ofNullable(load.get("enc_algo")).map(String::valueOf),
                Optional.ofNullable(load.get("sig_algo")).map(String::valueOf));
    }

    private OpenedRequest encrypted(Payload payload, String claimed, Connection from) {
        boolean proven = payload.version() >= PROVEN;
        Unsealed unsealed = proven ? openWithSession(payload, claimed) : openWithShared(payload, claimed);
        Map<String, Object> load = checkedLoad(unsealed.load(), claimed);
        String nonce = payload.version() > 1 ? nonce(load.remove("nonce"), claimed) : "";
        Optional<MinionId> minion = proven ? proven(payload, load, claimed) : tokenOfOldPeer(load);
        load.remove("tok");
        if (proven && rules.refusesReplays() && isReplay(minion, nonce, load)) {
            throw new RequestRefusedException(RequestRefusal.REPLAYED, claimed, "");
        }
        return new OpenedRequest(payload, caller(payload, from, minion), load, Optional.of(unsealed.key()), nonce);
    }

    private record Unsealed(Object load, Crypticle key) {}

    private Unsealed openWithSession(Payload payload, String claimed) {
        // The order matters: nothing is made or kept for an id that is not accepted.
        Crypticle key = MinionId.of(payload.id())
                .filter(id -> secrets.acceptedKey(id).isPresent())
                .flatMap(secrets::sessionKey)
                .orElseThrow(() -> new RequestRefusedException(RequestRefusal.UNKNOWN_MINION, claimed, ""));
        try {
            return new Unsealed(Envelope.open(key, sealed(payload)), key);
        } catch (CryptException | DataException wrong) {
            throw new RequestRefusedException(RequestRefusal.NOT_OPENED, claimed, wrong.getMessage());
        }
    }

    private Unsealed openWithShared(Payload payload, String claimed) {
        byte[] sealed;
        try {
            sealed = sealed(payload);
        } catch (DataException wrong) {
            throw new RequestRefusedException(RequestRefusal.NOT_OPENED, claimed, wrong.getMessage());
        }
        String why = "";
        for (Crypticle key : secrets.sharedKeys()) {
            try {
                return new Unsealed(Envelope.open(key, sealed), key);
            } catch (CryptException | DataException wrong) {
                why = wrong.getMessage();
            }
        }
        throw new RequestRefusedException(RequestRefusal.NOT_OPENED, claimed, why);
    }

    private static byte[] sealed(Payload payload) {
        return Trees.bytes(payload.load());
    }

    private static Map<String, Object> checkedLoad(Object load, String claimed) {
        Map<String, Object> fields;
        try {
            fields = Trees.fields(load);
        } catch (DataException wrong) {
            throw new RequestRefusedException(RequestRefusal.LOAD_NOT_A_MAP, claimed, wrong.getMessage());
        }
        Object id = fields.getOrDefault("id", "");
        if (!(id instanceof String text)) {
            String answer = "bad load: id " + shown(id) + " is not a string";
            throw new RequestRefusedException(RequestRefusal.ID_NOT_TEXT, claimed, "", answer);
        }
        if (text.indexOf('\0') >= 0) {
            throw new RequestRefusedException(RequestRefusal.ID_WITH_NUL, claimed, "");
        }
        return fields;
    }

    /** The reference repeats the id; a hostile one shall not make us send megabytes back. */
    private static String shown(Object id) {
        return id == null || id instanceof Number || id instanceof Boolean ? PyText.str(id) : Trees.kind(id);
    }

    private static String nonce(Object nonce, String claimed) {
        if (nonce == null) {
            return "";
        }
        if (nonce instanceof String text && text.length() <= MAX_NONCE_CHARACTERS) {
            return text;
        }
        throw new RequestRefusedException(RequestRefusal.BAD_NONCE, claimed, Trees.kind(nonce));
    }

    private Optional<MinionId> proven(Payload payload, Map<String, Object> load, String claimed) {
        if (rules.requestTtlSeconds() > 0) {
            checkAge(load.get("ts"), claimed);
        }
        if (!load.containsKey("id") || !load.get("id").equals(payload.id())) {
            throw new RequestRefusedException(RequestRefusal.ID_MISMATCH, claimed, "inner id " + load.get("id"));
        }
        MinionId id = MinionId.of(payload.id()).orElseThrow();
        if (!tokens.proves(id, load.get("tok"))) {
            throw new RequestRefusedException(RequestRefusal.BAD_TOKEN, claimed, "");
        }
        provers.add(id);
        return Optional.of(id);
    }

    /** In both directions: what is dated ahead could be sent again for as long. */
    private void checkAge(Object ts, String claimed) {
        double sent = ts instanceof Number number ? number.doubleValue() : Double.NEGATIVE_INFINITY;
        if (!(Math.abs(clock.millis() / 1000.0 - sent) <= rules.requestTtlSeconds())) {
            throw new RequestRefusedException(RequestRefusal.EXPIRED, claimed, "ts " + shown(ts));
        }
    }

    /**
     * Before version 3 a token is optional; one that is there must be right. A minion that speaks version 3 is not believed to
     * ask without: anybody who is accepted could do that in its name.
     */
    private Optional<MinionId> tokenOfOldPeer(Map<String, Object> load) {
        Optional<MinionId> id = MinionId.of(load.get("id"));
        if (!load.containsKey("tok") || !load.containsKey("id")) {
            if (id.isPresent() && provers.contains(id.get())) {
                String why = "a request of version 2 without token, in the name of a minion that speaks version 3";
                throw new RequestRefusedException(
                        RequestRefusal.BAD_TOKEN, id.get().value(), why);
            }
            return Optional.empty();
        }
        if (id.isEmpty() || !tokens.proves(id.get(), load.get("tok"))) {
            throw new RequestRefusedException(RequestRefusal.BAD_TOKEN, String.valueOf(load.get("id")), "");
        }
        return id;
    }

    private boolean isReplay(Optional<MinionId> minion, String nonce, Map<String, Object> load) {
        return !nonce.isEmpty() && !"_pillar".equals(load.get("cmd")) && !replays.isNew(minion.orElseThrow(), nonce);
    }

    private static Caller caller(Payload payload, Connection from, Optional<MinionId> minion) {
        EncryptionAlgorithm encryption =
                payload.encAlgo().flatMap(EncryptionAlgorithm::named).orElse(EncryptionAlgorithm.OAEP_SHA1);
        SigningAlgorithm signing =
                payload.sigAlgo().flatMap(SigningAlgorithm::named).orElse(SigningAlgorithm.PKCS1V15_SHA1);
        return new Caller(from, payload.version(), minion, encryption, signing);
    }
}
