package io.brine.minion;

import io.brine.config.MasterAddress;
import io.brine.config.MastersConfig;
import io.brine.config.MinionConfig;
import io.brine.data.DataException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends returns, and does not give up: a return is in a file before its first attempt, and stays there until a master acknowledges
 * it, also over restarts of this daemon. Salt drops a return after its tries; see docs/differences.md.
 */
final class ReturnSender implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReturnSender.class);
    private static final long SYNC_AFTER_MILLIS = 1000;
    private static final long PATIENCE_AT_THE_END_MILLIS = 3000;

    private final MinionConfig config;
    private final MinionListener listener;
    private final ReturnQueue queue;
    private final RetryPauses pauses;
    private final Set<String> heldAtOnce;
    private final List<ReturnRoad> roads = new CopyOnWriteArrayList<>();
    private final AtomicBoolean isSyncDue = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor clock;

    ReturnSender(MinionConfig config, ReturnQueue queue, MinionListener listener) {
        this.config = config;
        this.queue = queue;
        this.listener = listener;
        this.pauses = new RetryPauses(config.reconnect());
        this.heldAtOnce = heldAtOnce(config.masters());
        this.clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "ReturnClock");
            thread.setDaemon(true);
            return thread;
        });
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        clock.setRemoveOnCancelPolicy(true);
        clock.setKeepAliveTime(5, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
    }

    /** Each of these gets its own returns. Where one stands in for another, it gets them all. */
    private static Set<String> heldAtOnce(MastersConfig masters) {
        return masters.type() == MastersConfig.Type.STR
                ? masters.addresses().stream().map(MasterAddress::toString).collect(Collectors.toSet())
                : Set.of();
    }

    /**
     * We are connected to this master: what waits for it is delivered. What waits for a master we do not seek any more goes to it, too.
     *
     * @param master {@code host:port}
     * @return to be closed when the connection is lost
     */
    ReturnRoad open(String master, Function<Map<String, Object>, Receipt> courier) {
        Predicate<String> wants = origin -> origin.equals(master) || !heldAtOnce.contains(origin);
        ReturnRoad road = new ReturnRoad(new ReturnRoad.Way(master, wants, courier), queue, pauses, listener, clock);
        roads.add(road);
        road.start();
        return road;
    }

    void close(ReturnRoad road) {
        roads.remove(road);
        road.close();
    }

    /** @param master {@code host:port} the job came from */
    void send(String master, Map<String, Object> load) {
        if (!config.reconnect().pubRet()) {
            return;
        }
        try {
            WaitingReturn added = queue.add(master, load);
            syncSoon();
            Optional<ReturnRoad> road =
                    roads.stream().filter(open -> open.leadsTo(master)).findFirst();
            if (road.isPresent()) {
                road.get().deliver(added);
            } else {
                log.info("The return of job {} waits until master {} is there", added.jid(), master);
                queue.release(added, 0);
            }
        } catch (DataException impossible) {
            log.error("The return of job {} cannot be sent", load.get("jid"), impossible);
        }
    }

    /** Most are acknowledged and gone before that: they cost no fsync. */
    private void syncSoon() {
        if (isSyncDue.compareAndSet(false, true)) {
            try {
                clock.schedule(this::sync, SYNC_AFTER_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closing) {
                log.debug("Too late to sync returns");
            }
        }
    }

    private void sync() {
        isSyncDue.set(false);
        if (queue.sync(SYNC_AFTER_MILLIS)) {
            syncSoon();
        }
    }

    /** Returns not yet acknowledged. */
    int waiting() {
        return queue.size();
    }

    /** Waits a moment for returns on their way. */
    @Override
    public void close() {
        roads.forEach(ReturnRoad::close);
        long end = System.nanoTime() + PATIENCE_AT_THE_END_MILLIS * 1_000_000;
        try {
            for (ReturnRoad road : roads) {
                road.awaitEnd(Math.max(0, (end - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clock.shutdownNow();
        if (queue.size() > 0) {
            log.warn("{} returns are not acknowledged yet; they are kept for the next start", queue.size());
        }
    }
}
