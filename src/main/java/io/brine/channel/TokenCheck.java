package io.brine.channel;

import io.brine.crypt.ConstantTime;
import io.brine.crypt.CryptException;
import io.brine.crypt.RsaPublicKey;
import io.brine.data.DataException;
import io.brine.data.Trees;
import io.brine.wire.MinionId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether a token is the X9.31 of {@code salt} under the accepted key of a minion. A token never changes while its key does
 * not, so one that was verified is remembered with that key and compared from then on. Thread-safe.
 */
final class TokenCheck {
    private static final byte[] SALT = "salt".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_REMEMBERED = 100_000;

    private record Verified(String pem, byte[] token) {}

    private final MasterSecrets secrets;
    private final Map<MinionId, Verified> verified = new ConcurrentHashMap<>();

    TokenCheck(MasterSecrets secrets) {
        this.secrets = secrets;
    }

    boolean proves(MinionId id, Object token) {
        Optional<RsaPublicKey> key = secrets.acceptedKey(id);
        if (key.isEmpty() || token == null) {
            return false;
        }
        try {
            return proves(id, key.get(), Trees.bytes(token));
        } catch (DataException notBytes) {
            return false;
        }
    }

    private boolean proves(MinionId id, RsaPublicKey key, byte[] token) {
        Verified known = verified.get(id);
        if (known != null && known.pem().equals(key.cleanedPem()) && ConstantTime.same(known.token(), token)) {
            return true;
        }
        try {
            if (!ConstantTime.same(key.recover(token), SALT)) {
                return false;
            }
        } catch (CryptException notASignature) {
            return false;
        }
        if (verified.size() >= MAX_REMEMBERED) {
            verified.clear();
        }
        verified.put(id, new Verified(key.cleanedPem(), token));
        return true;
    }
}
