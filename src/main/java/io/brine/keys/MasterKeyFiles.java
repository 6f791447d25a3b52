package io.brine.keys;

import io.brine.config.MasterConfig;
import io.brine.config.MasterSigning;
import io.brine.crypt.MasterSignature;
import io.brine.crypt.RsaKeyPair;
import io.brine.crypt.SigningAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * A master's own keys. The pair is {@code <id without _master>.pem} where 3008 has moved it, else {@code master.pem}.
 * @param publicText what minions are sent: the public key, cleaned, without trailing newline
 * @param pubkeySignature gives {@code pub_sig} of the accept map in the algorithm the minion asked for; empty unless
 *     {@code master_sign_pubkey}
 * Source: 3006.0 salt/crypt.py MasterKeys; 3008 for the name.
 */
public record MasterKeyFiles(
        RsaKeyPair pair, String publicText, Optional<Function<SigningAlgorithm, String>> pubkeySignature) {

    /** Loads the keys and makes those that are missing. @throws KeyFileException if that cannot be */
    public static MasterKeyFiles loadOrCreate(MasterConfig config) {
        Path pkiDir = config.paths().pkiDir();
        KeyPairFiles files = KeyPairFiles.named(pkiDir, keyName(pkiDir, config.id()));
        RsaKeyPair pair =
                files.loadOrCreate(config.keys().keysize(), config.keys().keyPass());
        String publicText = KeyText.clean(files.publicText());
        return new MasterKeyFiles(pair, publicText, signature(config, publicText));
    }

    private static String keyName(Path pkiDir, String masterId) {
        String own =
                masterId.endsWith("_master") ? masterId.substring(0, masterId.length() - "_master".length()) : masterId;
        boolean moved = own.indexOf('/') < 0 && Files.exists(pkiDir.resolve(own + ".pem"));
        return moved ? own : "master";
    }

    private static Optional<Function<SigningAlgorithm, String>> signature(MasterConfig config, String publicText) {
        MasterSigning signing = config.signing();
        if (!signing.masterSignPubkey()) {
            return Optional.empty();
        }
        Path pkiDir = config.paths().pkiDir();
        if (signing.masterUsePubkeySignature()) {
            String madeBefore = read(pkiDir.resolve(signing.masterPubkeySignature()));
            return Optional.of(algorithm -> madeBefore);
        }
        RsaKeyPair signer = KeyPairFiles.named(pkiDir, signing.masterSignKeyName())
                .loadOrCreate(config.keys().keysize(), signing.signingKeyPass());
        return Optional.of(algorithm -> MasterSignature.make(signer, algorithm, publicText));
    }

    private static String read(Path signatureFile) {
        try {
            return Files.readString(signatureFile);
        } catch (IOException absent) {
            throw new KeyFileException(
                    "Signing the master.pub key with a signature is enabled but no signature file found at "
                            + signatureFile + "; salt-key --gen-signature makes one");
        }
    }
}
