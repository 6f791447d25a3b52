package io.brine.transport.zmtp;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The event loops {@code zmtp-N}, one for inproc when it is used, and a thread that may wait for name servers. */
final class IoThreads implements AutoCloseable {
    private static final long STOP_MILLIS = 2000;

    private final EventLoopGroup network;
    private final ExecutorService resolver;
    private EventLoopGroup inproc;
    private boolean closed;

    IoThreads(int count) {
        network = group(count, "zmtp-", NioIoHandler.newFactory());
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("zmtp-resolver-"));
        pool.allowCoreThreadTimeOut(true);
        resolver = pool;
    }

    EventLoopGroup groupFor(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Inproc ? inproc() : network;
    }

    EventLoop next() {
        return network.next();
    }

    ExecutorService resolver() {
        return resolver;
    }

    private synchronized EventLoopGroup inproc() {
        if (closed) {
            throw new RejectedExecutionException("the context is closed");
        }
        if (inproc == null) {
            inproc = group(1, "zmtp-inproc-", LocalIoHandler.newFactory());
        }
        return inproc;
    }

    private static EventLoopGroup group(int count, String prefix, IoHandlerFactory handlers) {
        return new MultiThreadIoEventLoopGroup(count, named(prefix), handlers);
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger numbers = new AtomicInteger();
        return task -> {
            Thread thread = new FastThreadLocalThread(task, prefix + numbers.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        resolver.shutdownNow();
        network.shutdownGracefully(0, STOP_MILLIS, TimeUnit.MILLISECONDS);
        if (inproc != null) {
            inproc.shutdownGracefully(0, STOP_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(STOP_MILLIS);
        }
        network.terminationFuture().awaitUninterruptibly(STOP_MILLIS);
    }
}
