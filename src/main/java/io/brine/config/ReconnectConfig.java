package io.brine.config;

/**
 * How a minion comes back, and how patient its requests are.
 * @param defaultMillis {@code recon_default}, 1000: first wait
 * @param maxMillis {@code recon_max}, 10000: longest wait
 * @param randomize {@code recon_randomize}, true: the first wait is random between default and default + max
 * @param randomStartupDelaySeconds {@code random_startup_delay}, 0
 * @param requestTimeoutSeconds {@code request_channel_timeout}, 60
 * @param requestTries {@code request_channel_tries}, 3
 * @param returnRetrySeconds {@code return_retry_timer}, 5
 * @param returnRetryMaxSeconds {@code return_retry_timer_max}, 10: the wait is random between both
 * @param returnTries {@code return_retry_tries}, 3
 * @param pubRet {@code pub_ret}, true: send returns to the master
 */
public record ReconnectConfig(
        int defaultMillis,
        int maxMillis,
        boolean randomize,
        int randomStartupDelaySeconds,
        double requestTimeoutSeconds,
        int requestTries,
        double returnRetrySeconds,
        double returnRetryMaxSeconds,
        int returnTries,
        boolean pubRet,
        TcpKeepalive keepalive) {

    static ReconnectConfig from(Options options) {
        return new ReconnectConfig(
                options.integer("recon_default"),
                options.integer("recon_max"),
                options.flag("recon_randomize"),
                options.integer("random_startup_delay"),
                options.number("request_channel_timeout"),
                options.integer("request_channel_tries"),
                options.number("return_retry_timer"),
                options.number("return_retry_timer_max"),
                options.integer("return_retry_tries"),
                options.flag("pub_ret"),
                TcpKeepalive.from(options));
    }
}
