package io.brine.keys;

import io.brine.crypt.CryptException;
import io.brine.crypt.RsaKeyPair;
import io.brine.store.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One key pair in pki_dir: {@code <name>.pem} (PKCS#1, 0400) and {@code <name>.pub} (0644).
 * Source: 3006.0 salt/crypt.py gen_keys.
 */
public record KeyPairFiles(Path privateFile, Path publicFile) {
    private static final int PRIVATE_MODE = 0400;
    private static final int PUBLIC_MODE = 0644;

    public static KeyPairFiles named(Path pkiDir, String name) {
        return new KeyPairFiles(pkiDir.resolve(name + ".pem"), pkiDir.resolve(name + ".pub"));
    }

    /**
     * The pair on disk, made now if there is none. A missing public file is written again.
     * @throws KeyFileException if a file cannot be read or written, or holds no key the passphrase opens
     */
    public RsaKeyPair loadOrCreate(int bits, Optional<String> passphrase) {
        try {
            if (!Files.exists(privateFile)) {
                create(bits, passphrase);
            }
            RsaKeyPair pair = RsaKeyPair.parse(Files.readString(privateFile), passphrase.orElse(null));
            if (!Files.exists(publicFile)) {
                AtomicFile.write(publicFile, pair.publicPem(), PUBLIC_MODE);
            }
            return pair;
        } catch (IOException failed) {
            throw new KeyFileException("Unable to read key: " + privateFile + ": " + failed);
        } catch (CryptException noKey) {
            throw new KeyFileException("Unable to read key: " + privateFile + "; passphrase may be incorrect ("
                    + noKey.getMessage() + ")");
        }
    }

    private void create(int bits, Optional<String> passphrase) throws IOException {
        AtomicFile.makeDirectory(privateFile.toAbsolutePath().getParent(), 0700);
        RsaKeyPair pair = RsaKeyPair.generate(bits);
        AtomicFile.write(privateFile, passphrase.map(pair::privatePem).orElseGet(pair::privatePem), PRIVATE_MODE);
        AtomicFile.write(publicFile, pair.publicPem(), PUBLIC_MODE);
    }

    /** The public text as it is on disk. @throws KeyFileException if it cannot be read */
    public String publicText() {
        try {
            return Files.readString(publicFile);
        } catch (IOException failed) {
            throw new KeyFileException("Unable to read key: " + publicFile + ": " + failed);
        }
    }
}
