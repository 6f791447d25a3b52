package io.brine.events;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** One who reads the feed, and what waits for him. Only touched by the feed's thread, but for {@link #state}. */
final class FeedReader {
    /** Frames in one system call. */
    private static final int MOST_TOGETHER = 64;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final long backlogBytes;
    private final Deque<ByteBuffer> backlog = new ArrayDeque<>();
    private volatile long waitingBytes;
    /** Since when something has been waiting; 0 when nothing is. */
    private volatile long behindSinceNanos;

    FeedReader(SocketChannel channel, SelectionKey key, long backlogBytes) {
        this.channel = channel;
        this.key = key;
        this.backlogBytes = backlogBytes;
    }

    /** Puts a frame into the backlog, for {@link #write}. False if more waits already than may. */
    boolean add(byte[] frame) {
        if (waitingBytes > 0 && waitingBytes + frame.length > backlogBytes) {
            return false;
        }
        if (backlog.isEmpty()) {
            behindSinceNanos = System.nanoTime();
        }
        backlog.add(ByteBuffer.wrap(frame));
        waitingBytes = waitingBytes + frame.length;
        return true;
    }

    void write() throws IOException {
        while (!backlog.isEmpty()) {
            ByteBuffer[] together = backlog.stream().limit(MOST_TOGETHER).toArray(ByteBuffer[]::new);
            waitingBytes = waitingBytes - channel.write(together);
            while (!backlog.isEmpty() && !backlog.peek().hasRemaining()) {
                backlog.remove();
            }
            if (together[together.length - 1].hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
        }
        behindSinceNanos = 0;
        if (key.interestOps() != SelectionKey.OP_READ) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /** From any thread. A reader that falls too far behind is cut off, so none has missed anything. */
    ListenerState state(String name) {
        long since = behindSinceNanos;
        return new ListenerState(name, waitingBytes, since == 0 ? 0 : (System.nanoTime() - since) / 1e9, 0);
    }

    /** A reader has nothing to say; its end of stream means that it left. */
    boolean isStillThere() throws IOException {
        ByteBuffer ignored = ByteBuffer.allocate(512);
        return channel.read(ignored) >= 0;
    }
}
