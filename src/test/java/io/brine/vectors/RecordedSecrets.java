package io.brine.vectors;

import io.brine.channel.MasterSecrets;
import io.brine.crypt.Crypticle;
import io.brine.crypt.RsaKeyPair;
import io.brine.crypt.RsaPublicKey;
import io.brine.wire.MinionId;
import java.util.List;
import java.util.Optional;

/** The keys of a recorded master, all of them honoured. */
record RecordedSecrets(Recording recording) implements MasterSecrets {
    @Override
    public RsaKeyPair masterKey() {
        return recording.master();
    }

    @Override
    public List<Crypticle> sharedKeys() {
        return recording.sharedKeys();
    }

    @Override
    public Optional<Crypticle> sessionKey(MinionId id) {
        return recording.sessionKeys(id.value()).stream().findFirst();
    }

    @Override
    public Optional<RsaPublicKey> acceptedKey(MinionId id) {
        return recording.minionKey(id.value());
    }
}
