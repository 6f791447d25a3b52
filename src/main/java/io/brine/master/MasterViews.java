package io.brine.master;

import io.brine.config.MasterConfig;
import io.brine.events.EventBus;
import io.brine.events.EventFeed;
import io.brine.jobs.JobBook;
import io.brine.keys.MinionKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The running master to whoever watches it: what can be read of its parts, and a place to listen. Nothing here changes what
 * the daemon does, but {@link ConnectionBook#kick} and the questions of {@link PullProbes}.
 *
 * @param lanes where requests wait now, one for each class
 * @param feed the bus's door to other processes; empty before the daemon is started
 * @param isOpen whether both ports are open
 * @param answers what watchers can be asked through the runner {@code monitor.get}, by name; they put theirs in
 * @param connected ids of connected minions
 */
public record MasterViews(
        MasterConfig config,
        ConnectionBook connections,
        PullProbes probes,
        Supplier<List<LaneState>> lanes,
        Supplier<Set<String>> connected,
        MinionKeys keys,
        JobBook jobs,
        EventBus bus,
        Supplier<Optional<EventFeed>> feed,
        BooleanSupplier isOpen,
        Map<String, Function<Map<String, Object>, Object>> answers) {

    /**
     * One class of requests and the queue before it.
     *
     * @param depth requests that wait
     * @param ageSeconds how long the next of them has waited
     * @param busy threads at work
     * @param threads most threads
     * @param refused requests that were not taken, since the start
     */
    public record LaneState(String name, int depth, double ageSeconds, int busy, int threads, long refused) {}
}
