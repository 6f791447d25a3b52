package io.brine.wire;

import io.brine.data.DataException;
import io.brine.data.Trees;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A minion introduces itself: {cmd: _auth, id, nonce, enc_algo, sig_algo, [autosign_grains], [token], pub} (PROTOCOL 4.1, 17.1).
 *
 * @param nonce 32 characters; empty when the peer sent none (versions 0 and 1)
 * @param encAlgo empty when the peer named none
 * @param autosignGrains empty when none were sent
 * @param token RSA-encrypted secret that only the right master can read; empty on first contact
 * @param pub PEM text
 */
public record AuthRequest(
        MinionId id,
        String nonce,
        Optional<String> encAlgo,
        Optional<String> sigAlgo,
        Map<String, Object> autosignGrains,
        Optional<byte[]> token,
        String pub) {
    public static final String CMD = "_auth";

    /** @throws WireException if the id is missing or invalid, or a field is of another type */
    public static AuthRequest of(Map<String, Object> load) {
        try {
            return new AuthRequest(
                    MinionId.of(load.get("id")).orElseThrow(() -> new WireException("_auth without valid id")),
                    load.get("nonce") == null ? "" : Trees.text(load.get("nonce")),
                    Payload.name(load.get("enc_algo")),
                    Payload.name(load.get("sig_algo")),
                    load.get("autosign_grains") == null ? Map.of() : Trees.fields(load.get("autosign_grains")),
                    Optional.ofNullable(load.get("token")).map(Trees::bytes),
                    load.get("pub") == null ? "" : Trees.text(load.get("pub")));
        } catch (DataException wrong) {
            throw new WireException("_auth: " + wrong.getMessage());
        }
    }

    /** The clear load, in the reference's order. */
    public Map<String, Object> toLoad() {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", CMD);
        load.put("id", id.value());
        load.put("nonce", nonce);
        encAlgo.ifPresent(name -> load.put("enc_algo", name));
        sigAlgo.ifPresent(name -> load.put("sig_algo", name));
        if (!autosignGrains.isEmpty()) {
            load.put("autosign_grains", autosignGrains);
        }
        token.ifPresent(bytes -> load.put("token", bytes));
        load.put("pub", pub);
        return load;
    }
}
