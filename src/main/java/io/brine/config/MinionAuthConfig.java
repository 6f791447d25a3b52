package io.brine.config;

import java.util.List;

/**
 * How a minion signs in and what it checks.
 * @param acceptanceWaitSeconds {@code acceptance_wait_time}, 10: between attempts while the key is pending
 * @param acceptanceWaitMaxSeconds {@code acceptance_wait_time_max}; 0 = the wait does not grow
 * @param timeoutSeconds {@code auth_timeout}, 5
 * @param tries {@code auth_tries}, 7
 * @param safemode {@code auth_safemode}: a time-out ends the attempt
 * @param rejectedRetry {@code rejected_retry}: keep asking after a refusal
 * @param randomReauthDelaySeconds {@code random_reauth_delay}, 10
 * @param openMode {@code open_mode}: take any master key
 * @param verifyMasterPubkeySign {@code verify_master_pubkey_sign}
 * @param alwaysVerifySignature {@code always_verify_signature}
 * @param masterSignKeyName {@code master_sign_key_name}
 * @param signPubMessages {@code sign_pub_messages}: refuse unsigned publications
 * @param minionSignMessages {@code minion_sign_messages}
 * @param encryptionAlgorithm {@code encryption_algorithm}, OAEP-SHA1
 * @param signingAlgorithm {@code signing_algorithm}, PKCS1v15-SHA1
 * @param keysize {@code keysize}, 2048
 * @param autosignGrains {@code autosign_grains}: grains sent along
 * @param permissivePkiAccess {@code permissive_pki_access}
 */
public record MinionAuthConfig(
        double acceptanceWaitSeconds,
        double acceptanceWaitMaxSeconds,
        double timeoutSeconds,
        int tries,
        boolean safemode,
        boolean rejectedRetry,
        int randomReauthDelaySeconds,
        boolean openMode,
        boolean verifyMasterPubkeySign,
        boolean alwaysVerifySignature,
        String masterSignKeyName,
        boolean signPubMessages,
        boolean minionSignMessages,
        String encryptionAlgorithm,
        String signingAlgorithm,
        int keysize,
        List<String> autosignGrains,
        boolean permissivePkiAccess) {

    static MinionAuthConfig from(Options options) {
        return new MinionAuthConfig(
                options.number("acceptance_wait_time"),
                options.number("acceptance_wait_time_max"),
                options.number("auth_timeout"),
                options.integer("auth_tries"),
                options.flag("auth_safemode"),
                options.flag("rejected_retry"),
                options.integer("random_reauth_delay"),
                options.flag("open_mode"),
                options.flag("verify_master_pubkey_sign"),
                options.flag("always_verify_signature"),
                options.text("master_sign_key_name"),
                options.flag("sign_pub_messages"),
                options.flag("minion_sign_messages"),
                options.text("encryption_algorithm"),
                options.text("signing_algorithm"),
                options.integer("keysize"),
                options.texts("autosign_grains"),
                options.flag("permissive_pki_access"));
    }
}
