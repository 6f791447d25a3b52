package io.brine.api;

import io.brine.config.ApiConfig;
import java.util.Locale;
import java.util.Optional;

/** Whether a request may pass, before anything is done for it: its address, its session, where it was sent from. */
final class Gate {
    static final String SESSION_COOKIE = "session_id";
    static final String TOKEN_HEADER = "X-Auth-Token";
    /** What CherryPy says to a 401 without words of its own. */
    static final String NO_PERMISSION = "No permission -- see authorization schemes";

    private final ApiConfig.Rules rules;
    private final Sessions sessions;
    private final DoorCounts counts;

    Gate(ApiConfig.Rules rules, Sessions sessions, DoorCounts counts) {
        this.rules = rules;
        this.sessions = sessions;
        this.counts = counts;
    }

    /** The address is the socket's: a header can say anything. @throws HttpRefusal 403 */
    void checkAddress(ApiRequest request) {
        if (!rules.authorizedIps().isEmpty() && !rules.authorizedIps().contains(request.peer())) {
            counts.refused("address");
            throw new HttpRefusal(403, "Bad IP");
        }
    }

    /** The request with its session, if it proves one. @throws HttpRefusal 403 for a cookie from another site's page */
    ApiRequest identified(ApiRequest request) {
        Optional<String> header = request.header(TOKEN_HEADER);
        if (header.isPresent()) {
            return request.with(sessions.find(header.get()));
        }
        Optional<ApiSession> session = cookie(request).flatMap(sessions::find);
        if (session.isPresent() && !isOfOurOrigin(request)) {
            counts.refused("origin");
            throw new HttpRefusal(403, "A page of another origin may not use the session cookie");
        }
        return request.with(session);
    }

    /** @throws HttpRefusal 401 */
    void checkSession(ApiRequest request) {
        if (request.session().isEmpty()) {
            counts.refused("session");
            throw new HttpRefusal(401, NO_PERMISSION);
        }
    }

    static Optional<String> cookie(ApiRequest request) {
        for (String pair : request.header("Cookie").orElse("").split("[;,]")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equals(SESSION_COOKIE)) {
                return Optional.of(pair.substring(equals + 1).strip().replace("\"", ""))
                        .filter(value -> !value.isEmpty());
            }
        }
        return Optional.empty();
    }

    /**
     * A browser adds the cookie to whatever any page sends here, and a {@code text/plain} POST needs no permission of CORS; so
     * a cookie alone counts only if no page, or one of ours, sent it. Scripts send no {@code Origin}.
     */
    static boolean isOfOurOrigin(ApiRequest request) {
        Optional<String> origin = request.header("Origin");
        if (origin.isEmpty()) {
            return true;
        }
        String host = request.header("Host").orElse("").toLowerCase(Locale.ROOT);
        String asked = origin.get().toLowerCase(Locale.ROOT);
        return !host.isEmpty() && (asked.equals("http://" + host) || asked.equals("https://" + host));
    }
}
