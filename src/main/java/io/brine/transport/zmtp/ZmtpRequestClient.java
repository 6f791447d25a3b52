package io.brine.transport.zmtp;

import io.brine.transport.RequestClient;
import io.brine.transport.TransportException;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * REQ that never sticks. A request waits for one of a few connections to be free, as each carries one request at a time; a
 * connection whose answer did not come in time is dropped, so an answer can never be taken for another's. One connection is
 * kept for a long time, further ones only while they are needed. All on one event loop.
 */
final class ZmtpRequestClient implements RequestClient, ZmtpContext.Closing {
    private static final int MAX_CONNECTIONS = 8;
    private static final long IDLE_SECONDS = 10;

    private final ZmtpContext context;
    private final Endpoint endpoint;
    private final SocketSettings settings;
    private final EventLoop loop;
    private final Deque<Ask> waiting = new ArrayDeque<>();
    private final List<RequestLine> lines = new ArrayList<>();
    private final int mostConnections;
    private boolean sweepAsked;
    private boolean closed;

    ZmtpRequestClient(ZmtpContext context, Endpoint endpoint, SocketSettings settings) {
        this.context = context;
        this.endpoint = endpoint;
        this.settings = settings;
        this.loop = context.threads().groupFor(endpoint).next();
        this.mostConnections = ConnectAddress.hasFixedSourcePort(endpoint) ? 1 : MAX_CONNECTIONS;
        context.opened(this);
    }

    /** One request on its way: waiting, then in flight on a line, then done. */
    record Ask(byte[] body, CompletableFuture<byte[]> answer) {
        boolean isDone() {
            return answer.isDone();
        }
    }

    @Override
    public CompletableFuture<byte[]> ask(byte[] body, Duration timeout) {
        Ask ask = new Ask(body, new CompletableFuture<>());
        try {
            loop.execute(() -> begin(ask, timeout));
        } catch (RejectedExecutionException e) {
            ask.answer().completeExceptionally(new TransportException("The request client is closed", e));
        }
        return ask.answer();
    }

    private void begin(Ask ask, Duration timeout) {
        if (closed) {
            ask.answer().completeExceptionally(new TransportException("The request client is closed"));
            return;
        }
        ask.answer().whenComplete((answer, failure) -> {
            if (failure != null) {
                abandonSoon(ask);
            }
        });
        if (!timeout.isZero()) {
            Runnable expiry = () -> ask.answer()
                    .completeExceptionally(new TimeoutException(
                            "No answer from " + endpoint + " within " + timeout.toMillis() + " ms"));
            ScheduledFuture<?> timer = loop.schedule(expiry, timeout.toNanos(), TimeUnit.NANOSECONDS);
            ask.answer().whenComplete((answer, failure) -> timer.cancel(false));
        }
        waiting.add(ask);
        dispatch();
    }

    /** After a time-out, or when the asker itself has ended its future. */
    private void abandonSoon(Ask ask) {
        try {
            loop.execute(() -> abandon(ask));
        } catch (RejectedExecutionException closing) {
            // The lines are being closed anyway.
        }
    }

    private void abandon(Ask ask) {
        waiting.remove(ask);
        for (RequestLine line : List.copyOf(lines)) {
            if (line.carries(ask)) {
                line.drop("its request was given up");
            }
        }
        dispatch();
    }

    /** Gives waiting requests to free lines, and opens a line when there are more requests than lines to come. */
    private void dispatch() {
        if (closed) {
            return;
        }
        while (!waiting.isEmpty()) {
            if (waiting.peek().isDone()) {
                waiting.poll();
                continue;
            }
            RequestLine free =
                    lines.stream().filter(RequestLine::isFree).findFirst().orElse(null);
            if (free == null) {
                break;
            }
            free.carry(waiting.poll());
        }
        long coming = lines.stream().filter(RequestLine::isComing).count();
        while (coming < waiting.size() && lines.size() < mostConnections) {
            RequestLine line = new RequestLine(this, context, new Reconnector.Target(endpoint, settings, loop));
            lines.add(line);
            line.open();
            coming++;
        }
    }

    // --- told by the lines

    void onFree() {
        dispatch();
        if (!sweepAsked && lines.size() > 1) {
            sweepAsked = true;
            loop.schedule(this::sweep, IDLE_SECONDS, TimeUnit.SECONDS);
        }
    }

    void onLost(RequestLine line) {
        lines.remove(line);
        dispatch();
    }

    /** Closes lines beyond the first that have not been needed since the last sweep. */
    private void sweep() {
        sweepAsked = false;
        for (RequestLine line : List.copyOf(lines.subList(Math.min(1, lines.size()), lines.size()))) {
            if (line.isIdleSinceLastLook()) {
                line.drop("idle");
            }
        }
        if (lines.size() > 1) {
            sweepAsked = true;
            loop.schedule(this::sweep, IDLE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        context.closed(this);
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                shut();
                done.complete(null);
            });
        } catch (RejectedExecutionException alreadyStopped) {
            return;
        }
        if (!loop.inEventLoop()) {
            done.join();
        }
    }

    private void shut() {
        closed = true;
        TransportException reason = new TransportException("The request client is closed");
        waiting.forEach(ask -> ask.answer().completeExceptionally(reason));
        waiting.clear();
        List.copyOf(lines).forEach(line -> line.drop("closed"));
    }
}
