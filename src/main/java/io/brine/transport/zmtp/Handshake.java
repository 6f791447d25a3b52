package io.brine.transport.zmtp;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The opening conversation of one connection: greeting, then READY from both sides (mechanism NULL). Forgotten when it is
 * done; what it found out is its {@link Result}.
 */
final class Handshake {
    /** @param peerIdentity as given in READY, or empty */
    record Result(SocketType peerType, byte[] peerIdentity, int peerMinor) {}

    private static final String SOCKET_TYPE = "Socket-Type";
    private static final String IDENTITY = "Identity";
    private static final byte[] NONE = {};
    private static final int MAX_IDENTITY = 255;

    private final SocketSettings settings;
    private final Greeting greeting = new Greeting();
    private boolean greeted;

    Handshake(SocketSettings settings) {
        this.settings = settings;
    }

    /** @return true when the whole greeting has come */
    boolean readGreeting(ByteBuf in) throws ProtocolException {
        while (!greeted && in.isReadable()) {
            greeted = greeting.take(in.readByte());
        }
        return greeted;
    }

    boolean isGreeted() {
        return greeted;
    }

    /** Goes out with our greeting. Mechanism NULL lets both sides speak at once: RFC 37 "The NULL Security Mechanism". */
    Command ourReady() {
        Map<String, byte[]> properties = new LinkedHashMap<>();
        properties.put(SOCKET_TYPE, settings.type().name().getBytes(StandardCharsets.US_ASCII));
        boolean addressed = settings.type() == SocketType.REQ
                || settings.type() == SocketType.DEALER
                || settings.type() == SocketType.ROUTER;
        if (addressed || settings.identity().length > 0) {
            properties.put(IDENTITY, settings.identity());
        }
        return Command.ready(properties);
    }

    /** The first command of the peer must be its READY. */
    Result onCommand(Command command) throws ProtocolException {
        if (command.name().equals(Command.ERROR)) {
            throw new ProtocolException(Refusal.PEER_ERROR, "the peer said: " + command.errorReason());
        }
        if (!command.name().equals(Command.READY)) {
            throw new ProtocolException(Refusal.MALFORMED_READY, "READY expected");
        }
        Map<String, byte[]> properties = command.properties();
        byte[] identity = properties.getOrDefault("identity", NONE);
        if (identity.length > MAX_IDENTITY) {
            throw new ProtocolException(Refusal.MALFORMED_READY, "an identity of " + identity.length + " bytes");
        }
        return new Result(peerType(properties.getOrDefault("socket-type", NONE)), identity, greeting.peerMinor());
    }

    private SocketType peerType(byte[] bytes) throws ProtocolException {
        String name = new String(bytes, StandardCharsets.US_ASCII);
        SocketType peerType = SocketType.named(name)
                .orElseThrow(() -> new ProtocolException(Refusal.MALFORMED_READY, "no known Socket-Type in READY"));
        if (!settings.type().mayTalkTo(name)) {
            throw new ProtocolException(
                    Refusal.INCOMPATIBLE_SOCKET_TYPE, "a " + name + " cannot talk to a " + settings.type());
        }
        return peerType;
    }
}
