package io.brine.api;

import java.util.List;

/**
 * Somebody who has logged in.
 *
 * @param id 40 hex digits: the {@code X-Auth-Token}
 * @param saltToken the eauth token behind it, which the master knows
 * @param user as the master calls him
 * @param eauth the backend that knew him
 * @param start epoch seconds
 * @param expire epoch seconds
 * @param rules what he may do, as in {@code external_auth}
 * @param life ends with the logout
 */
public record ApiSession(
        String id,
        String saltToken,
        String user,
        String eauth,
        double start,
        double expire,
        List<Object> rules,
        Life life) {
    public ApiSession {
        rules = List.copyOf(rules);
    }

    /** What hangs on a session looks here whether there still is one. */
    public static final class Life {
        private volatile boolean over;

        public boolean isOver() {
            return over;
        }

        void end() {
            over = true;
        }
    }

    /** Never the tokens: who has them is their owner. */
    @Override
    public String toString() {
        return "ApiSession[" + user + ", " + eauth + "]";
    }
}
