package io.brine.wire;

import io.brine.data.DataException;
import io.brine.data.Trees;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a master says to an accepted minion: {enc: pub, pub_key, publish_port, [pub_sig], [token], aes, [session], sig, [nonce]}
 * (PROTOCOL 4.2, 17.2). A minion that is not accepted gets {ret} instead.
 *
 * @param pubKey the master's public key, cleaned
 * @param pubSig signature of {@code pubKey} by the master's signing key
 * @param token the secret of the request, for the minion's eyes
 * @param aes the shared key string, for the minion's eyes
 * @param session the minion's own key string, for its eyes; masters older than 3006.12 send none
 * @param sig X9.31 over the hex SHA-256 of the shared key string
 */
public record AuthReply(
        String pubKey,
        int publishPort,
        Optional<String> pubSig,
        Optional<byte[]> token,
        byte[] aes,
        Optional<byte[]> session,
        byte[] sig) {
    private static final int MAX_PORT = 65535;

    /** @throws WireException if a field is missing, of another type, or no port */
    public static AuthReply of(Map<String, Object> load) {
        try {
            return new AuthReply(
                    Trees.text(load.get("pub_key")),
                    port(load.get("publish_port")),
                    Optional.ofNullable(load.get("pub_sig")).map(Trees::text),
                    Optional.ofNullable(load.get("token")).map(Trees::bytes),
                    Trees.bytes(load.get("aes")),
                    Optional.ofNullable(load.get("session")).map(Trees::bytes),
                    Trees.bytes(load.get("sig")));
        } catch (DataException wrong) {
            throw new WireException("auth reply: " + wrong.getMessage());
        }
    }

    private static int port(Object value) {
        if (value instanceof Long port && port > 0 && port <= MAX_PORT) {
            return port.intValue();
        }
        throw new WireException("auth reply without usable publish_port");
    }

    /** The load in the reference's order, without nonce: the channel appends that. */
    public Map<String, Object> toLoad() {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("enc", "pub");
        load.put("pub_key", pubKey);
        load.put("publish_port", (long) publishPort);
        pubSig.ifPresent(text -> load.put("pub_sig", text));
        token.ifPresent(bytes -> load.put("token", bytes));
        load.put("aes", aes);
        session.ifPresent(bytes -> load.put("session", bytes));
        load.put("sig", sig);
        return load;
    }
}
