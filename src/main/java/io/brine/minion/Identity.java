package io.brine.minion;

import io.brine.channel.MinionIdentity;
import io.brine.channel.SignInRules;
import io.brine.config.ConfigException;
import io.brine.config.MinionAuthConfig;
import io.brine.config.MinionConfig;
import io.brine.crypt.EncryptionAlgorithm;
import io.brine.crypt.HashType;
import io.brine.crypt.SigningAlgorithm;
import io.brine.keys.MinionKeyFiles;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who the minion is to its masters, and what it wants to know of them, from its configuration. */
final class Identity {
    private Identity() {}

    /** @throws ConfigException for an algorithm nobody knows: the minion then does not start */
    static MinionIdentity of(MinionConfig config, MinionKeyFiles keys) {
        MinionAuthConfig auth = config.auth();
        EncryptionAlgorithm encryption = EncryptionAlgorithm.named(auth.encryptionAlgorithm())
                .orElseThrow(() -> unknown("encryption_algorithm", auth.encryptionAlgorithm()));
        SigningAlgorithm signing = SigningAlgorithm.named(auth.signingAlgorithm())
                .orElseThrow(() -> unknown("signing_algorithm", auth.signingAlgorithm()));
        return new MinionIdentity(config.id(), keys.pair(), encryption, signing);
    }

    private static ConfigException unknown(String option, String value) {
        return new ConfigException(option + ": there is no algorithm " + value);
    }

    /** @param grains for {@code autosign_grains}: those that do not exist are sent as nil */
    static SignInRules rules(MinionConfig config, Map<String, Object> grains) {
        Map<String, Object> autosign = new LinkedHashMap<>();
        config.auth().autosignGrains().forEach(name -> autosign.put(name, grains.get(name)));
        return new SignInRules(
                config.masters().finger(),
                hashType(config),
                config.auth().verifyMasterPubkeySign(),
                config.auth().alwaysVerifySignature(),
                config.auth().openMode(),
                autosign);
    }

    static HashType hashType(MinionConfig config) {
        return HashType.named(config.files().hashType())
                .orElseThrow(() -> unknown("hash_type", config.files().hashType()));
    }
}
