package io.brine.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads one body of bounded size in bounded time. What is too large is still taken from the line for a while and dropped: a
 * client that is busy sending would lose the answer with the connection. One that asks first ({@code Expect: 100-continue}) is
 * told at once.
 */
final class BodyRead {
    private static final int SECONDS = 30;
    private static final long MOST_DROPPED = 16L * 1024 * 1024;

    private final Request request;
    private final int most;
    private final Consumer<byte[]> whole;
    private final Consumer<HttpRefusal> refused;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Scheduler.Task lateness;
    private long dropped;
    private boolean tooLarge;

    private BodyRead(Request request, int most, Consumer<byte[]> whole, Consumer<HttpRefusal> refused) {
        this.request = request;
        this.most = most;
        this.whole = whole;
        this.refused = refused;
        this.tooLarge = request.getLength() > most;
        this.lateness = request.getComponents()
                .getScheduler()
                .schedule(() -> request.fail(new TimeoutException("a slow body")), SECONDS, TimeUnit.SECONDS);
    }

    /** @param most bytes that are kept @param whole takes the body @param refused is told the status the client gets: 400, 408 or 413 */
    static void read(Request request, int most, Consumer<byte[]> whole, Consumer<HttpRefusal> refused) {
        BodyRead body = new BodyRead(request, most, whole, refused);
        if (body.tooLarge && request.getHeaders().contains(HttpHeader.EXPECT, "100-continue")) {
            body.end(body::finish);
        } else {
            body.more();
        }
    }

    private void more() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this::more);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                end(() -> refused.accept(refusal(chunk.getFailure())));
                return;
            }
            take(chunk);
            chunk.release();
            if (chunk.isLast() || dropped > MOST_DROPPED) {
                end(this::finish);
                return;
            }
        }
    }

    private void take(Content.Chunk chunk) {
        tooLarge |= kept.size() + chunk.remaining() > most;
        if (tooLarge) {
            kept.reset();
            dropped += chunk.remaining();
            return;
        }
        try {
            BufferUtil.writeTo(chunk.getByteBuffer(), kept);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void finish() {
        if (tooLarge) {
            refused.accept(new HttpRefusal(413, "Request Entity Too Large"));
        } else {
            whole.accept(kept.toByteArray());
        }
    }

    private void end(Runnable last) {
        lateness.cancel();
        last.run();
    }

    private static HttpRefusal refusal(Throwable failure) {
        return failure instanceof TimeoutException
                ? new HttpRefusal(408, "Request Timeout")
                : new HttpRefusal(400, "The body could not be read");
    }
}
