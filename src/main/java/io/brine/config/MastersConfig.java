package io.brine.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which masters a minion serves.
 * @param addresses {@code master} with {@code master_port}, in order; none if a function names them
 * @param function {@code master} if a function names them, else empty text
 * @param port {@code master_port}
 * @param type {@code master_type}
 * @param shuffle {@code random_master} or {@code master_shuffle}
 * @param finger {@code master_finger}: fingerprint the master's key must have
 * @param publishPort {@code publish_port}, used until the master has named its own
 * @param ipv6 {@code ipv6}: prefer IPv6 addresses, empty = whichever comes first
 * @param aliveIntervalSeconds {@code master_alive_interval}; 0 = only when the connection breaks
 * @param failback {@code master_failback}
 * @param failbackIntervalSeconds {@code master_failback_interval}
 * @param tries {@code master_tries}; -1 = for ever
 * @param retryDnsSeconds {@code retry_dns}, 30
 * @param retryDnsCount {@code retry_dns_count}; empty = for ever
 * @param pingIntervalMinutes {@code ping_interval}; 0 = never
 * @param source from where the minion connects
 */
public record MastersConfig(
        List<MasterAddress> addresses,
        String function,
        int port,
        Type type,
        boolean shuffle,
        Optional<String> finger,
        int publishPort,
        Optional<Boolean> ipv6,
        int aliveIntervalSeconds,
        boolean failback,
        int failbackIntervalSeconds,
        int tries,
        int retryDnsSeconds,
        Optional<Integer> retryDnsCount,
        int pingIntervalMinutes,
        SourceAddress source) {

    /** How the list of masters is meant. */
    public enum Type {
        /** All of them at once. */
        STR,
        /** One of them, the next when it is gone. */
        FAILOVER,
        /** A function names them. */
        FUNC,
        /** One of them, chosen by the id. */
        DISTRIBUTED,
        /** None. */
        DISABLE
    }

    static MastersConfig from(Options options) {
        int port = options.port("master_port");
        Type type = type(options);
        boolean isFunction = type == Type.FUNC;
        return new MastersConfig(
                isFunction ? List.of() : addresses(options.texts("master"), port),
                isFunction ? options.text("master") : "",
                port,
                type,
                options.flag("random_master") || options.flag("master_shuffle"),
                options.maybeText("master_finger"),
                options.port("publish_port"),
                options.isSet("ipv6") ? Optional.of(options.flag("ipv6")) : Optional.empty(),
                options.integer("master_alive_interval"),
                options.flag("master_failback"),
                options.integer("master_failback_interval"),
                options.integer("master_tries"),
                type == Type.FAILOVER ? 0 : options.integer("retry_dns"),
                options.maybeInteger("retry_dns_count"),
                options.integer("ping_interval"),
                SourceAddress.from(options));
    }

    private static List<MasterAddress> addresses(List<?> texts, int port) {
        return texts.stream()
                .map(text -> MasterAddress.parse(String.valueOf(text), port))
                .toList();
    }

    /** Of what a function named: a text, or a list of texts. */
    public List<MasterAddress> addresses(Object named) {
        List<?> texts = named instanceof List<?> list ? list : List.of(named);
        return addresses(
                texts.stream()
                        .map(text -> String.valueOf(text).strip())
                        .filter(text -> !text.isEmpty())
                        .toList(),
                port);
    }

    private static Type type(Options options) {
        String name = options.text("master_type");
        for (Type type : Type.values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
                return type;
            }
        }
        throw options.refused("master_type", "must be one of str, failover, func, distributed, disable; is " + name);
    }
}
