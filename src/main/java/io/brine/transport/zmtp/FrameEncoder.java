package io.brine.transport.zmtp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;

/** Frames to bytes: a whole message in one direct buffer, so it can be shared by all peers and never be torn. */
final class FrameEncoder {
    private static final int SHORT_MAX = 255;

    private FrameEncoder() {}

    /** @param frames at least one */
    static ByteBuf message(List<byte[]> frames) {
        long size = 0;
        for (byte[] frame : frames) {
            size += headerSize(frame) + frame.length;
        }
        ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(Math.toIntExact(size));
        int last = frames.size() - 1;
        for (int i = 0; i <= last; i++) {
            write(out, i < last ? FrameDecoder.MORE : 0, frames.get(i));
        }
        return out;
    }

    /** Our greeting and the READY behind it. */
    static ByteBuf opening(Command ready) {
        byte[] body = ready.encode();
        ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(Greeting.SIZE + headerSize(body) + body.length);
        out.writeBytes(Greeting.toSend());
        write(out, FrameDecoder.COMMAND, body);
        return out;
    }

    static ByteBuf command(Command command) {
        byte[] body = command.encode();
        ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(headerSize(body) + body.length);
        write(out, FrameDecoder.COMMAND, body);
        return out;
    }

    private static int headerSize(byte[] body) {
        return body.length > SHORT_MAX ? 9 : 2;
    }

    private static void write(ByteBuf out, int flags, byte[] body) {
        if (body.length > SHORT_MAX) {
            out.writeByte(flags | FrameDecoder.LONG);
            out.writeLong(body.length);
        } else {
            out.writeByte(flags);
            out.writeByte(body.length);
        }
        out.writeBytes(body);
    }
}
