package io.brine.api;

import java.util.Map;

/**
 * {@code /logout}: the session is over, for its event streams, too, and the salt token behind it is gone. Source: 3006.0 netapi/rest_cherrypy/app.py
 * Logout.
 */
final class LogoutResource implements Resource {
    private final Sessions sessions;
    private final MasterTokens tokens;
    private final LoginResource login;

    LogoutResource(Sessions sessions, MasterTokens tokens, LoginResource login) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.login = login;
    }

    @Override
    public Answer handle(ApiRequest request) {
        ApiSession session = request.requiredSession();
        sessions.close(session);
        tokens.revoke(session.saltToken(), session.user());
        return Answer.tree(Map.of("return", "Your token has been cleared")).with("Set-Cookie", login.cookie("", 0));
    }
}
