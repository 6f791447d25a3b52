package io.brine.cli;

import io.brine.config.MasterConfig;
import io.brine.crypt.Fingerprint;
import io.brine.crypt.HashType;
import io.brine.crypt.MasterSignature;
import io.brine.crypt.RsaKeyPair;
import io.brine.crypt.SigningAlgorithm;
import io.brine.keys.KeyFileException;
import io.brine.keys.KeyPairFiles;
import io.brine.keys.KeyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code --gen-keys} and {@code --gen-signature}. Source: 3006.0 salt/key.py gen_keys, gen_keys_signature. */
final class KeyGeneration {
    private final Given given;
    private final MasterConfig config;

    KeyGeneration(Given given, MasterConfig config) {
        this.given = given;
        this.config = config;
    }

    /** Makes a pair unless it is there. @return the fingerprint of its public key */
    String keyPair() {
        Path directory = Path.of(given.text("gen_keys_dir").orElse("."));
        KeyPairFiles files =
                KeyPairFiles.named(directory, given.filled("gen_keys").orElseThrow());
        try {
            files.loadOrCreate(keysize(), config.signing().signingKeyPass());
            return Fingerprint.of(files.publicText(), hashType());
        } catch (KeyFileException failed) {
            throw new ExitException(ExitCodes.GENERIC, failed.getMessage() + "\n");
        }
    }

    private int keysize() {
        int bits = given.number("keysize", 2048);
        if (bits < 2048) {
            throw KeyOptions.SYNOPSIS.error("The minimum value for keysize is 2048");
        }
        if (bits > 32768) {
            throw KeyOptions.SYNOPSIS.error("The maximum value for keysize is 32768");
        }
        return bits;
    }

    private HashType hashType() {
        return HashType.named(String.valueOf(config.raw().get("hash_type"))).orElse(HashType.SHA256);
    }

    /** Writes the signature of the master's public key. @return True, or why not, in Salt's words */
    Object signature() {
        Path pkiDir = config.paths().pkiDir();
        Optional<Path> pub = chosen("pub", pkiDir.resolve("master.pub"));
        if (given.filled("pub").isPresent() && pub.isEmpty()) {
            return "Public-key " + given.text("pub").orElseThrow() + " does not exist";
        }
        Path signer = pkiDir.resolve(config.signing().masterSignKeyName() + ".pem");
        Optional<Path> priv = chosen("priv", signer);
        if (given.filled("priv").isPresent() && priv.isEmpty()) {
            return "Private-key " + given.text("priv").orElseThrow() + " does not exist";
        }
        if (priv.isEmpty() && !given.flag("auto_create")) {
            return "No usable private-key found";
        }
        if (pub.isEmpty()) {
            return "No usable public-key found";
        }
        try {
            return write(pub.get(), priv.orElse(signer));
        } catch (IOException | KeyFileException failed) {
            throw new ExitException(ExitCodes.GENERIC, failed.getMessage() + "\n");
        }
    }

    private Optional<Path> chosen(String option, Path otherwise) {
        return Optional.of(given.filled(option).map(Path::of).orElse(otherwise)).filter(Files::isRegularFile);
    }

    private boolean write(Path pub, Path priv) throws IOException {
        String name = priv.getFileName().toString().replaceFirst("\\.pem$", "");
        KeyPairFiles files = KeyPairFiles.named(priv.toAbsolutePath().getParent(), name);
        RsaKeyPair pair = files.loadOrCreate(keysize(), config.signing().signingKeyPass());
        Path directory = given.filled("signature_path")
                .map(Path::of)
                .orElse(config.paths().pkiDir());
        String text = KeyText.clean(Files.readString(pub));
        String signature = MasterSignature.make(pair, SigningAlgorithm.PKCS1V15_SHA1, text);
        Files.writeString(directory.resolve(config.signing().masterPubkeySignature()), signature);
        return true;
    }
}
