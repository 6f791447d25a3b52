package io.brine.master;

import io.brine.access.AclRules;
import io.brine.events.EventSink;
import io.brine.jobs.Absence;
import io.brine.jobs.Batch;
import io.brine.jobs.Batch.Fate;
import io.brine.jobs.BatchBook;
import io.brine.jobs.BatchSettings;
import io.brine.jobs.DeliveryState;
import io.brine.jobs.JobBook;
import io.brine.jobs.JobRecord;
import io.brine.jobs.JobReturn;
import io.brine.store.LedgerException;
import io.brine.target.ExpectedMinions.Expected;
import io.brine.wire.MinionId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs batches: on a thread of that name, which alone touches their state, it hears of returns and of the time, publishes
 * each step as a job of its own and keeps the book.
 *
 * <pre>
 *   tick ──► a step ──► on disk: who is active, under which jid ──► publish      a crash in between: never sent, waits again
 *   return on disk ──► inbox ──► Batch ──► the next tick's group on disk         a crash in between: found among the returns
 * </pre>
 */
final class Batches implements ReturnWatcher, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Batches.class);
    private static final Duration TICK = Duration.ofMillis(200);
    /** After a start of the master, for minions to come back. */
    private static final Duration RECONNECTING = Duration.ofSeconds(30);

    private static final Duration REST = Duration.ofSeconds(5);

    private static final int MOST_LIVE = 1000;
    /** More returns than these do not wait: the book of jobs is asked for them in the end. */
    private static final int MOST_WAITING = 100_000;

    private final JobBook jobs;
    private final BatchBook book;
    private final JobPublisher publisher;
    private final BatchEvents events;
    private final Supplier<String> jids;
    private final Who who;
    private final Clock clock;
    private final Map<String, LiveBatch> live = new LinkedHashMap<>();
    private final Map<String, LiveBatch> bySteps = new ConcurrentHashMap<>();
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Thread thread = new Thread(this::run, "Batches");
    private volatile int running;
    private volatile boolean closing;

    /** @param absence those of these minions who are surely not connected
     *  @param connected all who are */
    record Who(Function<Collection<String>, Map<String, Absence>> absence, Supplier<Set<String>> connected) {}

    /** @param jids makes a new jid, never the same twice */
    Batches(JobBook jobs, JobPublisher publisher, EventSink bus, Supplier<String> jids, Who who, Clock clock) {
        this.jobs = jobs;
        this.book = jobs.batches();
        this.publisher = publisher;
        this.events = new BatchEvents(bus);
        this.jids = jids;
        this.who = who;
        this.clock = clock;
        thread.setDaemon(true);
    }

    /** When jobs can be published: batches from before the stop go on. */
    void open() {
        book.unfinished().forEach(this::resume);
        running = live.size();
        thread.start();
    }

    private void resume(BatchBook.Kept kept) {
        long now = clock.millis();
        Batch batch = kept.batch();
        LiveBatch one = new LiveBatch(kept.jid(), kept.load(), batch, now + RECONNECTING.toMillis());
        Map<String, List<String>> steps = new LinkedHashMap<>();
        batch.activeJids()
                .forEach((minion, jid) ->
                        steps.computeIfAbsent(jid, first -> new ArrayList<>()).add(minion));
        steps.forEach((jid, minions) -> {
            if (jobs.job(jid).isEmpty()) {
                minions.forEach(batch::neverSent);
            } else {
                lookForReturns(one, jid, minions);
            }
        });
        batch.resume(now + RECONNECTING.toMillis());
        one.changed = true;
        live.put(one.jid, one);
        book.steps(one.jid).forEach(jid -> bySteps.put(jid, one));
        LOG.info("batch {} goes on after a restart", one.jid);
    }

    /**
     * A new batch, on disk when this returns; its first step comes soon after.
     *
     * @param clearLoad as asked, without its key and with {@code kwargs.batch}
     * @throws IllegalArgumentException if the jid is taken, or too many batches go on
     * @throws LedgerException if it cannot be kept: nothing is sent then
     */
    Published start(Map<String, Object> clearLoad, BatchSettings settings, Expected expected, AclRules rules) {
        if (running >= MOST_LIVE) {
            throw new IllegalArgumentException("more than " + MOST_LIVE + " batches go on");
        }
        String given = Loads.text(clearLoad, "jid", "");
        if (!given.isEmpty() && jobs.job(given).isPresent()) {
            throw new IllegalArgumentException("Master failed to assign jid");
        }
        String jid = given.isEmpty() ? jids.get() : given;
        clearLoad.put("jid", jid);
        Map<String, Absence> absent = who.absence().apply(expected.minions());
        Map<String, String> down = new LinkedHashMap<>();
        absent.forEach((minion, why) -> down.put(minion, why.sentence()));
        Batch batch = new Batch(settings, expected.minions(), down);
        LiveBatch one = new LiveBatch(jid, BatchLoads.kept(clearLoad, rules), batch, 0);
        // The record has no minions: they are asked by the steps, and the books of deliveries are the steps'.
        durable(jobs.saveJob(new JobRecord(jid, clearLoad, List.of()), true));
        durable(book.save(jid, one.kept, batch));
        inbox.add(() -> {
            live.put(jid, one);
            events.start(jid, batch, BatchLoads.metadata(one.kept));
        });
        return new Published(jid, expected.minions(), expected.missing(), absent);
    }

    /** @throws LedgerException if it cannot be kept */
    private static void durable(CompletableFuture<Void> written) {
        try {
            written.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof LedgerException why ? why : failed;
        }
    }

    // --- what is heard, on other threads

    @Override
    public void onReturn(String jid, MinionId id, Map<String, Object> load) {
        LiveBatch step = bySteps.get(jid);
        if (step != null) {
            String failure = BatchLoads.failure(load);
            hear(step, () -> step.batch.returned(id.value(), failure, clock.millis()));
        } else if ("saltutil.find_job".equals(load.get("fun"))
                && load.get("return") instanceof Map<?, ?> job
                && !job.isEmpty()
                && load.get("fun_args") instanceof List<?> args
                && !args.isEmpty()) {
            LiveBatch asked = bySteps.get(String.valueOf(args.get(0)));
            if (asked != null) {
                hear(asked, () -> asked.batch.found(id.value(), clock.millis()));
            }
        }
    }

    /** The book of deliveries waits no longer. */
    void onDelivery(String jid, DeliveryState state, String why, List<String> minions) {
        LiveBatch step = bySteps.get(jid);
        if (step != null && state == DeliveryState.EXPIRED) {
            hear(step, () -> minions.forEach(minion -> step.batch.givenUp(minion, why, clock.millis())));
        }
    }

    private void hear(LiveBatch one, Runnable news) {
        inbox.offer(() -> {
            news.run();
            one.changed = true;
        });
    }

    // --- on our thread

    private void run() {
        try {
            while (!closing) {
                Runnable first = live.isEmpty() ? inbox.take() : inbox.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
                for (Runnable news = first; news != null; news = inbox.poll()) {
                    news.run();
                }
                round();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        stopAsAsked();
        for (LiveBatch one : List.copyOf(live.values())) {
            if (!closing) {
                safely(one);
            }
        }
        running = live.size();
    }

    private void stopAsAsked() {
        if (live.isEmpty()) {
            return;
        }
        book.stops().forEach((jid, why) -> {
            LiveBatch one = live.get(jid);
            if (one != null && one.batch.stopped().isEmpty()) {
                one.batch.stop(why);
                one.changed = true;
            }
        });
    }

    /** One batch that fails, as on a full disk, must not end the others: it rests, and goes on later. */
    private void safely(LiveBatch one) {
        if (clock.millis() < one.restsUntil) {
            return;
        }
        try {
            advance(one);
        } catch (RuntimeException failed) {
            one.restsUntil = clock.millis() + REST.toMillis();
            LOG.error("batch {} cannot go on for now: {}", one.jid, failed.toString(), failed);
        }
    }

    private void advance(LiveBatch one) {
        long now = clock.millis();
        one.batch.hold(now < one.heldUntil && !who.connected().get().containsAll(one.batch.in(Fate.WAITING)));
        Batch.Moves moves = one.batch.tick(now, jids);
        moves.ask().forEach((jid, minions) -> ask(one, jid, minions));
        moves.publish().ifPresent(step -> publish(one, step));
        if (moves.finished()) {
            end(one);
        } else if (one.changed) {
            book.update(one.jid, one.batch, false);
            one.changed = false;
        }
    }

    private void publish(LiveBatch one, Batch.Step step) {
        try {
            durable(book.begin(one.jid, one.batch, step));
            bySteps.put(step.jid(), one);
            Map<String, Object> load = BatchLoads.step(one.jid, one.kept, step);
            Published published = publisher.publish(load, new Expected(step.minions(), List.of()), rules(one));
            published.absent().forEach((minion, why) -> one.batch.absent(minion, why.sentence()));
            events.step(one.jid, one.batch, step);
        } catch (RuntimeException failed) {
            LOG.error("a step of batch {} cannot be published: {}", one.jid, failed.toString());
            String why = "could not be published: " + failed.getMessage();
            step.minions().forEach(minion -> one.batch.givenUp(minion, why, clock.millis()));
            one.batch.stop("a step " + why);
        }
        one.changed = true;
    }

    /** First in our own books: the news of a return may have been lost. */
    private void ask(LiveBatch one, String jid, List<String> minions) {
        List<String> silent = lookForReturns(one, jid, minions);
        if (!silent.isEmpty()) {
            publisher.publish(BatchLoads.findJob(one.kept, jid, silent), new Expected(silent, List.of()), rules(one));
        }
    }

    private static AclRules rules(LiveBatch one) {
        return BatchLoads.rules(one.kept);
    }

    /** @return those who have not returned */
    private List<String> lookForReturns(LiveBatch one, String jid, List<String> minions) {
        Map<String, JobReturn> returns = jobs.returns(jid);
        for (String minion : minions) {
            if (returns.containsKey(minion)) {
                String failure = BatchLoads.failure(returns.get(minion).result());
                one.batch.returned(minion, failure, clock.millis());
                one.changed = true;
            }
        }
        return minions.stream().filter(minion -> !returns.containsKey(minion)).toList();
    }

    private void end(LiveBatch one) {
        durable(book.update(one.jid, one.batch, true));
        live.remove(one.jid);
        bySteps.values().removeIf(step -> step == one);
        events.done(one.jid, one.batch, BatchLoads.metadata(one.kept));
        LOG.info("batch {} has ended{}", one.jid, one.batch.stopped().isEmpty() ? "" : ": " + one.batch.stopped());
    }

    @Override
    public void close() {
        closing = true;
        // Not interrupted: that would break a write under way.
        inbox.offer(() -> LOG.debug("no further batches"));
        try {
            thread.join(5000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
