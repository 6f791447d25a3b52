package io.brine.master;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads {@code MWorker-N} that answer requests, and the bounded queue before them. They wait for the disk while a
 * return becomes durable, so there are more of them than Salt has processes.
 */
final class Workers implements AutoCloseable {
    private static final int LARGEST_QUEUE = 20_000;

    private final ThreadPoolExecutor threads;

    Workers(int count) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                count, count, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(LARGEST_QUEUE), work -> {
                    Thread thread = new Thread(work, "MWorker-" + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** False if the queue is full or the daemon is closing. */
    boolean submit(Runnable work) {
        try {
            threads.execute(work);
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    /** Requests that wait for a thread. */
    int waiting() {
        return threads.getQueue().size();
    }

    /** Requests in progress are finished, within limits. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
