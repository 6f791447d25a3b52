package io.brine.api;

import io.brine.events.EventSink;
import io.brine.events.EventsException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code /hook/a/b}: what is posted becomes the event {@code salt/netapi/hook/a/b} with {@code {body, post, headers}}. The
 * sender's session is no business of those who hear it. Source: 3006.0 netapi/rest_cherrypy/app.py Webhook.
 */
final class HookResource implements Resource {
    private static final String TAG = "salt/netapi/hook";
    private static final Set<String> SECRETS = Set.of("x-auth-token", "cookie");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]+");

    private final EventSink events;

    HookResource(EventSink events) {
        this.events = events;
    }

    @Override
    public Answer handle(ApiRequest request) {
        AnswerWriter.treeType(request);
        Object post = Bodies.tree(request);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("body", request.bodyText());
        data.put("post", post == null ? Map.of() : post);
        data.put("headers", headers(request));
        String below = request.rest().replaceAll("/+$", "");
        try {
            events.fire(below.isEmpty() ? TAG : TAG + "/" + below, data);
            return Answer.tree(Map.of("success", true));
        } catch (EventsException masterIsAway) {
            throw new HttpRefusal(503, "Salt Master is not available.");
        }
    }

    /** Names as Python titles them, which is how reactors know them; the address is that of the socket. */
    private static Map<String, Object> headers(ApiRequest request) {
        Map<String, Object> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> {
            if (!SECRETS.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(titled(name), value);
            }
        });
        headers.put("Remote-Addr", request.peer());
        return headers;
    }

    private static String titled(String name) {
        return WORD.matcher(name)
                .replaceAll(word -> word.group().substring(0, 1).toUpperCase(Locale.ROOT)
                        + word.group().substring(1).toLowerCase(Locale.ROOT));
    }
}
