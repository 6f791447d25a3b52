package io.brine.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code POST /} and {@code POST /run}: low data is run. At {@code /} the session's token goes into every chunk, at {@code /run}
 * each brings its own credentials. Source: 3006.0 netapi/rest_cherrypy/app.py LowDataAdapter, Run.
 */
final class LowDataResource {
    private final NetapiClient netapi;

    LowDataResource(NetapiClient netapi) {
        this.netapi = netapi;
    }

    Answer welcome(ApiRequest request) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("return", "Welcome");
        tree.put("clients", netapi.names());
        return Answer.tree(tree);
    }

    Answer inSession(ApiRequest request) {
        return Answer.tree(Map.of("return", netapi.runInSession(Bodies.lowstate(request), request)));
    }

    Answer asGiven(ApiRequest request) {
        return Answer.tree(Map.of("return", netapi.runAsGiven(Bodies.lowstate(request), request)));
    }
}
