package io.brine.api;

import io.brine.config.ApiConfig;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that answer. Jobs that wait for minions have {@code thread_pool} of them and a queue of {@code queue_size}; what
 * does not fit is told so at once. Short work has threads of its own, so that one can log in while all jobs wait.
 */
final class Lanes implements AutoCloseable {
    private static final int QUICK_THREADS = 16;
    private static final int QUICK_QUEUE = 1000;

    private final ThreadPoolExecutor quick;
    private final ThreadPoolExecutor jobs;

    Lanes(ApiConfig.Limits limits) {
        this.quick = pool("api-quick-", QUICK_THREADS, QUICK_QUEUE);
        this.jobs = pool("api-job-", limits.threadPool(), limits.queueSize());
    }

    private static ThreadPoolExecutor pool(String name, int threads, int queue) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory factory = work -> {
            Thread thread = new Thread(work, name + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
        int size = Math.max(1, threads);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size, size, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(Math.max(1, queue)), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** @throws HttpRefusal 503 if there is no room */
    void run(Mount.Lane lane, Runnable work) {
        if (lane == Mount.Lane.AT_ONCE) {
            work.run();
            return;
        }
        try {
            (lane == Mount.Lane.QUICK ? quick : jobs).execute(work);
        } catch (RejectedExecutionException full) {
            throw new HttpRefusal(503, "Too many requests are under way, try again later");
        }
    }

    int threads() {
        return jobs.getPoolSize() + quick.getPoolSize();
    }

    int busy() {
        return jobs.getActiveCount() + quick.getActiveCount();
    }

    int waiting() {
        return jobs.getQueue().size() + quick.getQueue().size();
    }

    @Override
    public void close() {
        quick.shutdownNow();
        jobs.shutdownNow();
    }
}
