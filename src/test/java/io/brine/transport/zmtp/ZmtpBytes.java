package io.brine.transport.zmtp;

import io.brine.transport.Roads.RoadOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a socket makes of bytes that a stranger writes to it: greeting, handshake, frames. */
public final class ZmtpBytes {
    private static final Limits LIMITS = Limits.of(1_000_000, 0);

    private ZmtpBytes() {}

    /** Frames and commands heard; the name of the refusal, where there is one, is the last of them. */
    public static List<String> read(byte[] bytes, int first) {
        Handshake handshake = new Handshake(SocketSettings.ofRoad(SocketType.ROUTER, "", RoadOptions.DEFAULT, LIMITS));
        FrameDecoder decoder = new FrameDecoder(LIMITS);
        Heard heard = new Heard(handshake);
        int cut = Math.min(first, bytes.length);
        try {
            for (ByteBuf part : List.of(
                    Unpooled.wrappedBuffer(bytes, 0, cut), Unpooled.wrappedBuffer(bytes, cut, bytes.length - cut))) {
                if (handshake.readGreeting(part)) {
                    decoder.decode(part, heard);
                }
            }
        } catch (ProtocolException refused) {
            heard.all.add(refused.refusal().name());
        }
        return heard.all;
    }

    private static final class Heard implements FrameDecoder.Sink {
        final List<String> all = new ArrayList<>();
        private final Handshake handshake;
        private boolean ready;

        Heard(Handshake handshake) {
            this.handshake = handshake;
        }

        @Override
        public void onFrame(byte[] body, boolean more) {
            all.add(body.length + (more ? "+" : "."));
        }

        @Override
        public void onCommand(byte[] body) throws ProtocolException {
            Command command = Command.parse(body);
            if (!ready) {
                handshake.onCommand(command);
                ready = true;
            }
            all.add(command.name());
        }

        @Override
        public boolean isPaused() {
            return false;
        }
    }

    /** A whole conversation of a peer: greeting, READY, messages. */
    public static byte[] conversation(String socketType, List<List<byte[]>> messages) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Greeting.toSend());
        write(
                bytes,
                FrameEncoder.command(
                        Command.ready(Map.of("Socket-Type", socketType.getBytes(StandardCharsets.US_ASCII)))));
        messages.forEach(message -> write(bytes, FrameEncoder.message(message)));
        return bytes.toByteArray();
    }

    private static void write(ByteArrayOutputStream bytes, ByteBuf part) {
        byte[] copy = new byte[part.readableBytes()];
        part.readBytes(copy);
        part.release();
        bytes.writeBytes(copy);
    }
}
