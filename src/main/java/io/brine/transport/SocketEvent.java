package io.brine.transport;

import java.time.Instant;

/** Something that happened to a socket, in libzmq's words ({@code zmq_socket_monitor(3)}). */
public record SocketEvent(Kind kind, String endpoint, String peerAddress, String detail, Instant at) {
    /** Names and numbers of libzmq's {@code ZMQ_EVENT_*}. */
    public enum Kind {
        CONNECTED(1),
        CONNECT_DELAYED(2),
        CONNECT_RETRIED(4),
        LISTENING(8),
        BIND_FAILED(16),
        ACCEPTED(32),
        ACCEPT_FAILED(64),
        CLOSED(128),
        CLOSE_FAILED(256),
        DISCONNECTED(512),
        MONITOR_STOPPED(1024),
        HANDSHAKE_FAILED_NO_DETAIL(2048),
        HANDSHAKE_SUCCEEDED(4096),
        HANDSHAKE_FAILED_PROTOCOL(8192),
        HANDSHAKE_FAILED_AUTH(16384);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }
}
