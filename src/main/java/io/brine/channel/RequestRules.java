package io.brine.channel;

/**
 * What a master asks of requests.
 *
 * @param minimumAuthVersion option {@code minimum_auth_version}: older requests are refused, 0 refuses none
 * @param requestTtlSeconds option {@code request_server_ttl}: older version 3 requests are refused, 0 looks at no age
 * @param refusesReplays a version 3 request whose nonce its minion has used lately is refused; {@code _pillar} is not, its
 *     senders keep the nonce when they ask again
 */
public record RequestRules(int minimumAuthVersion, long requestTtlSeconds, boolean refusesReplays) {
    public static final RequestRules DEFAULT = new RequestRules(3, 0, true);
}
