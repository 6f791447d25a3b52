package io.brine.config;

import java.util.Optional;

/**
 * What a master signs and which messages it asks to be signed.
 * @param signPubMessages {@code sign_pub_messages}, true
 * @param publishSigningAlgorithm {@code publish_signing_algorithm}, PKCS1v15-SHA1
 * @param masterSignPubkey {@code master_sign_pubkey}: sign the public key with a second key pair
 * @param masterSignKeyName {@code master_sign_key_name}, master_sign
 * @param signingKeyPass {@code signing_key_pass}: passphrase of that pair
 * @param masterPubkeySignature {@code master_pubkey_signature}: file name in pki_dir of a signature made beforehand
 * @param masterUsePubkeySignature {@code master_use_pubkey_signature}: use that file
 * @param minimumAuthVersion {@code minimum_auth_version}, 3: request protocols below are refused
 * @param requestServerTtlSeconds {@code request_server_ttl}; 0 = the age of a request is not looked at
 * @param requireMinionSignMessages {@code require_minion_sign_messages}
 * @param dropMessagesSignatureFail {@code drop_messages_signature_fail}
 */
public record MasterSigning(
        boolean signPubMessages,
        String publishSigningAlgorithm,
        boolean masterSignPubkey,
        String masterSignKeyName,
        Optional<String> signingKeyPass,
        String masterPubkeySignature,
        boolean masterUsePubkeySignature,
        int minimumAuthVersion,
        long requestServerTtlSeconds,
        boolean requireMinionSignMessages,
        boolean dropMessagesSignatureFail) {

    static MasterSigning from(Options options) {
        return new MasterSigning(
                options.flag("sign_pub_messages"),
                options.text("publish_signing_algorithm"),
                options.flag("master_sign_pubkey"),
                options.text("master_sign_key_name"),
                options.maybeText("signing_key_pass"),
                options.text("master_pubkey_signature"),
                options.flag("master_use_pubkey_signature"),
                options.integer("minimum_auth_version"),
                options.wholeNumber("request_server_ttl"),
                options.flag("require_minion_sign_messages"),
                options.flag("drop_messages_signature_fail"));
    }

    /** Without the passphrase. */
    @Override
    public String toString() {
        return "MasterSigning[minimumAuthVersion=" + minimumAuthVersion + ", signPubMessages=" + signPubMessages + "]";
    }
}
