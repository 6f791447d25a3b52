package io.brine.monitor;

import com.sun.management.UnixOperatingSystemMXBean;
import io.brine.keys.KeyState;
import io.brine.master.MasterViews;
import io.brine.master.MasterViews.LaneState;
import io.brine.monitor.HealthReport.Check;
import io.brine.monitor.HealthReport.Word;
import io.brine.store.LedgerCounts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Looks at the master and says how it is. Alive means that its threads go round; ready that requests can be served; each
 * check says the rest.
 */
public final class Health {
    private static final int SAMPLES = 30;
    private static final double LATE_SECONDS = 1;
    private static final double VERY_LATE_SECONDS = 5;
    private static final double OLD_SECONDS = 5;
    private static final double VERY_OLD_SECONDS = 30;
    private static final double DEAD_SECONDS = 60;
    private static final int MANY_WRITES = 10_000;
    private static final long LITTLE_BYTES = 500L << 20;
    private static final long NO_BYTES = 50L << 20;
    private static final double MANY_FDS = 0.8;
    private static final double TOO_MANY_FDS = 0.95;
    private static final double LAGGING_SECONDS = 30;

    private final MasterViews views;
    private final MonitorLoop loop;
    private final List<Supplier<Check>> more = new CopyOnWriteArrayList<>();
    private final Deque<Losses> samples = new ArrayDeque<>();
    private volatile boolean deadlocked;

    /** What was lost since the start, at some moment. */
    private record Losses(long writes, long requests) {}

    Health(MasterViews views, MonitorLoop loop) {
        this.views = views;
        this.loop = loop;
    }

    /** Asked in every report from now on; must not block. */
    public void add(Supplier<Check> check) {
        more.add(check);
    }

    /** Every few seconds: so that what was lost lately can be told from what was lost long ago. */
    void sample() {
        deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads() != null;
        synchronized (samples) {
            if (samples.size() == SAMPLES) {
                samples.removeFirst();
            }
            samples.addLast(losses());
        }
    }

    private Losses losses() {
        LedgerCounts counts = views.jobs().ledger().counts();
        long requests =
                views.lanes().get().stream().mapToLong(LaneState::refused).sum();
        return new Losses(counts.failed() + counts.refused(), requests);
    }

    /** False only if the process should be started anew. */
    public boolean isAlive() {
        return !deadlocked && loop.sinceRoundSeconds() < DEAD_SECONDS;
    }

    /** Cheap enough for every few seconds. */
    public HealthReport report() {
        List<Check> checks =
                new ArrayList<>(List.of(ports(), queue(), store(), disk(), descriptors(), loop(), events(), minions()));
        more.forEach(check -> checks.add(check.get()));
        return new HealthReport(checks);
    }

    private Losses sinceSampled() {
        Losses now = losses();
        synchronized (samples) {
            Losses then = samples.isEmpty() ? now : samples.peekFirst();
            return new Losses(now.writes() - then.writes(), now.requests() - then.requests());
        }
    }

    private Check ports() {
        boolean open = views.isOpen().getAsBoolean();
        return new Check(
                "ports",
                open ? Word.OK : Word.CRITICAL,
                true,
                open ? "both are open" : "the publish or the request port is not open");
    }

    private Check queue() {
        LaneState worst = views.lanes().get().stream()
                .max(Comparator.comparingDouble(LaneState::ageSeconds))
                .orElseThrow();
        long refused = sinceSampled().requests();
        String why = refused > 0
                ? refused + " requests were refused lately, as too many waited"
                : String.format(Locale.ROOT, "%d wait in %s, %.1f s", worst.depth(), worst.name(), worst.ageSeconds());
        Word word = refused > 0 ? Word.WARNING : word(worst.ageSeconds(), OLD_SECONDS, VERY_OLD_SECONDS);
        return new Check("queue", word, true, why);
    }

    private Check store() {
        int waiting = views.jobs().ledger().waiting();
        long lost = sinceSampled().writes();
        if (lost > 0) {
            return new Check("store", Word.CRITICAL, true, lost + " writes were lost lately");
        }
        return new Check("store", waiting > MANY_WRITES ? Word.WARNING : Word.OK, true, waiting + " writes wait");
    }

    private Check disk() {
        Path directory = views.jobs().ledger().file().toAbsolutePath().getParent();
        try {
            FileStore store = Files.getFileStore(directory);
            long free = store.getUsableSpace();
            double share = store.getTotalSpace() == 0 ? 1 : (double) free / store.getTotalSpace();
            boolean little = free < LITTLE_BYTES || share < 0.02;
            Word word = free < NO_BYTES ? Word.CRITICAL : little ? Word.WARNING : Word.OK;
            return new Check("disk", word, true, (free >> 20) + " MiB free below " + directory);
        } catch (IOException unreadable) {
            return new Check(
                    "disk", Word.UNKNOWN, true, "cannot look at " + directory + ": " + unreadable.getMessage());
        }
    }

    private Check descriptors() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return new Check("descriptors", Word.OK, true, "not counted on this system");
        }
        long open = system.getOpenFileDescriptorCount();
        long most = system.getMaxFileDescriptorCount();
        return new Check(
                "descriptors",
                word((double) open / most, MANY_FDS, TOO_MANY_FDS),
                true,
                open + " of " + most + " open");
    }

    private Check loop() {
        double late = loop.lagSeconds();
        String why = deadlocked
                ? "threads wait for each other for ever"
                : String.format(Locale.ROOT, "the monitor was %.1f s late", late);
        return new Check(
                "loop", deadlocked ? Word.CRITICAL : word(late, LATE_SECONDS, VERY_LATE_SECONDS), deadlocked, why);
    }

    private Check events() {
        double lag = views.feed().get().stream()
                .flatMap(feed -> feed.listeners().stream())
                .mapToDouble(listener -> listener.lagSeconds())
                .max()
                .orElse(0);
        String why = String.format(Locale.ROOT, "the slowest reader is %.1f s behind", lag);
        return new Check("events", lag > LAGGING_SECONDS ? Word.WARNING : Word.OK, false, why);
    }

    private Check minions() {
        int accepted = views.keys().idSet(KeyState.ACCEPTED).size();
        int connected = views.connected().get().size();
        boolean none = accepted > 0 && connected == 0;
        return new Check(
                "minions", none ? Word.WARNING : Word.OK, false, connected + " of " + accepted + " are connected");
    }

    private static Word word(double value, double warning, double critical) {
        return value >= critical ? Word.CRITICAL : value >= warning ? Word.WARNING : Word.OK;
    }
}
