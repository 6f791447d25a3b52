package io.brine.client;

import io.brine.config.MasterConfig;
import io.brine.events.EventSockets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Which master a client asks, as whom, and how long it waits.
 *
 * @param master where the master listens and keeps its files
 * @param user as the master is told: {@code sudo_NAME} for root through sudo; empty for a client that has no key and asks
 *     with others' credentials only
 * @param timeout {@code timeout}: until the first question whether a job still runs
 * @param gatherTimeout {@code gather_job_timeout}: for the answers to that question
 * @param nodegroups {@code nodegroups}: expanded here, since minions do not know them
 * @param extraReturner {@code ext_job_cache}: every job also returns there
 */
public record ClientSettings(
        Door master,
        String user,
        Duration timeout,
        Duration gatherTimeout,
        Map<String, Object> nodegroups,
        Optional<String> extraReturner) {

    /**
     * Where a master is.
     *
     * @param requestUri {@code tcp://HOST:PORT} of its request server
     * @param events its event bus
     * @param publisherPath exists while a master runs; empty when it uses tcp for inner sockets
     * @param cachedir holds the keys {@code .<user>_key}
     * @param owner the account the master runs as
     * @param configFile named in messages
     */
    public record Door(
            String requestUri,
            EventSockets events,
            Optional<Path> publisherPath,
            Path cachedir,
            String owner,
            Path configFile) {}

    /**
     * The client of the master whose configuration this is, on the same host.
     *
     * @param user see {@link #user}
     */
    public static ClientSettings of(MasterConfig config, String user) {
        Path sockDir = config.paths().sockDir();
        boolean tcp = "tcp".equals(config.raw().get("ipc_mode"));
        Door door = new Door(
                uri(config),
                tcp
                        ? EventSockets.tcp(
                                port(config, "tcp_master_pub_port", 4512), port(config, "tcp_master_pull_port", 4513))
                        : EventSockets.master(sockDir),
                tcp ? Optional.empty() : Optional.of(sockDir.resolve("publish_pull.ipc")),
                config.paths().cachedir(),
                config.user(),
                config.configFile());
        return new ClientSettings(
                door,
                user,
                seconds(config.client().timeoutSeconds()),
                seconds(config.client().gatherJobTimeoutSeconds()),
                config.nodegroups(),
                Optional.of(config.jobs().extJobCache()).filter(cache -> !cache.isEmpty()));
    }

    private static String uri(MasterConfig config) {
        String address = config.network().bindAddress();
        String host = "0.0.0.0".equals(address) ? "127.0.0.1" : "::".equals(address) ? "::1" : address;
        return "tcp://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + config.network().retPort();
    }

    private static int port(MasterConfig config, String option, int otherwise) {
        return config.raw().get(option) instanceof Number number ? number.intValue() : otherwise;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** The same with another {@link #timeout}. */
    public ClientSettings withTimeout(Duration other) {
        return new ClientSettings(master, user, other, gatherTimeout, nodegroups, extraReturner);
    }

    /** The same with another {@link #gatherTimeout}. */
    public ClientSettings withGatherTimeout(Duration other) {
        return new ClientSettings(master, user, timeout, other, nodegroups, extraReturner);
    }
}
