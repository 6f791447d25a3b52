package io.brine.transport.zmtp;

import java.util.List;

/** What a socket does about its peers. Every method is called on the peer's event loop and must not block. */
interface PeerListener {
    /** The handshake is done: the peer can be written to. */
    void onReady(Peer peer) throws ProtocolException;

    void onMessage(Peer peer, List<byte[]> frames) throws ProtocolException;

    /** A SUBSCRIBE command; the 3.0 form comes as a message. */
    default void onSubscribe(Peer peer, byte[] prefix) throws ProtocolException {
        throw new ProtocolException(Refusal.MALFORMED_COMMAND, "SUBSCRIBE to a socket without subscriptions");
    }

    default void onCancel(Peer peer, byte[] prefix) throws ProtocolException {
        throw new ProtocolException(Refusal.MALFORMED_COMMAND, "CANCEL to a socket without subscriptions");
    }

    /** A message left the peer's queue: written, or lost with the connection. */
    default void onRoom(Peer peer) {}

    /** Once per peer, also for one that never became ready. */
    void onClosed(Peer peer, String reason);
}
