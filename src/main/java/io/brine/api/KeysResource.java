package io.brine.api;

import io.brine.data.Trees;
import io.brine.wire.MinionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /keys}: keys of minions, and a fresh pair for a new one. Source: 3006.0 netapi/rest_cherrypy/app.py Keys. */
final class KeysResource {
    private final NetapiClient netapi;

    KeysResource(NetapiClient netapi) {
        this.netapi = netapi;
    }

    /** All ids by state, or fingerprints of one. */
    Answer list(ApiRequest request) {
        Optional<String> id = request.onePart("mid");
        Map<String, Object> chunk = new LinkedHashMap<>();
        chunk.put("client", "wheel");
        chunk.put("fun", id.isPresent() ? "key.finger" : "key.list_all");
        id.ifPresent(text -> chunk.put("match", text));
        return Answer.tree(Map.of("return", wheelReturn(netapi.runInSession(List.of(chunk), request))));
    }

    /** {@code {mid, [keysize], [force], credentials}}: a tar archive of minion.pub and minion.pem; the key is accepted. */
    Answer generate(ApiRequest request) {
        List<Map<String, Object>> chunks = Bodies.lowstate(request);
        Map<String, Object> chunk = chunks.isEmpty() ? new LinkedHashMap<>() : new LinkedHashMap<>(chunks.get(0));
        MinionId id = MinionId.of(chunk.remove("mid"))
                .filter(MinionId::isPlain)
                .orElseThrow(() -> new HttpRefusal(400, "A minion must be named: mid"));
        chunk.put("client", "wheel");
        chunk.put("fun", "key.gen_accept");
        chunk.put("id_", id.value());
        chunk.computeIfPresent("force", (name, value) -> Trees.isTruthy(value));
        chunk.computeIfPresent("keysize", (name, value) -> bits(value));
        if (!(wheelReturn(netapi.runAsGiven(List.of(chunk), request)) instanceof Map<?, ?> pair)
                || !(pair.get("pub") instanceof String pub)
                || !(pair.get("priv") instanceof String priv)) {
            throw new HttpRefusal(409, "There is a key of " + id.value() + " already; force replaces it");
        }
        Map<String, String> files = new LinkedHashMap<>();
        files.put("minion.pub", pub);
        files.put("minion.pem", priv);
        return Answer.bytes("application/x-tar", TarFile.of(files))
                .with("Content-Disposition", "attachment; filename=\"saltkeys-" + id.value() + ".tar\"")
                .with("Cache-Control", "no-cache");
    }

    private static Object bits(Object value) {
        try {
            return Long.parseLong(String.valueOf(value));
        } catch (NumberFormatException noNumber) {
            throw new HttpRefusal(400, "'keysize' must be a number");
        }
    }

    private static Object wheelReturn(List<Object> results) {
        List<Object> first = new ArrayList<>(results);
        return first.get(0) instanceof Map<?, ?> answer && answer.get("data") instanceof Map<?, ?> data
                ? data.get("return")
                : Map.of();
    }
}
