package io.brine.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /minions}: grains of minions, and jobs nobody waits for. Source: 3006.0 netapi/rest_cherrypy/app.py Minions. */
final class MinionsResource {
    private final NetapiClient netapi;

    MinionsResource(NetapiClient netapi) {
        this.netapi = netapi;
    }

    /** {@code /minions} or {@code /minions/ID}, where ID is a glob. */
    Answer grains(ApiRequest request) {
        Map<String, Object> chunk = new LinkedHashMap<>();
        chunk.put("client", "local");
        chunk.put("tgt", request.onePart("mid").orElse("*"));
        chunk.put("fun", "grains.items");
        return Answer.tree(Map.of("return", netapi.runInSession(List.of(chunk), request)));
    }

    /** 202, with links to the jobs. */
    Answer start(ApiRequest request) {
        List<Map<String, Object>> chunks = Bodies.lowstate(request);
        chunks.forEach(chunk -> chunk.put("client", "local_async"));
        List<Object> started = netapi.runInSession(chunks, request);
        List<Object> links = new ArrayList<>();
        for (Object job : started) {
            if (job instanceof Map<?, ?> map && map.get("jid") != null) {
                links.add(Map.of("href", "/jobs/" + map.get("jid")));
            }
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("return", started);
        tree.put("_links", Map.of("jobs", links));
        return Answer.tree(202, tree);
    }
}
