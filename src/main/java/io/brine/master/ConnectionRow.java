package io.brine.master;

import io.brine.transport.Connection.ConnectionCounts;
import io.brine.transport.Connection.HandshakeState;
import java.time.Instant;

/**
 * One connection as it is now.
 *
 * @param number unique within the process
 * @param minion who is behind it; empty text while nobody knows
 * @param sharedBy connections that go by the name of this minion, this one included; 0 without a name
 * @param socketType of the peer, in ZeroMQ's words
 * @param zmtp version of the protocol the peer speaks, {@code 3.1}
 */
public record ConnectionRow(
        long number,
        String peerAddress,
        String minion,
        Identity identity,
        int sharedBy,
        Instant since,
        HandshakeState handshake,
        String socketType,
        String zmtp,
        ConnectionCounts counts) {

    /** How it is known who is behind a connection. */
    public enum Identity {
        /** By the answer to a question that went down this connection alone. */
        PROVEN("proven"),
        /** The peer says so itself: believed until it fails to answer. */
        CLAIMED("topic"),
        /** All requests from this address were of this minion; no proof. */
        ADDRESS("address"),
        /** Nothing is known, or several minions share the address. */
        UNKNOWN("unknown");

        private final String word;

        Identity(String word) {
            this.word = word;
        }

        /** As metrics and pages say it. */
        public String word() {
            return word;
        }
    }

    /** Another process uses the same id. */
    public boolean isTwin() {
        return sharedBy > 1;
    }
}
