package io.brine.channel;

import io.brine.crypt.EncryptionAlgorithm;
import io.brine.crypt.RsaKeyPair;
import io.brine.crypt.SigningAlgorithm;
import io.brine.wire.MinionId;
import java.nio.charset.StandardCharsets;

/** Who we are to a master: name, key, and the algorithms we ask for. */
public final class MinionIdentity {
    private final MinionId id;
    private final RsaKeyPair key;
    private final EncryptionAlgorithm encryption;
    private final SigningAlgorithm signing;
    private final byte[] token;

    public MinionIdentity(MinionId id, RsaKeyPair key, EncryptionAlgorithm encryption, SigningAlgorithm signing) {
        this.id = id;
        this.key = key;
        this.encryption = encryption;
        this.signing = signing;
        this.token = key.x931("salt".getBytes(StandardCharsets.US_ASCII));
    }

    public MinionId id() {
        return id;
    }

    public RsaKeyPair key() {
        return key;
    }

    public EncryptionAlgorithm encryption() {
        return encryption;
    }

    public SigningAlgorithm signing() {
        return signing;
    }

    /** The X9.31 of {@code salt}: the same bytes for the life of the key. */
    public byte[] token() {
        return token.clone();
    }
}
