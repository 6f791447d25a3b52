package io.brine.transport.zmtp;

/** Why bytes, a peer or a message were refused; each reason has its own counter in {@link RefusalCounters}. */
public enum Refusal {
    /** The first bytes are not a ZMTP signature. */
    GARBAGE_GREETING,
    /** A ZMTP 1 or 2 peer. */
    OLD_VERSION,
    /** CURVE, PLAIN or another mechanism than NULL. */
    UNKNOWN_MECHANISM,
    /** READY did not come, or its properties cannot be read. */
    MALFORMED_READY,
    /** For instance a PUSH connecting to a PUB. */
    INCOMPATIBLE_SOCKET_TYPE,
    /** The peer said ERROR. */
    PEER_ERROR,
    HANDSHAKE_TIMEOUT,
    /** Connection ended before the handshake did. */
    HANDSHAKE_BROKEN,
    /** Reserved bits set, or a command that claims to have more frames. */
    MALFORMED_FLAGS,
    /** A command after the handshake that cannot be read, or a subscription without its byte. */
    MALFORMED_COMMAND,
    COMMAND_TOO_LONG,
    MESSAGE_TOO_LONG,
    TOO_MANY_FRAMES,
    /** No empty delimiter frame, or no body behind it. */
    MALFORMED_ENVELOPE,
    SUBSCRIPTION_FLOOD,
    /** A command this version of the protocol does not know; ignored. */
    UNKNOWN_COMMAND,
    /** A message from a peer whose socket type never sends any; ignored. */
    UNEXPECTED_MESSAGE,
    HEARTBEAT_TIMEOUT,
    TOO_MANY_CONNECTIONS,
    /** accept failed, mostly for want of file descriptors; accepting pauses. */
    ACCEPT_FAILED,
    /** A peer was not read from for a while, as it asked faster than it was answered. */
    INBOUND_PAUSED,
    /** A ROUTER was asked to send to nobody it knows. */
    UNROUTABLE,
    /** A message dropped at a peer's high-water mark. */
    HIGH_WATER_MARK,
    /** The program's own handler threw. */
    HANDLER_FAILED,
    /** Two peers claim one identity; the later one is refused. */
    IDENTITY_TAKEN,
    /** A PAIR has one peer at a time. */
    PAIR_TAKEN
}
