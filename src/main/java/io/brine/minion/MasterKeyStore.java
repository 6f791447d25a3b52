package io.brine.minion;

import io.brine.channel.MasterKeyFile;
import io.brine.keys.MinionKeyFiles;
import java.util.Optional;

/** {@code minion_master.pub} and the key that vouches for it, in the minion's pki_dir. */
record MasterKeyStore(MinionKeyFiles files, String masterSignKeyName) implements MasterKeyFile {
    @Override
    public Optional<String> read() {
        return files.masterPublicText();
    }

    @Override
    public void write(String pem) {
        files.rememberMaster(pem);
    }

    @Override
    public Optional<String> signingKey() {
        return files.masterSignPublicText(masterSignKeyName);
    }
}
