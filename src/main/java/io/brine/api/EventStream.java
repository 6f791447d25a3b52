package io.brine.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Server-sent events to one client. Sending never waits: what the client has not taken yet is kept up to a bound, and a client
 * that falls behind it is cut, never the others. For any thread.
 */
public final class EventStream {
    private static final int MOST_CHUNKS = 2000;
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final Response response;
    private final Callback done;
    private final Runnable onCut;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean writing;
    private boolean ending;
    private boolean over;

    EventStream(Response response, Callback done, Runnable onCut) {
        this.response = response;
        this.done = done;
        this.onCut = onCut;
    }

    /** Nothing can be sent any more, by either side's will. */
    public synchronized boolean isOver() {
        return over || ending;
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
            tooSlow = waiting.size() >= MOST_CHUNKS || waitingBytes + chunk.length > MOST_BYTES;
            over = tooSlow;
            start = !tooSlow && !writing;
            if (!tooSlow) {
                waiting.add(chunk);
                waitingBytes += chunk.length;
                writing = true;
            }
        }
        if (tooSlow) {
            onCut.run();
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
        ByteBuffer chunk;
        boolean finish;
        synchronized (this) {
            if (over) {
                return;
            }
            chunk = together();
            writing = chunk.hasRemaining();
            finish = !writing && ending;
        }
        if (finish) {
            finish();
        } else if (chunk.hasRemaining()) {
            response.write(false, chunk, Callback.from(this::next, this::onFailed));
        }
    }

    /** All that waits, as one write. */
    private ByteBuffer together() {
        if (waiting.size() == 1) {
            waitingBytes = 0;
            return ByteBuffer.wrap(waiting.remove());
        }
        ByteBuffer all = ByteBuffer.allocate(waitingBytes);
        waiting.forEach(all::put);
        waiting.clear();
        waitingBytes = 0;
        return all.flip();
    }

    private void finish() {
        synchronized (this) {
            over = true;
        }
        response.write(true, ByteBuffer.allocate(0), done);
    }

    private void onFailed(Throwable gone) {
        synchronized (this) {
            over = true;
            waiting.clear();
            waitingBytes = 0;
        }
        done.failed(gone);
    }
}
