package io.brine.master;

import io.brine.channel.MasterSecrets;
import io.brine.config.MasterConfig;
import io.brine.crypt.Crypticle;
import io.brine.crypt.RsaKeyPair;
import io.brine.crypt.RsaPublicKey;
import io.brine.crypt.SigningAlgorithm;
import io.brine.keys.MinionKeys;
import io.brine.store.AtomicFile;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
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
    private final RsaKeyPair masterKey;
    private final Optional<PublicKeySigner> signer;
    private final MinionKeys minionKeys;
    private final SharedKeys sharedKeys;
    private final SessionKeys sessionKeys;
    private Shared shared;

    /** The AES key as it is sealed for a minion, and X9.31 of the master key over its SHA-256 in hex. */
    record Shared(Crypticle crypticle, byte[] keyString, byte[] signature) {}

    private record PublicKeySigner(Optional<RsaKeyPair> pair, String fixed, Map<SigningAlgorithm, String> made) {}

    private MasterKeys(
            RsaKeyPair masterKey,
            Optional<PublicKeySigner> signer,
            MinionKeys minionKeys,
            SharedKeys sharedKeys,
            SessionKeys sessionKeys) {
        this.masterKey = masterKey;
        this.signer = signer;
        this.minionKeys = minionKeys;
        this.sharedKeys = sharedKeys;
        this.sessionKeys = sessionKeys;
    }

    /**
     * Reads the master's keys from pki_dir, and makes those that are missing.
     *
     * @throws io.brine.crypt.CryptException if a key file is none, or its passphrase wrong
     * @throws UncheckedIOException naming the file that cannot be read or written
     */
    static MasterKeys open(MasterConfig config, MinionKeys minionKeys, Clock clock) {
        Path pki = config.paths().pkiDir();
        RsaKeyPair masterKey = pair(pki, "master", config.keys().keyPass().orElse(""), config.keys().keysize());
        Duration session = Duration.ofSeconds(config.keys().publishSessionSeconds());
        return new MasterKeys(
                masterKey,
                signer(config, pki),
                minionKeys,
                new SharedKeys(clock),
                new SessionKeys(config.paths().cachedir().resolve("sessions"), session, clock));
    }

    private static Optional<PublicKeySigner> signer(MasterConfig config, Path pki) {
        if (!config.signing().masterSignPubkey()) {
            return Optional.empty();
        }
        if (config.signing().masterUsePubkeySignature()) {
            String fixed = read(pki.resolve(config.signing().masterPubkeySignature()));
            return Optional.of(new PublicKeySigner(Optional.empty(), fixed, Map.of()));
        }
        RsaKeyPair pair = pair(
                pki,
                config.signing().masterSignKeyName(),
                config.signing().signingKeyPass().orElse(""),
                config.keys().keysize());
        return Optional.of(new PublicKeySigner(Optional.of(pair), "", new EnumMap<>(SigningAlgorithm.class)));
    }

    private static RsaKeyPair pair(Path pki, String name, String passphrase, int bits) {
        Path pem = pki.resolve(name + ".pem");
        Path pub = pki.resolve(name + ".pub");
        try {
            if (!Files.exists(pem)) {
                RsaKeyPair made = RsaKeyPair.generate(bits);
                AtomicFile.write(pem, made.privatePem(), 0400);
                AtomicFile.write(pub, made.publicPem(), 0644);
                return made;
            }
            RsaKeyPair known = RsaKeyPair.parse(read(pem), passphrase);
            if (!Files.exists(pub)) {
                AtomicFile.write(pub, known.publicPem(), 0644);
            }
            return known;
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write the key pair " + pem + ": " + refused.getMessage(), refused);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot read " + file + ": " + refused.getMessage(), refused);
        }
    }

    @Override
    public RsaKeyPair masterKey() {
        return masterKey;
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
            shared = new Shared(current, keyString, masterKey.x931(ascii(sha256Hex(keyString))));
        }
        return shared;
    }

    /** When the shared key was made. */
    Instant sharedSince() {
        return sharedKeys.current().made();
    }

    /** A new shared key; the one before is honoured for the overlap. */
    void rotate(Duration overlap) {
        sharedKeys.rotate(overlap);
    }

    /**
     * Base64 with a newline of the signature over the public key's cleaned text, with {@code master_sign_pubkey}
     * (PROTOCOL 3.5, 17.4).
     */
    synchronized Optional<String> publicKeySignature(SigningAlgorithm algorithm) {
        return signer.map(with -> with.pair()
                .map(pair -> with.made().computeIfAbsent(algorithm, same -> signature(pair, same)))
                .orElse(with.fixed()));
    }

    private String signature(RsaKeyPair pair, SigningAlgorithm algorithm) {
        byte[] text = masterKey.publicKey().cleanedPem().getBytes(StandardCharsets.UTF_8);
        return Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(pair.sign(algorithm, text)) + "\n";
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
