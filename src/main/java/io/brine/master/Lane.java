package io.brine.master;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A bounded queue of work and the few threads {@code <name>-N} that do it; idle threads end after a minute. */
final class Lane implements AutoCloseable {
    private final BlockingQueue<Runnable> queue;
    private final ThreadPoolExecutor threads;
    private final AtomicLong refused = new AtomicLong();

    private record Waiting(Runnable work, long sinceNanos) implements Runnable {
        @Override
        public void run() {
            work.run();
        }
    }

    Lane(String name, int threadCount, int largestQueue) {
        AtomicInteger number = new AtomicInteger();
        queue = new ArrayBlockingQueue<>(largestQueue);
        threads = new ThreadPoolExecutor(threadCount, threadCount, 1, TimeUnit.MINUTES, queue, work -> {
            Thread thread = new Thread(work, name + "-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
    }

    /** False, and counted, if the queue is full or the daemon is closing. */
    boolean submit(Runnable work) {
        try {
            threads.execute(new Waiting(work, System.nanoTime()));
            return true;
        } catch (RejectedExecutionException full) {
            refused.incrementAndGet();
            return false;
        }
    }

    /** What waits for a thread. */
    int depth() {
        return queue.size();
    }

    /** How long the next in the queue has been waiting. */
    Duration age() {
        return queue.peek() instanceof Waiting first
                ? Duration.ofNanos(System.nanoTime() - first.sinceNanos())
                : Duration.ZERO;
    }

    long refused() {
        return refused.get();
    }

    /** What is in progress or waits is finished, within limits. */
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
