package io.brine.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code rest_cherrypy}: the HTTP door. Names and defaults are Salt's (3006.0 netapi/rest_cherrypy/app.py API.get_conf).
 * @param port of the listener; a block without it opens no door; 0 takes any free one
 * @param host the address to listen on, 0.0.0.0
 * @param rootPrefix all addresses begin with it, {@code /}
 * @param limits how much at once
 * @param tls how it is encrypted; empty with {@code disable_ssl}
 * @param files what it serves besides the API
 * @param rules who may come near
 * @param standalone {@code standalone}: only {@code salt-api} opens the door, not the master; ours
 * @param restTimeoutSeconds {@code rest_timeout} beside the block, 300: how long a runner is waited for
 * @param allowRawShell {@code netapi_allow_raw_shell} beside the block
 */
public record ApiConfig(
        int port,
        String host,
        String rootPrefix,
        Limits limits,
        Optional<Tls> tls,
        Files files,
        Rules rules,
        boolean standalone,
        long restTimeoutSeconds,
        boolean allowRawShell) {

    /**
     * @param threadPool {@code thread_pool}, 100: requests that wait for minions at once
     * @param queueSize {@code queue_size}, 30: requests that wait for such a place; more are answered 503
     * @param maxRequestBodySize {@code max_request_body_size}, 1048576 bytes
     */
    public record Limits(int threadPool, int queueSize, int maxRequestBodySize) {}

    /** {@code ssl_crt}, {@code ssl_key} and perhaps {@code ssl_chain}: PEM files. */
    public record Tls(Path certificate, Path key, Optional<Path> chain) {}

    /**
     * @param app {@code app}: the page of a web application, served for every address a browser asks for
     * @param appPath {@code app_path}, /app
     * @param staticDirectory {@code static}
     * @param staticPath {@code static_path}, /static
     * @param favicon {@code favicon}
     */
    public record Files(
            Optional<Path> app,
            String appPath,
            Optional<Path> staticDirectory,
            String staticPath,
            Optional<Path> favicon) {}

    /**
     * @param webhookUrl {@code webhook_url}, /hook
     * @param webhookDisableAuth {@code webhook_disable_auth}
     * @param statsDisableAuth {@code stats_disable_auth}
     * @param enableSessions {@code enable_sessions}, true; without them there is neither /login nor what needs a session
     * @param apiAcl {@code api_acl: users}: user to addresses he may log in from; empty is no limit
     * @param loginFailures {@code login_failures}, 20: failed logins from one address within a minute, after which it has to
     *     wait; 0 for no bound; ours
     * @param authorizedIps {@code authorized_ips}: the only addresses that are answered; empty is no limit
     */
    public record Rules(
            String webhookUrl,
            boolean webhookDisableAuth,
            boolean statsDisableAuth,
            boolean enableSessions,
            Map<String, Object> apiAcl,
            int loginFailures,
            List<String> authorizedIps) {}

    /** What a block may hold; some of it is Salt's and has no effect here (docs/api.md). */
    static final Set<String> NAMES = Set.of(
            "port",
            "host",
            "root_prefix",
            "thread_pool",
            "queue_size",
            "max_request_body_size",
            "ssl_crt",
            "ssl_key",
            "ssl_chain",
            "disable_ssl",
            "ssl_module",
            "app",
            "app_path",
            "static",
            "static_path",
            "favicon",
            "webhook_url",
            "webhook_disable_auth",
            "stats_disable_auth",
            "enable_sessions",
            "api_acl",
            "authorized_ips",
            "login_failures",
            "standalone",
            "debug",
            "log_access_file",
            "log_error_file",
            "collect_stats",
            "expire_responses",
            "socket_queue_size");

    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("host", "0.0.0.0"),
            Map.entry("root_prefix", "/"),
            Map.entry("thread_pool", 100L),
            Map.entry("queue_size", 30L),
            Map.entry("max_request_body_size", 1_048_576L),
            Map.entry("app_path", "/app"),
            Map.entry("static_path", "/static"),
            Map.entry("webhook_url", "/hook"),
            Map.entry("enable_sessions", true),
            Map.entry("login_failures", 20L));

    /** Empty without a {@code rest_cherrypy} block that names a port. */
    static Optional<ApiConfig> from(Options options) {
        Map<String, Object> values = new LinkedHashMap<>(DEFAULTS);
        values.putAll(options.map("rest_cherrypy"));
        Options block = options.inside("rest_cherrypy", values);
        if (!block.isSet("port")) {
            return Optional.empty();
        }
        return Optional.of(new ApiConfig(
                block.port("port"),
                block.text("host"),
                block.text("root_prefix"),
                new Limits(
                        block.integer("thread_pool"),
                        block.integer("queue_size"),
                        block.integer("max_request_body_size")),
                tls(block),
                new Files(
                        block.maybePath("app"),
                        block.text("app_path"),
                        block.maybePath("static"),
                        block.text("static_path"),
                        block.maybePath("favicon")),
                new Rules(
                        block.text("webhook_url"),
                        block.flag("webhook_disable_auth"),
                        block.flag("stats_disable_auth"),
                        block.flag("enable_sessions"),
                        block.inside("api_acl", block.map("api_acl")).map("users"),
                        block.integer("login_failures"),
                        block.texts("authorized_ips")),
                block.flag("standalone"),
                options.wholeNumber("rest_timeout"),
                options.flag("netapi_allow_raw_shell")));
    }

    private static Optional<Tls> tls(Options block) {
        if (block.flag("disable_ssl")) {
            return Optional.empty();
        }
        if (!block.isSet("ssl_crt") || !block.isSet("ssl_key")) {
            throw block.refused("port", "needs ssl_crt and ssl_key beside it, or disable_ssl: True");
        }
        return Optional.of(new Tls(block.path("ssl_crt"), block.path("ssl_key"), block.maybePath("ssl_chain")));
    }
}
