package io.brine.crypt;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A master's public key signed by its signing key ({@code master_sign_pubkey}): base64 on one line with one trailing
 * newline, over the exact text of the key that is sent (PROTOCOL 3.5, 17.4).
 */
public final class MasterSignature {
    private MasterSignature() {}

    public static String make(RsaKeyPair signer, SigningAlgorithm algorithm, String publicKeyText) {
        byte[] signature = signer.sign(algorithm, publicKeyText.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature) + "\n";
    }

    public static boolean verifies(
            RsaPublicKey signer, SigningAlgorithm algorithm, String publicKeyText, String signature) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(signature);
            return signer.verifies(algorithm, publicKeyText.getBytes(StandardCharsets.UTF_8), bytes);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
