package io.brine.api;

import io.brine.access.AclRules;
import io.brine.access.ExternalAuth;
import io.brine.access.Token;
import io.brine.client.ClientException;
import io.brine.config.ApiConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /login}: name and password become a session. Source: 3006.0 netapi/rest_cherrypy/app.py Login. */
final class LoginResource {
    private final MasterTokens tokens;
    private final Sessions sessions;
    private final ExternalAuth externalAuth;
    private final ApiConfig config;
    private final LoginLimiter limiter;

    LoginResource(
            MasterTokens tokens, Sessions sessions, ExternalAuth externalAuth, ApiConfig config, LoginLimiter limiter) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.externalAuth = externalAuth;
        this.config = config;
        this.limiter = limiter;
    }

    Answer get(ApiRequest request) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("status", null);
        tree.put("return", "Please log in");
        return Answer.tree(tree).with("WWW-Authenticate", "Session");
    }

    Answer post(ApiRequest request) {
        AnswerWriter.treeType(request);
        Map<String, Object> credentials = credentials(request);
        limiter.check(request.peer());
        if (!mayComeFrom(credentials.get("username"), request.peer())) {
            limiter.failed(request.peer());
            throw new HttpRefusal(401, Gate.NO_PERMISSION);
        }
        Optional<Token> token = mint(credentials);
        if (token.isEmpty()) {
            limiter.failed(request.peer());
            throw new HttpRefusal(401, "Could not authenticate using provided credentials");
        }
        List<Object> rules = rules(token.get());
        ApiSession session = sessions.open(token.get(), rules);
        Map<String, Object> login = new LinkedHashMap<>();
        login.put("token", session.id());
        login.put("expire", session.expire());
        login.put("start", session.start());
        login.put("user", session.user());
        login.put("eauth", session.eauth());
        login.put("perms", permissions(rules));
        return Answer.tree(Map.of("return", List.of(login)))
                .with(Gate.TOKEN_HEADER, session.id())
                .with("Set-Cookie", cookie(session.id(), (long) (session.expire() - session.start())));
    }

    private static Map<String, Object> credentials(ApiRequest request) {
        List<Map<String, Object>> all = Bodies.lowstate(request);
        if (all.isEmpty()) {
            throw new HttpRefusal(400, "Require \"username\", \"password\", and \"eauth\" params");
        }
        Map<String, Object> credentials = new LinkedHashMap<>(all.get(0));
        credentials.keySet().removeAll(List.of("cmd", "client", "fun", "token", "key", "user"));
        return credentials;
    }

    private Optional<Token> mint(Map<String, Object> credentials) {
        try {
            return tokens.mint(credentials);
        } catch (ClientException failed) {
            throw ClientRefusals.of(failed);
        }
    }

    /** {@code api_acl}. Source: 3006.0 netapi/rest_cherrypy/app.py salt_api_acl_tool. */
    private boolean mayComeFrom(Object user, String peer) {
        Map<String, Object> acl = config.rules().apiAcl();
        if (acl.isEmpty()) {
            return true;
        }
        Object allowed = acl.containsKey(String.valueOf(user)) ? acl.get(String.valueOf(user)) : acl.get("*");
        return allowed instanceof Collection<?> list && (list.contains(peer) || list.contains("*"));
    }

    private List<Object> rules(Token token) {
        AclRules rules =
                token.rules().orElseGet(() -> externalAuth.rulesOf(token.eauth(), token.name(), token.groups()));
        return rules.rules();
    }

    /** What the user may do: sorted, texts first; an empty map if nothing. */
    private static Object permissions(List<Object> rules) {
        List<Object> texts = new ArrayList<>(rules.stream()
                .filter(String.class::isInstance)
                .distinct()
                .sorted()
                .toList());
        rules.stream().filter(rule -> !(rule instanceof String)).distinct().forEach(texts::add);
        return texts.isEmpty() ? Map.of() : texts;
    }

    /** Not for scripts of a page, not sent along from other sites, and not in the clear once TLS is used. */
    String cookie(String id, long maxAgeSeconds) {
        return Gate.SESSION_COOKIE + "=" + id + "; Max-Age=" + maxAgeSeconds + "; Path=" + config.rootPrefix()
                + "; HttpOnly; SameSite=Strict" + (config.tls().isPresent() ? "; Secure" : "");
    }
}
