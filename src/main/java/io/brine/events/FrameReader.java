package io.brine.events;

import io.brine.data.MsgPackStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Event bodies out of a stream of frames. Not thread-safe. */
final class FrameReader {
    /** Far above any max_event_size: a peer that announces more is not one of ours. */
    private static final int LARGEST_FRAME = 256 * 1024 * 1024;

    private final MsgPackStream stream = new MsgPackStream(LARGEST_FRAME);

    void feed(ByteBuffer bytes) {
        stream.feed(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }

    /** @throws io.brine.data.DataException if what came is no frame; the stream is of no use afterwards */
    Optional<byte[]> next() {
        return stream.take().map(taken -> EventFrame.bodyOf(taken.value()));
    }
}
