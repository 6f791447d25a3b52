package io.brine.monitor.board;

import io.brine.keys.KeyState;
import io.brine.master.ConnectionRow;
import io.brine.master.MasterViews;
import io.brine.master.MasterViews.LaneState;
import io.brine.monitor.CommandTimes;
import io.brine.monitor.Health;
import io.brine.monitor.HealthReport;
import io.brine.monitor.Monitor;
import io.brine.store.LedgerCounts;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The master itself: what waits, what works, what it has done. */
final class MasterPage {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long MEBIBYTE = 1024 * 1024;

    private final Monitor monitor;
    private final MasterViews views;
    private final Health health;
    private final Clock clock;
    private final Rate events = new Rate();

    MasterPage(Monitor monitor, Clock clock) {
        this.monitor = monitor;
        this.views = monitor.views();
        this.health = monitor.health();
        this.clock = clock;
    }

    /** How fast a count grows. */
    private static final class Rate {
        private static final double SHORTEST_SECONDS = 0.5;

        private long count = -1;
        private long at;
        private double perSecond;

        synchronized double of(long now, long counted) {
            double seconds = (now - at) / 1000.0;
            if (count < 0 || seconds >= SHORTEST_SECONDS) {
                perSecond = count < 0 ? 0 : Math.round(10 * (counted - count) / seconds) / 10.0;
                count = counted;
                at = now;
            }
            return perSecond;
        }
    }

    Map<String, Object> pulse(List<ConnectionRow> subscribers) {
        List<LaneState> lanes = views.lanes().get();
        HealthReport report = health.report();
        long[] trips = subscribers.stream()
                .mapToLong(row -> row.counts().roundTripMicros())
                .filter(micros -> micros >= 0)
                .sorted()
                .toArray();
        Map<String, Object> pulse = new LinkedHashMap<>();
        pulse.put("queue", lanes.stream().mapToInt(LaneState::depth).sum());
        pulse.put("age", lanes.stream().mapToDouble(LaneState::ageSeconds).max().orElse(0));
        pulse.put("busy", lanes.stream().mapToInt(LaneState::busy).sum());
        pulse.put("threads", lanes.stream().mapToInt(LaneState::threads).sum());
        pulse.put("events", events.of(clock.millis(), views.bus().fired()));
        pulse.put("links", subscribers.size());
        pulse.put(
                "waiting",
                subscribers.stream().mapToLong(row -> row.counts().queueNow()).sum());
        pulse.put(
                "dropped",
                subscribers.stream()
                        .mapToLong(row -> row.counts().droppedAtHighWaterMark())
                        .sum());
        pulse.put("ledger", views.jobs().ledger().waiting());
        pulse.put("health", report.word().name());
        pulse.put(
                "why",
                report.checks().stream()
                        .filter(check -> check.word() != HealthReport.Word.OK)
                        .map(check -> check.name() + ": " + check.why())
                        .toList());
        pulse.put("p50", percentile(trips, 0.5));
        pulse.put("p99", percentile(trips, 0.99));
        Map<String, Object> keys = new LinkedHashMap<>();
        for (KeyState state : KeyState.values()) {
            keys.put(
                    state.name().toLowerCase(java.util.Locale.ROOT),
                    views.keys().ids(state).size());
        }
        pulse.put("keys", keys);
        return pulse;
    }

    /** In milliseconds with one decimal; -1 for none. */
    private static double percentile(long[] sortedMicros, double share) {
        if (sortedMicros.length == 0) {
            return -1;
        }
        int place = (int) Math.min(sortedMicros.length - 1, Math.floor(share * sortedMicros.length));
        return Math.round(sortedMicros[place] / 100.0) / 10.0;
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(
                "lanes",
                views.lanes().get().stream()
                        .map(lane -> Arrays.asList(
                                lane.name(),
                                lane.depth(),
                                Math.round(lane.ageSeconds() * 1000),
                                lane.busy(),
                                lane.threads(),
                                lane.refused()))
                        .toList());
        Map<String, Object> ports = new LinkedHashMap<>();
        ports.put("publish", views.config().network().publishPort());
        ports.put("request", views.config().network().retPort());
        tree.put("ports", ports);
        tree.put(
                "commands",
                monitor.commandTimes().stream().map(MasterPage::command).toList());
        tree.put("store", store());
        tree.put(
                "checks",
                health.report().checks().stream()
                        .map(check -> Arrays.asList(check.name(), check.word().name(), check.why()))
                        .toList());
        tree.put("jvm", jvm());
        return tree;
    }

    /** {@code [command, asked, failed, wait p50, p99, service p50, p99]}, milliseconds. */
    private static List<Object> command(CommandTimes one) {
        return Arrays.asList(
                one.cmd(),
                one.asked(),
                one.failed(),
                one.waited().median(),
                one.waited().p99(),
                one.took().median(),
                one.took().p99());
    }

    private Map<String, Object> store() {
        LedgerCounts counts = views.jobs().ledger().counts();
        Map<String, Object> store = new LinkedHashMap<>();
        store.put("waiting", views.jobs().ledger().waiting());
        store.put("commits", counts.commits());
        store.put("writes", counts.writes());
        store.put("failed", counts.failed());
        store.put("group", Math.round(counts.meanGroup() * 10) / 10.0);
        store.put("mean_ms", counts.meanWaitNanos() / NANOS_PER_MILLI);
        store.put("longest_ms", counts.longestWaitNanos() / NANOS_PER_MILLI);
        store.put("bytes", views.jobs().ledger().file().toFile().length());
        return store;
    }

    private static Map<String, Object> jvm() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        Map<String, Object> jvm = new LinkedHashMap<>();
        jvm.put("heap_mib", heap.getUsed() / MEBIBYTE);
        jvm.put("heap_most_mib", heap.getMax() / MEBIBYTE);
        jvm.put("threads", ManagementFactory.getThreadMXBean().getThreadCount());
        jvm.put(
                "gc_ms",
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum());
        jvm.put("up_s", ManagementFactory.getRuntimeMXBean().getUptime() / 1000);
        jvm.put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        return jvm;
    }
}
