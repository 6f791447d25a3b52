package io.brine.channel;

import io.brine.channel.SignInResult.Distrust;
import io.brine.crypt.ConstantTime;
import io.brine.crypt.CryptException;
import io.brine.crypt.Crypticle;
import io.brine.crypt.Fingerprint;
import io.brine.crypt.HashType;
import io.brine.crypt.MasterSignature;
import io.brine.crypt.RsaPublicKey;
import io.brine.data.DataException;
import io.brine.data.MsgPack;
import io.brine.data.Trees;
import io.brine.wire.AuthReply;
import io.brine.wire.AuthRequest;
import io.brine.wire.Payload;
import io.brine.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The minion's side of the handshake without the road: what to send, and what an answer means. A master's key is stored
 * only after every check has passed. Thread-safe. Source: 3006.0 and 3008.0 crypt.py AsyncAuth.
 */
public final class SignIn {
    private final MinionIdentity me;
    private final SignInRules rules;
    private final MasterKeyFile masterKeys;
    /** Only a master that can read it, with the key we know, can send it back. Chosen once. */
    private final byte[] secret = Crypticle.generate().keyBytes();

    public SignIn(MinionIdentity me, SignInRules rules, MasterKeyFile masterKeys) {
        this.me = me;
        this.rules = rules;
        this.masterKeys = masterKeys;
    }

    /**
     * One attempt.
     *
     * @param known the master's key as it was stored when the attempt began
     * @param secret what the master must send back, if its key is known
     * @param body the request as it travels
     */
    public record Attempt(String nonce, Optional<RsaPublicKey> known, byte[] secret, byte[] body) {}

    /** A new request with a nonce of its own. @throws CryptException if the stored master key cannot be read */
    public Attempt begin() {
        Optional<RsaPublicKey> known = masterKeys.read().map(RsaPublicKey::parse);
        String nonce = Nonce.random();
        AuthRequest request = new AuthRequest(
                me.id(),
                nonce,
                Optional.of(me.encryption().wireName()),
                Optional.of(me.signing().wireName()),
                rules.autosignGrains(),
                known.map(master -> master.encrypt(me.encryption(), secret)),
                me.key().publicKey().cleanedPem());
        byte[] body = MsgPack.packWire(Payload.clear(request.toLoad()).toMap());
        return new Attempt(nonce, known, secret, body);
    }

    /** What the master's answer to this attempt means. Never throws for what came. */
    public SignInResult judge(Attempt attempt, byte[] reply) {
        try {
            return judged(attempt, MsgPack.unpackWire(reply));
        } catch (DistrustException distrust) {
            return new SignInResult.Untrusted(distrust.reason(), distrust.getMessage());
        } catch (DataException | WireException malformed) {
            return new SignInResult.Unusable(malformed.getMessage());
        }
    }

    private SignInResult judged(Attempt attempt, Object reply) {
        if (!(reply instanceof Map<?, ?> payload) || !payload.containsKey("load")) {
            return new SignInResult.Unusable(reply instanceof String text ? text : Trees.kind(reply));
        }
        if (payload.get("load") instanceof Map<?, ?> unsigned) {
            return unsigned.get("ret") instanceof String text && text.startsWith("bad ")
                    ? new SignInResult.UnsupportedAlgorithm(text)
                    : new SignInResult.Unusable("an unsigned answer");
        }
        byte[] signed = Trees.bytes(payload.get("load"));
        Map<String, Object> load = Trees.fields(MsgPack.unpackWire(signed));
        Signed answer = new Signed(signed, payload.get("sig"), load);
        return load.containsKey("pub_key") ? accepted(attempt, answer) : notAccepted(attempt, answer);
    }

    /** @param sig as it came, null when absent */
    private record Signed(byte[] bytes, Object sig, Map<String, Object> load) {}

    private SignInResult notAccepted(Attempt attempt, Signed answer) {
        // Before the first meeting there is no key to check with.
        attempt.known().ifPresent(master -> requireSignature(master, answer));
        requireNonce(attempt, answer);
        Object ret = answer.load().get("ret");
        if (!answer.load().containsKey("ret")) {
            return new SignInResult.Unusable("an answer without ret");
        }
        if ("full".equals(ret)) {
            return new SignInResult.Full();
        }
        if (ret instanceof String text && text.startsWith("bad ")) {
            return new SignInResult.UnsupportedAlgorithm(text);
        }
        return Trees.isTruthy(ret) ? new SignInResult.Pending() : new SignInResult.Refused();
    }

    private SignInResult accepted(Attempt attempt, Signed answer) {
        AuthReply reply = AuthReply.of(answer.load());
        RsaPublicKey master = trustedKey(attempt, reply);
        Session session = session(attempt, reply, master);
        requireSignature(master, answer);
        requireNonce(attempt, answer);
        requireFinger(reply.pubKey());
        boolean isNew = attempt.known().isEmpty();
        if (isNew || !attempt.known().get().cleanedPem().equals(master.cleanedPem())) {
            masterKeys.write(reply.pubKey());
        }
        return new SignInResult.Accepted(session, isNew);
    }

    private RsaPublicKey trustedKey(Attempt attempt, AuthReply reply) {
        RsaPublicKey offered;
        try {
            offered = RsaPublicKey.parse(reply.pubKey());
        } catch (CryptException wrong) {
            throw new DistrustException(Distrust.KEYS_UNREADABLE, "pub_key: " + wrong.getMessage());
        }
        if (reply.pubSig().isPresent() && !rules.verifiesPubSig()) {
            throw new DistrustException(
                    Distrust.PUB_SIG_UNEXPECTED, "the master signs its key, verify_master_pubkey_sign is off");
        }
        boolean same = attempt.known()
                .map(known -> known.cleanedPem().equals(offered.cleanedPem()))
                .orElse(false);
        if (rules.verifiesPubSig()) {
            if (reply.pubSig().isEmpty()) {
                throw new DistrustException(Distrust.PUB_SIG_MISSING, "the master does not sign its key");
            }
            if (!same || rules.alwaysVerifiesPubSig()) {
                requirePubSig(reply);
            }
        } else if (!same && attempt.known().isPresent() && !rules.isOpenMode()) {
            throw new DistrustException(Distrust.MASTER_KEY_CHANGED, "Invalid master key");
        }
        return offered;
    }

    private void requirePubSig(AuthReply reply) {
        String signer = masterKeys
                .signingKey()
                .orElseThrow(() -> new DistrustException(Distrust.PUB_SIG_MISSING, "no master_sign.pub to check with"));
        boolean isValid;
        try {
            isValid = MasterSignature.verifies(
                    RsaPublicKey.parse(signer),
                    me.signing(),
                    reply.pubKey(),
                    reply.pubSig().orElseThrow());
        } catch (CryptException unreadable) {
            throw new DistrustException(Distrust.PUB_SIG_MISSING, "master_sign.pub: " + unreadable.getMessage());
        }
        if (!isValid) {
            throw new DistrustException(Distrust.PUB_SIG_INVALID, "the signature of the master's key is wrong");
        }
    }

    private Session session(Attempt attempt, AuthReply reply, RsaPublicKey master) {
        try {
            byte[] shared = me.key().decrypt(me.encryption(), reply.aes());
            requireDigest(master, reply, shared);
            requireToken(attempt, reply);
            Optional<Crypticle> own = reply.session()
                    .map(bytes -> me.key().decrypt(me.encryption(), bytes))
                    .map(SignIn::crypticle);
            return new Session(crypticle(shared), own, reply.publishPort(), master, new SerialGate());
        } catch (CryptException wrong) {
            throw new DistrustException(Distrust.KEYS_UNREADABLE, wrong.getMessage());
        }
    }

    private static Crypticle crypticle(byte[] keyString) {
        return new Crypticle(new String(keyString, StandardCharsets.US_ASCII));
    }

    private static void requireDigest(RsaPublicKey master, AuthReply reply, byte[] shared) {
        byte[] digest = HashType.SHA256.hex(shared).getBytes(StandardCharsets.US_ASCII);
        try {
            if (ConstantTime.same(digest, master.recover(reply.sig()))) {
                return;
            }
        } catch (CryptException notASignature) {
            throw new DistrustException(Distrust.KEY_DIGEST_INVALID, notASignature.getMessage());
        }
        throw new DistrustException(Distrust.KEY_DIGEST_INVALID, "the shared key's digest is another one");
    }

    private void requireToken(Attempt attempt, AuthReply reply) {
        if (attempt.known().isEmpty()) {
            return;
        }
        byte[] returned = reply.token()
                .map(bytes -> me.key().decrypt(me.encryption(), bytes))
                .orElseThrow(() -> new DistrustException(Distrust.TOKEN_INVALID, "the master sent no token"));
        if (!ConstantTime.same(attempt.secret(), returned)) {
            throw new DistrustException(Distrust.TOKEN_INVALID, "the master sent another token");
        }
    }

    private void requireSignature(RsaPublicKey master, Signed answer) {
        if (answer.sig() == null || !master.verifies(me.signing(), answer.bytes(), Trees.bytes(answer.sig()))) {
            throw new DistrustException(Distrust.SIGNATURE_INVALID, "Invalid signature");
        }
    }

    private static void requireNonce(Attempt attempt, Signed answer) {
        if (!(answer.load().get("nonce") instanceof String nonce) || !ConstantTime.same(nonce, attempt.nonce())) {
            throw new DistrustException(Distrust.NONCE_INVALID, "Invalid nonce");
        }
    }

    private void requireFinger(String pubKey) {
        String wanted = rules.masterFinger().orElse("").strip().toLowerCase(Locale.ROOT);
        String finger = Fingerprint.of(pubKey, rules.hashType());
        if (!wanted.isEmpty() && !wanted.equals(finger)) {
            throw new DistrustException(Distrust.FINGER_MISMATCH, "the master's fingerprint is " + finger);
        }
    }
}
