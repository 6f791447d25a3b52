package io.brine.api;

/**
 * Somebody who has logged in.
 *
 * @param id 40 hex digits: the {@code X-Auth-Token}
 * @param saltToken the eauth token behind it, which the master knows
 * @param user as the master calls him
 * @param eauth the backend that knew him
 * @param start epoch seconds
 * @param expire epoch seconds
 */
public record ApiSession(String id, String saltToken, String user, String eauth, double start, double expire) {
    /** Never the tokens: who has them is their owner. */
    @Override
    public String toString() {
        return "ApiSession[" + user + ", " + eauth + "]";
    }
}
