package io.brine.api;

import java.util.Map;

/** {@code /logout}: the session is over, for its event streams, too. Source: 3006.0 netapi/rest_cherrypy/app.py Logout. */
final class LogoutResource implements Resource {
    private final Sessions sessions;
    private final LoginResource login;

    LogoutResource(Sessions sessions, LoginResource login) {
        this.sessions = sessions;
        this.login = login;
    }

    @Override
    public Answer handle(ApiRequest request) {
        sessions.close(request.requiredSession());
        return Answer.tree(Map.of("return", "Your token has been cleared")).with("Set-Cookie", login.cookie("", 0));
    }
}
