package io.brine.keys;

import io.brine.crypt.RsaKeyPair;
import io.brine.store.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A minion's own keys and what it remembers of its master, in its pki_dir. */
public final class MinionKeyFiles {
    private final Path pkiDir;
    private final RsaKeyPair pair;
    private final String publicText;

    private MinionKeyFiles(Path pkiDir, RsaKeyPair pair, String publicText) {
        this.pkiDir = pkiDir;
        this.pair = pair;
        this.publicText = publicText;
    }

    /** Loads {@code minion.pem}, made now if there is none. @throws KeyFileException if that cannot be */
    public static MinionKeyFiles loadOrCreate(Path pkiDir, int bits) {
        KeyPairFiles files = KeyPairFiles.named(pkiDir, "minion");
        RsaKeyPair pair = files.loadOrCreate(bits, Optional.empty());
        return new MinionKeyFiles(pkiDir, pair, KeyText.clean(files.publicText()));
    }

    public RsaKeyPair pair() {
        return pair;
    }

    /** What is sent as {@code pub}: cleaned, without trailing newline (as 3006.7 and later). */
    public String publicText() {
        return publicText;
    }

    /** {@code minion_master.pub}: the master's key as first received. */
    public Optional<String> masterPublicText() {
        return text("minion_master.pub");
    }

    /** Remembers the master's key, verbatim. @throws UncheckedIOException */
    public void rememberMaster(String publicText) {
        Path file = pkiDir.resolve("minion_master.pub");
        try {
            AtomicFile.write(file, publicText, 0644);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
    }

    /** {@code <master_sign_key_name>.pub}: the key that signs masters' keys, put there by an operator. */
    public Optional<String> masterSignPublicText(String masterSignKeyName) {
        return text(masterSignKeyName + ".pub");
    }

    private Optional<String> text(String name) {
        try {
            return Optional.of(Files.readString(pkiDir.resolve(name)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new KeyFileException("Unable to read key: " + pkiDir.resolve(name) + ": " + failed);
        }
    }
}
