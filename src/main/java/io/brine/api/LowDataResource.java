package io.brine.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code POST /} and {@code POST /run}: low data is run. At {@code /} the session's token goes into every chunk, at {@code /run}
 * each brings its own credentials. Source: 3006.0 netapi/rest_cherrypy/app.py LowDataAdapter, Run.
 */
final class LowDataResource {
    /** Salt names ssh, too; here it is refused when it is used. */
    private static final List<String> CLIENTS = List.of(
            "local",
            "local_async",
            "local_batch",
            "local_subset",
            "runner",
            "runner_async",
            "ssh",
            "wheel",
            "wheel_async");

    private final NetapiClient netapi;

    LowDataResource(NetapiClient netapi) {
        this.netapi = netapi;
    }

    Answer welcome(ApiRequest request) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("return", "Welcome");
        tree.put("clients", CLIENTS);
        return Answer.tree(tree);
    }

    Answer inSession(ApiRequest request) {
        String token = request.requiredSession().saltToken();
        List<LowData> chunks = Bodies.lowstate(request).stream()
                .map(chunk -> withToken(chunk, token))
                .toList();
        return Answer.tree(Map.of("return", netapi.run(chunks)));
    }

    Answer withItsCredentials(ApiRequest request) {
        List<LowData> chunks =
                Bodies.lowstate(request).stream().map(LowData::of).toList();
        return Answer.tree(Map.of("return", netapi.run(chunks)));
    }

    /** The session's token alone counts, whatever else the chunk brings. */
    static LowData withToken(Map<String, Object> chunk, String token) {
        Map<String, Object> own = new LinkedHashMap<>(chunk);
        own.put("token", token);
        return LowData.of(own);
    }
}
