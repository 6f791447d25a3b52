package io.brine.master;

import io.brine.config.MasterConfig;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of the daemon, by their names. */
final class MasterThreads {
    private static final int MOST_RUNNERS = 64;
    private static final int FILES_WAITING = 50_000;

    private MasterThreads() {}

    /** One thread; when more waits than it may, who brings it does it himself. */
    static ExecutorService single(String name) {
        return new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(FILES_WAITING),
                work -> named(name, work),
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    /** Threads as they are needed, within limits. @throws java.util.concurrent.RejectedExecutionException beyond them */
    static ExecutorService pool(String name) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory threads = work -> named(name + "-" + number.getAndIncrement(), work);
        return new ThreadPoolExecutor(0, MOST_RUNNERS, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), threads);
    }

    private static Thread named(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Whom this process runs as. */
    static String account(MasterConfig config) {
        return ProcessHandle.current().info().user().orElse(config.user());
    }
}
