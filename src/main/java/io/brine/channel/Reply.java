package io.brine.channel;

import io.brine.wire.MinionId;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** An answer and Salt's way of sending it back (channel/server.py: send_clear, send, send_private, _auth). */
public sealed interface Reply {
    /** Plain msgpack of the value. */
    record Clear(Object value) implements Reply {}

    /** Raw string: Crypticle of the nonce and the value, with the key the request came with. */
    record Encrypted(Object value) implements Reply {}

    /** A pillar: sealed with a fresh key that only this minion's RSA key opens (PROTOCOL 8.1). */
    record Private(Object pillar, MinionId id) implements Reply {}

    /**
     * An answer to {@code _auth}: {enc: clear, load: bytes of the map with its nonce, sig} to version 2 and up, else the map
     * itself (PROTOCOL 4.2). The signature uses the caller's algorithm.
     */
    record Signed(Map<String, Object> load) implements Reply {}

    /** None: too many requests of this kind wait. Peers take what they are sent as a reason to try again. */
    record Overloaded() implements Reply {}

    /**
     * An answer that is not known yet: another thread works on it, or it waits for the disk. It is sealed and sent by whoever
     * completes the stage; a failure is answered as a handler's exception.
     */
    record Later(CompletionStage<Reply> reply) implements Reply {}
}
