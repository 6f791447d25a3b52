package io.brine.master;

import io.brine.channel.MasterSecrets;
import io.brine.channel.Serials;
import io.brine.config.MasterConfig;
import io.brine.crypt.Crypticle;
import io.brine.crypt.RsaKeyPair;
import io.brine.crypt.RsaPublicKey;
import io.brine.crypt.SigningAlgorithm;
import io.brine.keys.MasterKeyFiles;
import io.brine.keys.MinionKeys;
import io.brine.keys.SessionKeys;
import io.brine.wire.MinionId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All keys of the master: {@code master.pem}, the shared AES key, each minion's session key, and where minions' public keys
 * are found. The RSA signature over the AES key is made once per AES key, not once per minion.
 */
final class MasterKeys implements MasterSecrets {
    private final MasterKeyFiles files;
    private final MinionKeys minionKeys;
    private final SharedKeys sharedKeys;
    private final SessionKeys sessionKeys;
    private final Map<SigningAlgorithm, String> publicKeySignatures = new EnumMap<>(SigningAlgorithm.class);
    private Shared shared;

    /** The AES key as it is sealed for a minion, and X9.31 of the master key over its SHA-256 in hex. */
    record Shared(Crypticle crypticle, byte[] keyString, byte[] signature) {}

    MasterKeys(MasterConfig config, MinionKeys minionKeys, Clock clock) {
        this.files = MasterKeyFiles.loadOrCreate(config);
        this.minionKeys = minionKeys;
        Duration life = Duration.ofSeconds(config.keys().publishSessionSeconds());
        this.sharedKeys = new SharedKeys(config.paths().cachedir(), life, clock);
        this.sessionKeys = new SessionKeys(config.paths().cachedir(), life, clock);
    }

    @Override
    public RsaKeyPair masterKey() {
        return files.pair();
    }

    /** What minions are sent: cleaned, without trailing newline. */
    String publicText() {
        return files.publicText();
    }

    @Override
    public List<Crypticle> sharedKeys() {
        return sharedKeys.honoured();
    }

    @Override
    public Optional<Crypticle> sessionKey(MinionId id) {
        return minionKeys.accepted(id).map(accepted -> sessionKeys.of(id));
    }

    @Override
    public Optional<RsaPublicKey> acceptedKey(MinionId id) {
        return minionKeys.accepted(id);
    }

    /** For a minion that is accepted. */
    Crypticle session(MinionId id) {
        return sessionKeys.of(id);
    }

    synchronized Shared shared() {
        Crypticle current = sharedKeys.current().crypticle();
        if (shared == null || shared.crypticle() != current) {
            byte[] keyString = ascii(current.keyString());
            shared = new Shared(current, keyString, masterKey().x931(ascii(sha256Hex(keyString))));
        }
        return shared;
    }

    /** The serials of publications. */
    Serials serials() {
        return sharedKeys;
    }

    /** When the shared key was made. */
    Instant sharedSince() {
        return sharedKeys.current().made();
    }

    /** A new shared key; the one before is honoured for the overlap. */
    void rotate(Duration overlap) {
        sharedKeys.rotate(overlap);
    }

    /** {@code pub_sig} with {@code master_sign_pubkey} (PROTOCOL 3.5, 17.4); made once per algorithm. */
    synchronized Optional<String> publicKeySignature(SigningAlgorithm algorithm) {
        return files.pubkeySignature().map(maker -> publicKeySignatures.computeIfAbsent(algorithm, maker));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String sha256Hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
