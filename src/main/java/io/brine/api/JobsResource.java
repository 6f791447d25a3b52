package io.brine.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /jobs} and {@code /jobs/JID}. Source: 3006.0 netapi/rest_cherrypy/app.py Jobs. */
final class JobsResource implements Resource {
    private final NetapiClient netapi;

    JobsResource(NetapiClient netapi) {
        this.netapi = netapi;
    }

    @Override
    public Answer handle(ApiRequest request) {
        Optional<String> jid = request.onePart("jid");
        Map<String, Object> chunk = new LinkedHashMap<>();
        chunk.put("client", "runner");
        chunk.put("fun", jid.isPresent() ? "jobs.list_job" : "jobs.list_jobs");
        jid.ifPresent(text -> chunk.put("jid", text));
        List<Object> found = netapi.runInSession(List.of(chunk), request);
        if (jid.isEmpty()) {
            return Answer.tree(Map.of("return", found));
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("info", found);
        tree.put("return", List.of(returns(found.get(0))));
        return Answer.tree(tree);
    }

    private static Map<String, Object> returns(Object job) {
        Map<String, Object> returns = new LinkedHashMap<>();
        if (job instanceof Map<?, ?> map && map.get("Result") instanceof Map<?, ?> results) {
            results.forEach((minion, result) ->
                    returns.put(String.valueOf(minion), result instanceof Map<?, ?> one ? one.get("return") : null));
        }
        return returns;
    }
}
