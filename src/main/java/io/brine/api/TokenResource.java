package io.brine.api;

import io.brine.access.AclRules;
import io.brine.access.ExternalAuth;
import io.brine.access.Token;
import io.brine.client.ClientException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /token}: salt tokens for names and passwords, for whoever may run the runner {@code auth.mk_token}. The runner itself
 * is not run: its result would be an event, and the token with it in everybody's hands. Source: 3006.0
 * netapi/rest_cherrypy/app.py Token.
 */
final class TokenResource implements Resource {
    private static final List<String> NEEDED = List.of("username", "password", "eauth");

    private final MasterTokens tokens;
    private final ExternalAuth externalAuth;
    private final boolean enabled;
    private final LoginLimiter limiter;

    /**
     * @param externalAuth the rules as the master reads them
     * @param enabled whether {@code netapi_enable_clients} has the runner
     */
    TokenResource(MasterTokens tokens, ExternalAuth externalAuth, boolean enabled, LoginLimiter limiter) {
        this.tokens = tokens;
        this.externalAuth = externalAuth;
        this.enabled = enabled;
        this.limiter = limiter;
    }

    @Override
    public Answer handle(ApiRequest request) {
        AnswerWriter.treeType(request);
        List<Map<String, Object>> all = Bodies.lowstate(request);
        if (!all.stream().allMatch(chunk -> NEEDED.stream().allMatch(name -> chunk.get(name) != null))) {
            throw new HttpRefusal(400, "Require \"username\", \"password\", and \"eauth\" params");
        }
        if (!enabled) {
            throw NetapiClient.disabled("runner");
        }
        List<Object> made = new ArrayList<>();
        for (Map<String, Object> chunk : all) {
            made.add(token(chunk, request.peer()));
        }
        return Answer.tree(made);
    }

    private Map<String, Object> token(Map<String, Object> chunk, String peer) {
        limiter.check(peer);
        Map<String, Object> credentials = new LinkedHashMap<>();
        NEEDED.forEach(name -> credentials.put(name, chunk.get(name)));
        Token token = mint(credentials).orElseThrow(() -> refused(chunk, peer));
        AclRules rules =
                token.rules().orElseGet(() -> externalAuth.rulesOf(token.eauth(), token.name(), token.groups()));
        if (!rules.allowsOnMaster("runner", new AclRules.Call("auth.mk_token", List.of()))) {
            tokens.revoke(token.token(), token.name());
            throw refused(chunk, peer);
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("start", token.start());
        shown.put("expire", token.expire());
        shown.put("name", token.name());
        shown.put("eauth", token.eauth());
        shown.put("token", token.token());
        return shown;
    }

    private Optional<Token> mint(Map<String, Object> credentials) {
        try {
            return tokens.mint(credentials);
        } catch (ClientException failed) {
            throw ClientRefusals.of(failed);
        }
    }

    private HttpRefusal refused(Map<String, Object> chunk, String peer) {
        limiter.failed(peer);
        return new HttpRefusal(
                401, "Authentication failure of type \"eauth\" occurred for user " + chunk.get("username") + ".");
    }
}
