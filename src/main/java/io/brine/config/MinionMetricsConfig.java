package io.brine.config;

/**
 * The port for scrapers of a minion; Brine's own.
 * @param port {@code metrics_port}, 0: none
 * @param address {@code metrics_address}, 127.0.0.1
 */
public record MinionMetricsConfig(int port, String address) {
    static MinionMetricsConfig from(Options options) {
        return new MinionMetricsConfig(
                options.isSet("metrics_port") ? options.port("metrics_port") : 0,
                options.maybeText("metrics_address").orElse("127.0.0.1"));
    }
}
