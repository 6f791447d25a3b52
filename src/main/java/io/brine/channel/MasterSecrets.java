package io.brine.channel;

import io.brine.crypt.Crypticle;
import io.brine.crypt.RsaKeyPair;
import io.brine.crypt.RsaPublicKey;
import io.brine.wire.MinionId;
import java.util.List;
import java.util.Optional;

/** The keys a master's channels work with; answers are current at each call. */
public interface MasterSecrets {
    RsaKeyPair masterKey();

    /** The shared AES keys that are still honoured, the current one first. Never empty. */
    List<Crypticle> sharedKeys();

    /** The session key of an accepted minion, made on first use; empty for everybody else. */
    Optional<Crypticle> sessionKey(MinionId id);

    /** The accepted public key of this minion. */
    Optional<RsaPublicKey> acceptedKey(MinionId id);
}
