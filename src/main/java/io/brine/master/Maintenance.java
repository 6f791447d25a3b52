package io.brine.master;

import io.brine.config.MasterConfig;
import io.brine.events.EventSink;
import io.brine.jobs.JobBook;
import io.brine.keys.Dropfile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be done now and then, on a thread of that name: a new AES key when somebody asks for one or it is old,
 * presence, old jobs. Salt does all of it every {@code loop_interval}; here a wish for a new key, which cuts off a minion
 * whose key was deleted, is looked for every second. Source: 3006.0 master.py Maintenance.
 */
final class Maintenance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    /** For requests under way when a key was deleted. */
    private static final Duration SHORT_OVERLAP = Duration.ofSeconds(10);
    /** Minions learn of a new key by the next publication or a refused request: nobody needs to be refused. */
    private static final Duration LONG_OVERLAP = Duration.ofMinutes(10);
    /** Clocks that are kept in step by slewing never differ by as much. */
    private static final Duration JUMP = Duration.ofSeconds(30);
    /** A clock that was set wrongly has this long to be set right before anything is forgotten by it. */
    private static final Duration NOTHING_FORGOTTEN = Duration.ofHours(1);

    private final MasterConfig config;
    private final MasterKeys keys;
    private final EventSink events;
    private final JobBook jobs;
    private final Supplier<Set<String>> connected;
    private final Clock clock;
    private final Hooks hooks;
    private final Dropfile dropfile;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private final SteadyClock steady;
    private Instant nextRound;
    private Instant nothingForgottenBefore;
    private Duration lead = Duration.ZERO;
    private Set<String> present = Set.of();

    /** @param rotated told why, after the AES key was replaced
     *  @param updateFiles brings the file server's backends up to date
     *  @param stats fires {@code master_stats} when it is time to */
    record Hooks(java.util.function.Consumer<String> rotated, Runnable updateFiles, Runnable stats) {}

    Maintenance(
            MasterConfig config,
            MasterKeys keys,
            EventSink events,
            JobBook jobs,
            Supplier<Set<String>> connected,
            Clock clock,
            Hooks hooks) {
        this.config = config;
        this.keys = keys;
        this.events = events;
        this.jobs = jobs;
        this.connected = connected;
        this.clock = clock;
        this.hooks = hooks;
        this.dropfile = new Dropfile(config.paths().cachedir());
        this.steady = new SteadyClock(clock);
        this.nextRound = steady.instant();
        this.nothingForgottenBefore = nextRound;
        this.thread = new Thread(this::run, "Maintenance");
        thread.setDaemon(true);
    }

    /** A key that was deleted while no master ran asked for a new shared key, too. */
    void open() {
        safely("key rotation", this::rotateIfNeeded);
        thread.start();
    }

    private void run() {
        try {
            while (!closing.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                tick();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look at the clock. */
    void tick() {
        noticeJump();
        safely("key rotation", this::rotateIfNeeded);
        safely("stats", hooks.stats());
        if (steady.instant().isBefore(nextRound)) {
            return;
        }
        nextRound = steady.instant().plusMillis((long) (config.jobs().loopIntervalSeconds() * 1000));
        safely("presence", this::presence);
        safely("deliveries", jobs.deliveries()::expireOld);
        safely("job cleaning", this::cleanJobs);
        safely("file server update", hooks.updateFiles());
    }

    private void noticeJump() {
        Duration now = steady.lead(clock);
        Duration jump = now.minus(lead);
        if (jump.abs().compareTo(JUMP) > 0) {
            lead = now;
            nothingForgottenBefore = steady.instant().plus(NOTHING_FORGOTTEN);
            jobs.deliveries().onClockJump(jump);
            LOG.warn(
                    "the clock of this host jumped by {} s; no job is forgotten within the next {} minutes",
                    jump.toSeconds(),
                    NOTHING_FORGOTTEN.toMinutes());
        }
    }

    /** One failing duty must not end the others. */
    private static void safely(String duty, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.error("{} failed: {}", duty, failed.toString(), failed);
        }
    }

    private void rotateIfNeeded() {
        if (dropfile.take()) {
            rotate("dropfile", SHORT_OVERLAP);
            return;
        }
        long life = config.keys().publishSessionSeconds();
        if (life > 0 && clock.instant().isAfter(keys.sharedSince().plusSeconds(life))) {
            rotate("publish_session", LONG_OVERLAP);
        }
    }

    private void rotate(String why, Duration overlap) {
        keys.rotate(overlap);
        events.fire("key", Map.of("rotate_aes_key", true));
        LOG.info("the AES key was replaced: {}", why);
        hooks.rotated().accept(why);
    }

    private void presence() {
        if (!config.events().presenceEvents()) {
            return;
        }
        Set<String> now = connected.get();
        List<String> arrived = new ArrayList<>(now);
        arrived.removeAll(present);
        Set<String> lost = new TreeSet<>(present);
        lost.removeAll(now);
        if (!arrived.isEmpty() || !lost.isEmpty()) {
            Map<String, Object> change = new LinkedHashMap<>();
            change.put("new", arrived);
            change.put("lost", new ArrayList<>(lost));
            events.fire("salt/presence/change", change);
        }
        events.fire("salt/presence/present", Map.of("present", new ArrayList<>(now)));
        present = now;
    }

    private void cleanJobs() {
        if (steady.instant().isBefore(nothingForgottenBefore)) {
            return;
        }
        long keep = config.jobs().keepJobsSeconds();
        int old = keep > 0 ? jobs.expire(clock.instant().minusSeconds(keep)) : 0;
        if (old > 0) {
            LOG.info("{} jobs older than {} s forgotten", old, keep);
        }
        long most = config.jobs().maxBytes();
        int tooMany = most > 0 ? jobs.shrink(most) : 0;
        if (tooMany > 0) {
            LOG.info("{} jobs forgotten, as the book was larger than {} bytes", tooMany, most);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(5000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
