package io.brine.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /token}: salt tokens for names and passwords, made by the runner {@code auth.mk_token}, so that whoever asks must be
 * allowed to run it. Source: 3006.0 netapi/rest_cherrypy/app.py Token.
 */
final class TokenResource implements Resource {
    private static final List<String> NEEDED = List.of("username", "password", "eauth");

    private final NetapiClient netapi;

    TokenResource(NetapiClient netapi) {
        this.netapi = netapi;
    }

    @Override
    public Answer handle(ApiRequest request) {
        List<Map<String, Object>> chunks = Bodies.lowstate(request);
        for (Map<String, Object> chunk : chunks) {
            Map<String, Object> kwarg = new LinkedHashMap<>();
            for (String name : NEEDED) {
                if (chunk.get(name) == null) {
                    throw new HttpRefusal(400, "Require \"username\", \"password\", and \"eauth\" params");
                }
                kwarg.put(name, chunk.get(name));
            }
            chunk.put("client", "runner");
            chunk.put("fun", "auth.mk_token");
            chunk.put("kwarg", kwarg);
        }
        return Answer.tree(netapi.runAsGiven(chunks, request));
    }
}
