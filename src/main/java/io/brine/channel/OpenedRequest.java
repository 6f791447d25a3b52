package io.brine.channel;

import io.brine.crypt.Crypticle;
import io.brine.wire.Payload;
import java.util.Map;
import java.util.Optional;

/**
 * A request that passed every check.
 *
 * @param key what an encrypted reply is sealed with: the key the request came with
 * @param nonce empty text for none
 */
record OpenedRequest(Payload payload, Caller caller, Map<String, Object> load, Optional<Crypticle> key, String nonce) {
    String cmd() {
        return load.get("cmd") instanceof String cmd ? cmd : "";
    }

    boolean isAuth() {
        return key.isEmpty() && cmd().equals("_auth");
    }

    /** Peers of version 2 and newer want signatures and nonces. */
    boolean isSigned() {
        return payload.version() > 1;
    }
}
