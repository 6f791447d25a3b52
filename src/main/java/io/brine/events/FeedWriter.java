package io.brine.events;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** One who fires through the feed. Only touched by the feed's thread. */
final class FeedWriter {
    private final SocketChannel channel;
    private final FrameReader frames = new FrameReader();
    private final ByteBuffer input = ByteBuffer.allocate(64 * 1024);

    FeedWriter(SocketChannel channel) {
        this.channel = channel;
    }

    /** Takes what is there; false at the end of the stream. */
    boolean receive() throws IOException {
        input.clear();
        int count = channel.read(input);
        frames.feed(input.flip());
        return count >= 0;
    }

    /** @throws io.brine.data.DataException if what came is no frame */
    Optional<byte[]> next() {
        return frames.next();
    }
}
