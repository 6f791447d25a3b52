package io.brine.minion;

import io.brine.minion.Receipt.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers returns to one master while we are connected to it. New ones go at once, four at a time; what waits goes on a thread of its
 * own, oldest first, never faster than twenty a second, with growing pauses while the master is silent. So neither delays the other.
 */
final class ReturnRoad implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReturnRoad.class);
    private static final int FRESH_AT_ONCE = 4;
    private static final long PAUSE_BETWEEN_OLD_MILLIS = 50;
    /** The masters' own {@code keep_jobs}: after that they would have thrown it away. */
    private static final long LONGEST_REFUSAL_MILLIS = Duration.ofHours(24).toMillis();

    /** Where this road leads. @param wants by the {@code host:port} a job came from @param courier sends one return load */
    record Way(String master, Predicate<String> wants, Function<Map<String, Object>, Receipt> courier) {}

    private final Way way;
    private final ReturnQueue queue;
    private final RetryPauses pauses;
    private final MinionListener listener;
    private final ScheduledExecutorService clock;
    private final ThreadPoolExecutor fresh;
    private final ThreadPoolExecutor old;
    private ScheduledFuture<?> next;
    private int silent;
    private volatile boolean isOpen = true;

    ReturnRoad(
            Way way, ReturnQueue queue, RetryPauses pauses, MinionListener listener, ScheduledExecutorService clock) {
        this.way = way;
        this.queue = queue;
        this.pauses = pauses;
        this.listener = listener;
        this.clock = clock;
        this.fresh = threads("ReturnSender", FRESH_AT_ONCE);
        this.old = threads("ReturnBacklog", 1);
    }

    private static ThreadPoolExecutor threads(String name, int count) {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(count, count, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Begins with what waits, after a random while: many minions may have come back in this moment. */
    void start() {
        wake(pauses.firstMillis());
    }

    boolean leadsTo(String master) {
        return isOpen && way.wants().test(master);
    }

    /** A new one, taken: its first attempt. */
    void deliver(WaitingReturn one) {
        try {
            fresh.execute(() -> {
                Kind kind = isOpen ? attempt(one) : putBack(one, 0);
                if (kind == Kind.UNANSWERED || kind == Kind.FAILED) {
                    wake(pauses.millis(1));
                } else if (isSilent()) {
                    wake(0);
                }
            });
        } catch (RejectedExecutionException closing) {
            putBack(one, 0);
        }
    }

    private Kind putBack(WaitingReturn one, long pauseMillis) {
        queue.release(one, pauseMillis);
        return Kind.UNANSWERED;
    }

    private synchronized boolean isSilent() {
        boolean was = silent > 0;
        silent = 0;
        return was;
    }

    /** Looks at what waits after this time, if it would not do so earlier. */
    private synchronized void wake(long delayMillis) {
        if (!isOpen || next != null && next.getDelay(TimeUnit.MILLISECONDS) <= delayMillis) {
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        try {
            next = clock.schedule(this::hurry, delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            log.debug("No more returns to {}", way.master());
        }
    }

    private void hurry() {
        synchronized (this) {
            next = null;
        }
        try {
            old.execute(this::deliverOldest);
        } catch (RejectedExecutionException closing) {
            log.debug("No more returns to {}", way.master());
        }
    }

    private void deliverOldest() {
        Optional<WaitingReturn> oldest = isOpen ? queue.takeOldest(way.wants()) : Optional.empty();
        if (oldest.isEmpty()) {
            OptionalLong until = queue.millisUntilNext(way.wants());
            until.ifPresent(millis -> wake(millis + 1));
            return;
        }
        if (attempt(oldest.get()) == Kind.UNANSWERED) {
            wake(pauses.millis(countSilence()));
        } else {
            isSilent();
            wake(PAUSE_BETWEEN_OLD_MILLIS);
        }
    }

    private synchronized int countSilence() {
        return ++silent;
    }

    /** The return is removed from the queue or given back to it. */
    private Kind attempt(WaitingReturn one) {
        Optional<Map<String, Object>> load = queue.load(one);
        if (load.isEmpty()) {
            return Kind.DECLINED;
        }
        int number = queue.attempt(one);
        Receipt receipt;
        try {
            receipt = way.courier().apply(load.get());
        } catch (RuntimeException impossible) {
            log.error("The return of job {} cannot be sent", one.jid(), impossible);
            receipt = new Receipt(Kind.FAILED, impossible.toString());
        }
        switch (receipt.kind()) {
            case ACKNOWLEDGED -> {
                queue.remove(one);
                listener.onReturnAcknowledged(one.jid());
            }
            case DECLINED -> {
                log.error(
                        "Master {} declined the return of job {} for ever: {}",
                        way.master(),
                        one.jid(),
                        receipt.detail());
                queue.remove(one);
                listener.onReturnDeclined(one.jid());
            }
            case FAILED -> failed(one, number, receipt);
            default -> later(one, number, receipt, 0);
        }
        return receipt.kind();
    }

    private void failed(WaitingReturn one, int number, Receipt receipt) {
        if (System.currentTimeMillis() - one.sinceMillis() > LONGEST_REFUSAL_MILLIS) {
            log.error("Master {} could not take the return of job {} for a day; it is lost", way.master(), one.jid());
            queue.remove(one);
            listener.onReturnDropped(one.jid());
        } else {
            later(one, number, receipt, pauses.millis(number));
        }
    }

    /** The first time is worth a line; the rest is known by then. */
    private void later(WaitingReturn one, int number, Receipt receipt, long pauseMillis) {
        listener.onReturnUnacknowledged(one.jid(), number);
        if (number == 1) {
            log.warn(
                    "The return of job {} was not acknowledged ({}); it will be sent again",
                    one.jid(),
                    receipt.detail());
        } else {
            log.debug("The return of job {} was not acknowledged ({} times): {}", one.jid(), number, receipt.detail());
        }
        putBack(one, pauseMillis);
    }

    /** Those on their way come to their end; the others stay in the queue. */
    @Override
    public void close() {
        synchronized (this) {
            isOpen = false;
            if (next != null) {
                next.cancel(false);
            }
        }
        fresh.shutdown();
        old.shutdown();
    }

    /** False if some are still on their way then. */
    boolean awaitEnd(long millis) throws InterruptedException {
        return fresh.awaitTermination(millis, TimeUnit.MILLISECONDS);
    }
}
