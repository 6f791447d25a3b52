package io.brine.channel;

import io.brine.crypt.ConstantTime;
import io.brine.crypt.Crypticle;
import io.brine.crypt.RsaPublicKey;
import java.util.Optional;

/**
 * What a successful sign-in gives a minion.
 *
 * @param shared the key of publishes, and of requests to masters that give no own key
 * @param own the key of this minion's requests; empty with masters older than 3006.12, which are spoken to in version 2
 * @param serials what has been seen of the publishes under {@code shared}
 */
public record Session(
        Crypticle shared, Optional<Crypticle> own, int publishPort, RsaPublicKey masterKey, SerialGate serials) {

    /** Requests of version 3, or of version 2. */
    public boolean isProven() {
        return own.isPresent();
    }

    public Crypticle requestKey() {
        return own.orElse(shared);
    }

    boolean hasKeysOf(Session other) {
        return ConstantTime.same(shared.keyString(), other.shared.keyString())
                && own.isPresent() == other.own.isPresent()
                && ConstantTime.same(
                        requestKey().keyString(), other.requestKey().keyString());
    }

    /** A new sign-in that brought the same keys changes nothing; serials go on while the shared key stays. */
    Session succeeding(Session old) {
        if (hasKeysOf(old) && publishPort == old.publishPort) {
            return old;
        }
        boolean sameShared = ConstantTime.same(shared.keyString(), old.shared.keyString());
        return sameShared ? new Session(shared, own, publishPort, masterKey, old.serials) : this;
    }
}
