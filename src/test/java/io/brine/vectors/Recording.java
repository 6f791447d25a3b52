package io.brine.vectors;

import io.brine.channel.MinionIdentity;
import io.brine.crypt.Crypticle;
import io.brine.crypt.EncryptionAlgorithm;
import io.brine.crypt.RsaKeyPair;
import io.brine.crypt.RsaPublicKey;
import io.brine.crypt.SigningAlgorithm;
import io.brine.wire.MinionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All keys of one recording: what its master and its minions knew. */
final class Recording {
    private final Map<String, RsaKeyPair> pairs = new LinkedHashMap<>();
    private final List<Crypticle> sharedKeys = new ArrayList<>();
    private final Map<String, List<Crypticle>> sessionKeys = new LinkedHashMap<>();
    private final Optional<String> signingKey;

    /** Reads the two layouts of keys.json. */
    Recording(Fields keys) {
        Map<?, ?> rsa = keys.fields("rsa").map();
        rsa.forEach((name, pem) -> {
            if (((String) name).endsWith(".pem")) {
                pairs.put(((String) name).replace(".pem", ""), RsaKeyPair.parse((String) pem, null));
            }
        });
        signingKey = Optional.ofNullable((String) rsa.get("master_sign.pub"));
        keys.list("aes_session_keys_in_order").forEach(key -> sharedKeys.add(new Crypticle((String) key)));
        keys.list("shared_aes_keys_in_order").forEach(key -> sharedKeys.add(new Crypticle((String) key)));
        for (Object item : keys.list("session_keys_in_order")) {
            Fields session = new Fields(item);
            sessionKeys
                    .computeIfAbsent(session.text("minion"), id -> new ArrayList<>())
                    .add(new Crypticle(session.text("key")));
        }
    }

    RsaKeyPair master() {
        return pairs.get("master");
    }

    Optional<String> signingKey() {
        return signingKey;
    }

    List<Crypticle> sharedKeys() {
        return sharedKeys;
    }

    List<Crypticle> sessionKeys(String minion) {
        return sessionKeys.getOrDefault(minion, List.of());
    }

    Optional<RsaPublicKey> minionKey(String id) {
        return Optional.ofNullable(pairs.get(id)).map(RsaKeyPair::publicKey);
    }

    /** Who holds the private half of this public key. */
    Optional<RsaKeyPair> holder(String publicPem) {
        String cleaned = RsaPublicKey.clean(publicPem);
        return pairs.values().stream()
                .filter(pair -> pair.publicKey().cleanedPem().equals(cleaned))
                .findFirst();
    }

    MinionIdentity identity(String id, EncryptionAlgorithm encryption, SigningAlgorithm signing) {
        return new MinionIdentity(new MinionId(id), pairs.get(id), encryption, signing);
    }

    boolean hasMinion(String id) {
        return pairs.containsKey(id) && !id.startsWith("master");
    }
}
