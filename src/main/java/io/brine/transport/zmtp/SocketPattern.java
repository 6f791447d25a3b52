package io.brine.transport.zmtp;

import java.util.List;
import java.util.Optional;

/** How one socket type sends and receives. Always called under the socket's lock; nothing here waits. */
interface SocketPattern {
    static SocketPattern of(SocketType type, SocketCore core) {
        return switch (type) {
            case REQ -> new RequestPattern(core);
            case REP -> new ReplyPattern(core);
            case ROUTER -> new RouterPattern(core);
            case DEALER -> new DealerPattern(core);
            case PUSH -> new PushPattern(core);
            case PULL -> new PullPattern(core);
            case PAIR -> new PairPattern(core);
            case PUB -> new PublishPattern(core, false);
            case XPUB -> new PublishPattern(core, true);
            case SUB -> new SubscribePattern(core, true);
            case XSUB -> new SubscribePattern(core, false);
        };
    }

    /**
     * @return false when it would have to wait
     * @throws IllegalStateException when it is not this socket's turn to send
     * @throws UnsupportedOperationException when this type never sends
     */
    boolean send(List<byte[]> frames);

    /**
     * @return the next message for the application, if there is one
     * @throws IllegalStateException when it is not this socket's turn to receive
     * @throws UnsupportedOperationException when this type never receives
     */
    Optional<List<byte[]>> receive();

    /** Before a peer is taken on: throw to turn it away. */
    default void admit(Pipe pipe, Peer peer) throws ProtocolException {}

    default void onAttached(Pipe pipe) throws ProtocolException {}

    default void onDetached(Pipe pipe) {}

    default void onMessage(Pipe pipe, List<byte[]> frames) throws ProtocolException {}

    default void onSubscription(Pipe pipe, boolean subscribe, byte[] prefix) throws ProtocolException {
        throw new ProtocolException(Refusal.MALFORMED_COMMAND, "a subscription to a socket that has none");
    }

    /** @throws UnsupportedOperationException when this type does not subscribe */
    default void subscribe(byte[] prefix) {
        throw new UnsupportedOperationException("Only a SUB subscribes");
    }

    default void unsubscribe(byte[] prefix) {
        throw new UnsupportedOperationException("Only a SUB subscribes");
    }
}
