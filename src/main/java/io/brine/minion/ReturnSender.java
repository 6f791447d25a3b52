package io.brine.minion;

import io.brine.config.ReconnectConfig;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.MasterLink;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends returns, and does not give up: an attempt that fails is repeated after {@code return_retry_timer} to
 * {@code return_retry_timer_max} seconds, from the {@code return_retry_tries}th on with growing pauses, for as long as the daemon
 * lives. Salt drops a return after its tries; see docs/differences.md.
 */
final class ReturnSender implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReturnSender.class);
    private static final int MOST_WAITING = 10_000;
    private static final double LONGEST_PAUSE_SECONDS = 300;

    private final ReconnectConfig config;
    private final MinionListener listener;
    private final ScheduledThreadPoolExecutor threads;
    private final AtomicInteger waiting = new AtomicInteger();

    ReturnSender(ReconnectConfig config, MinionListener listener) {
        this.config = config;
        this.listener = listener;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ScheduledThreadPoolExecutor(4, task -> {
            Thread thread = new Thread(task, "ReturnSender-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void send(MasterLink master, Map<String, Object> load) {
        if (!config.pubRet()) {
            return;
        }
        if (waiting.get() >= MOST_WAITING) {
            log.error(
                    "{} returns wait for the master already; the return of job {} is lost",
                    MOST_WAITING,
                    load.get("jid"));
            return;
        }
        waiting.incrementAndGet();
        threads.execute(() -> attempt(master, load, 1));
    }

    /** Returns not yet acknowledged. */
    int waiting() {
        return waiting.get();
    }

    private void attempt(MasterLink master, Map<String, Object> load, int number) {
        try {
            master.request(load);
            waiting.decrementAndGet();
            listener.onReturnAcknowledged(String.valueOf(load.get("jid")));
        } catch (CommandExecutionException unanswered) {
            double pause = pauseSeconds(number);
            listener.onReturnUnacknowledged(String.valueOf(load.get("jid")), number);
            log.warn(
                    "The return of job {} was not acknowledged ({}); attempt {} follows in {} s",
                    load.get("jid"),
                    unanswered.getMessage(),
                    number + 1,
                    Math.round(pause));
            if (!threads.isShutdown()) {
                threads.schedule(() -> attempt(master, load, number + 1), (long) (pause * 1000), TimeUnit.MILLISECONDS);
            }
        } catch (RuntimeException impossible) {
            waiting.decrementAndGet();
            log.error("The return of job {} cannot be sent", load.get("jid"), impossible);
        }
    }

    private double pauseSeconds(int number) {
        double first = config.returnRetrySeconds();
        double last = Math.max(first, config.returnRetryMaxSeconds());
        double pause = first == last ? first : ThreadLocalRandom.current().nextDouble(first, last);
        int beyond = Math.max(0, number - config.returnTries());
        return Math.min(LONGEST_PAUSE_SECONDS, pause * Math.pow(2, Math.min(beyond, 16)));
    }

    /** Waits a moment for returns on their way. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(3, TimeUnit.SECONDS)) {
                log.warn("{} returns were not acknowledged before the end", waiting.get());
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
