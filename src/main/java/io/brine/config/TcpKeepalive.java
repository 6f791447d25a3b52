package io.brine.config;

/** TCP keepalive of every connection: {@code tcp_keepalive*}; -1 leaves a value to the system. Idle and interval in seconds. */
public record TcpKeepalive(boolean on, int idleSeconds, int probes, int intervalSeconds) {
    static TcpKeepalive from(Options options) {
        return new TcpKeepalive(
                options.flag("tcp_keepalive"),
                options.integer("tcp_keepalive_idle"),
                options.integer("tcp_keepalive_cnt"),
                options.integer("tcp_keepalive_intvl"));
    }
}
