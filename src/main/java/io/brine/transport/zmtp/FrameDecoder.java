package io.brine.transport.zmtp;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Bytes to frames, a stream at a time; one per connection, only on its event loop. An announced length is judged before
 * anything is allocated for it, and a body grows with the bytes that really came, so a peer holds no more of our memory
 * than 16 KB or twice what it sent.
 */
final class FrameDecoder {
    /** Takes what was decoded; may stop the decoding. */
    interface Sink {
        /** @param more whether the message goes on */
        void onFrame(byte[] body, boolean more) throws ProtocolException;

        void onCommand(byte[] body) throws ProtocolException;

        /** Asked before each frame: while true, bytes stay in the buffer. */
        boolean isPaused();
    }

    static final int MORE = 1;
    static final int LONG = 2;
    static final int COMMAND = 4;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final int FIRST_PIECE = 16 * 1024;
    private static final byte[] EMPTY = {};
    private static final int AWAITING_FLAGS = -1;

    private final Limits limits;
    private int flags = AWAITING_FLAGS;
    private int lengthBytesLeft;
    private long length;
    private byte[] body = EMPTY;
    private int filled;
    private long messageBytes;
    private int messageFrames;

    FrameDecoder(Limits limits) {
        this.limits = limits;
    }

    /** Takes all of {@code in}, or less when the sink is paused. */
    void decode(ByteBuf in, Sink sink) throws ProtocolException {
        while (true) {
            if (flags == AWAITING_FLAGS) {
                if (sink.isPaused() || !in.isReadable()) {
                    return;
                }
                begin(in.readByte() & 0xFF);
            }
            if (!readLength(in) || !readBody(in)) {
                return;
            }
            finish(sink);
        }
    }

    private void begin(int newFlags) throws ProtocolException {
        boolean command = (newFlags & COMMAND) != 0;
        if ((newFlags & ~(MORE | LONG | COMMAND)) != 0 || command && (newFlags & MORE) != 0) {
            throw new ProtocolException(Refusal.MALFORMED_FLAGS, "frame flags " + newFlags);
        }
        flags = newFlags;
        lengthBytesLeft = (newFlags & LONG) != 0 ? 8 : 1;
        length = 0;
    }

    private boolean readLength(ByteBuf in) throws ProtocolException {
        if (lengthBytesLeft == 0) {
            return true;
        }
        while (lengthBytesLeft > 0) {
            if (!in.isReadable()) {
                return false;
            }
            length = length << 8 | in.readByte() & 0xFF;
            lengthBytesLeft--;
        }
        checkLength();
        body = length == 0 ? EMPTY : new byte[(int) Math.min(length, Math.max(FIRST_PIECE, in.readableBytes()))];
        filled = 0;
        return true;
    }

    private void checkLength() throws ProtocolException {
        boolean command = (flags & COMMAND) != 0;
        if (command) {
            if (length < 0 || length > limits.maxCommandBytes()) {
                throw new ProtocolException(
                        Refusal.COMMAND_TOO_LONG, "a command of " + Long.toUnsignedString(length) + " bytes");
            }
            return;
        }
        long allowed = limits.maxMessageBytes() == 0 ? Long.MAX_VALUE : limits.maxMessageBytes() - messageBytes;
        if (length < 0 || length > LARGEST_ARRAY || length > allowed) {
            throw new ProtocolException(
                    Refusal.MESSAGE_TOO_LONG, "a frame of " + Long.toUnsignedString(length) + " bytes");
        }
        if (messageFrames >= limits.maxFrames()) {
            throw new ProtocolException(Refusal.TOO_MANY_FRAMES, "more than " + limits.maxFrames() + " frames");
        }
    }

    private boolean readBody(ByteBuf in) {
        while (filled < length) {
            if (!in.isReadable()) {
                return false;
            }
            if (filled == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(length, 2L * body.length));
            }
            int take = Math.min(in.readableBytes(), body.length - filled);
            in.readBytes(body, filled, take);
            filled += take;
        }
        return true;
    }

    private void finish(Sink sink) throws ProtocolException {
        byte[] whole = body;
        int finished = flags;
        flags = AWAITING_FLAGS;
        body = EMPTY;
        if ((finished & COMMAND) != 0) {
            sink.onCommand(whole);
            return;
        }
        boolean more = (finished & MORE) != 0;
        messageBytes = more ? messageBytes + whole.length : 0;
        messageFrames = more ? messageFrames + 1 : 0;
        sink.onFrame(whole, more);
    }
}
