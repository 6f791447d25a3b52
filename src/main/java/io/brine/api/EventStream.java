package io.brine.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Server-sent events to one client. Sending never waits: what the client has not taken yet is kept up to a bound, and a client
 * that falls behind it is cut, never the others. For any thread.
 */
public final class EventStream {
    private static final int MOST_CHUNKS = 2000;
    /** One event more may wait, however large. */
    private static final int MOST_BYTES = 1024 * 1024;

    private final Response response;
    private final Callback done;
    private final Backlog backlog;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean writing;
    private boolean ending;
    private boolean over;

    EventStream(Response response, Callback done, Backlog backlog) {
        this.response = response;
        this.done = done;
        this.backlog = backlog;
    }

    /**
     * What all streams together have not sent yet. The same bytes may wait in many, so this counts more than memory holds.
     *
     * @param onCut told when a stream is cut
     */
    record Backlog(AtomicLong bytes, Runnable onCut) {
        private static final long MOST = 256L * 1024 * 1024;
        private static final int FREE = 64 * 1024;

        /** Where all together are too many, those who lag lose. */
        boolean isTooMuch(int waiting) {
            return bytes.get() > MOST && waiting > FREE;
        }
    }

    /** Nothing can be sent any more, by either side's will. */
    public synchronized boolean isOver() {
        return over || ending;
    }

    /** Bytes that the client has not begun to take. */
    public synchronized int waitingBytes() {
        return waitingBytes;
    }

    /** A line {@code : text}, which clients skip. */
    public boolean comment(String text) {
        return send((": " + text.replaceAll("[\\r\\n]", " ") + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    /** An event named by nothing with this data, which must be one line. */
    public boolean data(String line) {
        return send(("data: " + line + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes in the form of an event stream. @return false if the stream is over */
    public boolean send(byte[] chunk) {
        boolean tooSlow;
        boolean start;
        synchronized (this) {
            if (over || ending) {
                return false;
            }
            tooSlow = waiting.size() >= MOST_CHUNKS || waitingBytes > MOST_BYTES || backlog.isTooMuch(waitingBytes);
            start = !tooSlow && !writing;
            if (tooSlow) {
                drop();
            } else {
                waiting.add(chunk);
                count(chunk.length);
                writing = true;
            }
        }
        if (tooSlow) {
            backlog.onCut().run();
            done.failed(new IOException("the client reads its events too slowly"));
            return false;
        }
        if (start) {
            next();
        }
        return true;
    }

    /** Ends it when everything is sent. */
    public void end() {
        boolean finish;
        synchronized (this) {
            finish = !over && !ending && !writing;
            ending = true;
        }
        if (finish) {
            finish();
        }
    }

    private void next() {
        byte[] chunk;
        boolean finish;
        synchronized (this) {
            if (over) {
                return;
            }
            chunk = waiting.poll();
            writing = chunk != null;
            finish = chunk == null && ending;
            if (chunk != null) {
                count(-chunk.length);
            }
        }
        if (finish) {
            finish();
        } else if (chunk != null) {
            // not put together with others: the bytes are shared by all streams
            response.write(false, ByteBuffer.wrap(chunk), Callback.from(this::next, this::onFailed));
        }
    }

    private void count(int bytes) {
        waitingBytes += bytes;
        backlog.bytes().addAndGet(bytes);
    }

    private void drop() {
        over = true;
        waiting.clear();
        count(-waitingBytes);
    }

    private void finish() {
        synchronized (this) {
            over = true;
        }
        response.write(true, ByteBuffer.allocate(0), done);
    }

    private void onFailed(Throwable gone) {
        synchronized (this) {
            drop();
        }
        done.failed(gone);
    }
}
