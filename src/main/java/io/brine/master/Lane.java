package io.brine.master;

import io.brine.master.MasterViews.LaneState;
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

    /** One of the lane's own threads: knows how long its work has waited. */
    private static final class Worker extends Thread {
        private long waitedNanos;

        Worker(Runnable work, String name) {
            super(work, name);
        }
    }

    private record Waiting(Runnable work, long sinceNanos) implements Runnable {
        @Override
        public void run() {
            if (Thread.currentThread() instanceof Worker worker) {
                worker.waitedNanos = System.nanoTime() - sinceNanos;
            }
            work.run();
        }
    }

    Lane(String name, int threadCount, int largestQueue) {
        AtomicInteger number = new AtomicInteger();
        queue = new ArrayBlockingQueue<>(largestQueue);
        threads = new ThreadPoolExecutor(threadCount, threadCount, 1, TimeUnit.MINUTES, queue, work -> {
            Thread thread = new Worker(work, name + "-" + number.getAndIncrement());
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

    /** How long the work now done by this thread has waited in its lane; nothing on other threads. */
    static Duration waited() {
        return Thread.currentThread() instanceof Worker worker ? Duration.ofNanos(worker.waitedNanos) : Duration.ZERO;
    }

    LaneState state(String name) {
        double age = age().toMillis() / 1000.0;
        return new LaneState(name, depth(), age, threads.getActiveCount(), threads.getMaximumPoolSize(), refused());
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
