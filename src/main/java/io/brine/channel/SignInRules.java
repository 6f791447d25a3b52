package io.brine.channel;

import io.brine.crypt.HashType;
import java.util.Map;
import java.util.Optional;

/**
 * What a minion asks of its master's key.
 *
 * @param masterFinger option {@code master_finger}; empty for none
 * @param hashType option {@code hash_type}, for the fingerprint
 * @param verifiesPubSig option {@code verify_master_pubkey_sign}
 * @param alwaysVerifiesPubSig option {@code always_verify_signature}: also when the key is the known one
 * @param isOpenMode option {@code open_mode}: takes any key
 * @param autosignGrains what option {@code autosign_grains} sends with the request
 */
public record SignInRules(
        Optional<String> masterFinger,
        HashType hashType,
        boolean verifiesPubSig,
        boolean alwaysVerifiesPubSig,
        boolean isOpenMode,
        Map<String, Object> autosignGrains) {
    public static final SignInRules DEFAULT =
            new SignInRules(Optional.empty(), HashType.SHA256, false, false, false, Map.of());
}
