package io.brine.config;

/**
 * Where and how a master listens.
 * @param bindAddress {@code interface}, 0.0.0.0
 * @param publishPort {@code publish_port}, 4505
 * @param retPort {@code ret_port}, 4506
 * @param ipv6 {@code ipv6}: also listen on IPv6
 * @param zmqBacklog {@code zmq_backlog}, 1000: connections waiting to be accepted
 * @param pubHwm {@code pub_hwm}, 1000: publications kept for a subscriber that reads slowly
 * @param zmqFiltering {@code zmq_filtering}: publish by topic
 * @param zmqMonitor {@code zmq_monitor}: log socket events
 * @param maxOpenFiles {@code max_open_files}, 100000
 * @param workerThreads {@code worker_threads}, 5; at least 3 when {@code peer} is set
 */
public record MasterNetwork(
        String bindAddress,
        int publishPort,
        int retPort,
        boolean ipv6,
        int zmqBacklog,
        int pubHwm,
        boolean zmqFiltering,
        boolean zmqMonitor,
        int maxOpenFiles,
        int workerThreads,
        TcpKeepalive keepalive) {

    static MasterNetwork from(Options options) {
        int workers = Math.max(options.integer("worker_threads"), options.flag("peer") ? 3 : 1);
        return new MasterNetwork(
                options.text("interface"),
                options.port("publish_port"),
                options.port("ret_port"),
                options.flag("ipv6"),
                options.integer("zmq_backlog"),
                options.integer("pub_hwm"),
                options.flag("zmq_filtering"),
                options.flag("zmq_monitor"),
                options.integer("max_open_files"),
                workers,
                TcpKeepalive.from(options));
    }
}
