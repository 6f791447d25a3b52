package io.brine.client;

import io.brine.client.ClientException.Kind;
import io.brine.data.PyText;
import io.brine.data.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The clear command {@code publish} and its answer (PROTOCOL 6.2.3, 10.2). Source: 3006.0 salt/client/__init__.py _prep_pub, pub. */
final class PublishRequest {
    private PublishRequest() {}

    /** The load, its {@code key} still to be set. @throws ClientException for a nodegroup that is not configured */
    static Map<String, Object> load(JobRequest request, ClientSettings settings, Duration timeout) {
        Nodegroups nodegroups = new Nodegroups(settings);
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "publish");
        load.put("tgt", nodegroups.resolved(request.tgt(), request.tgtType()));
        load.put("fun", request.fun());
        load.put("arg", request.arg());
        load.put("key", "");
        load.put("tgt_type", "nodegroup".equals(request.tgtType()) ? "compound" : request.tgtType());
        load.put("ret", returners(request, settings));
        load.put("timeout", Math.max(1, timeout.toSeconds()));
        load.put("jid", request.jid());
        load.put("kwargs", request.kwargs());
        load.put("user", settings.user());
        return load;
    }

    private static String returners(JobRequest request, ClientSettings settings) {
        List<String> names = new ArrayList<>();
        if (!request.ret().isEmpty()) {
            names.add(request.ret());
        }
        settings.extraReturner().ifPresent(names::add);
        return String.join(",", names);
    }

    static boolean isEmpty(Object answer) {
        return answer == null
                || "".equals(answer)
                || Boolean.FALSE.equals(answer)
                || answer instanceof Map<?, ?> map && map.isEmpty();
    }

    /** @throws ClientException if the master refused */
    static Publication publication(Object answer) {
        if (isEmpty(answer)) {
            throw new ClientException(Kind.AUTHENTICATION, Sayings.NOT_PERMITTED);
        }
        if (!(answer instanceof Map<?, ?> reply)) {
            throw new ClientException(Kind.REFUSED, "the master refused the request: " + PyText.str(answer));
        }
        if (reply.get("error") != null) {
            throw refusal(reply.get("error"));
        }
        if (!(reply.get("load") instanceof Map<?, ?> load)) {
            throw new ClientException(Kind.REFUSED, "the master's answer holds no load");
        }
        List<String> minions = ids(load.get("minions"));
        if (load.get("error") != null && !minions.isEmpty()) {
            throw refusal(load.get("error"));
        }
        String jid = load.get("jid") == null ? "" : Trees.text(load.get("jid"));
        return new Publication(jid, minions, ids(load.get("missing")), sentences(load.get("not_connected")));
    }

    private static Map<String, String> sentences(Object value) {
        Map<String, String> sentences = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((id, sentence) -> sentences.put(Trees.text(id), Trees.text(sentence)));
        }
        return sentences;
    }

    private static List<String> ids(Object value) {
        List<String> ids = new ArrayList<>();
        if (value instanceof Collection<?> items) {
            items.forEach(item -> ids.add(Trees.text(item)));
        }
        return ids;
    }

    /** {@code {name, message}}, or text. */
    static ClientException refusal(Object error) {
        if (!(error instanceof Map<?, ?> map)) {
            return new ClientException(Kind.REFUSED, PyText.str(error));
        }
        String name = PyText.str(map.get("name"));
        Kind kind = name.contains("Authentication")
                ? Kind.AUTHENTICATION
                : name.contains("Authorization") ? Kind.AUTHORIZATION : Kind.REFUSED;
        return new ClientException(kind, PyText.str(map.get("message")));
    }
}
