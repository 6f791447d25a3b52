package io.brine.master.runners;

import io.brine.config.MasterConfig;
import io.brine.events.EventClient;
import io.brine.events.EventFilter;
import io.brine.events.EventSink;
import io.brine.events.EventsException;
import io.brine.fileserver.FileServer;
import io.brine.jobs.JobBook;
import io.brine.keys.MinionKeys;
import io.brine.master.MasterBooks;
import io.brine.master.MinionDataCache;
import io.brine.master.Targeting;
import io.brine.master.wheels.WheelTable;
import io.brine.transport.Roads;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Runners and wheels in a process of their own beside the master's, as {@code salt-run} has them: the same books, opened a
 * second time, and the master's bus through its sockets. Without a running master everything works that needs no minion.
 *
 * <pre>{@code
 * try (BesideDaemon beside = BesideDaemon.open(config, roads, "root", System.out::println)) {
 *     MasterFunctionRun runners = beside.runners();
 *     Map<String, Object> data = runners.run(Call.of("manage.up", List.of(), Map.of()), runners.newJid(), "root");
 * }
 * }</pre>
 */
public final class BesideDaemon implements AutoCloseable {
    private final RunnerContext context;
    private final JobBook jobs;

    private BesideDaemon(RunnerContext context, JobBook jobs) {
        this.context = context;
        this.jobs = jobs;
    }

    /**
     * @param roads stay the caller's to close
     * @param user whom jobs of runners come from
     * @param printer takes lines that runners print while they run
     * @throws io.brine.store.LedgerException if the master's database cannot be opened
     */
    public static BesideDaemon open(MasterConfig config, Roads roads, String user, Consumer<String> printer) {
        Clock clock = Clock.systemUTC();
        JobBook jobs = MasterBooks.jobs(config, clock);
        MinionKeys keys = new MinionKeys(config.paths().pkiDir(), clock);
        MinionDataCache cache = new MinionDataCache(config.paths().cachedir());
        RunnerContext context = new RunnerContext(
                config,
                MasterBooks.jids(config, clock),
                whenMasterRuns(EventClient.sink(MasterBooks.sockets(config))),
                filter -> EventClient.connect(MasterBooks.sockets(config), filter),
                jobs,
                keys,
                cache,
                new Targeting(config, keys, cache),
                () -> connected(config, jobs),
                new FileServer(config.files(), clock),
                roads,
                Optional.empty(),
                user,
                printer);
        return new BesideDaemon(context, jobs);
    }

    /** As the daemon has noted it; without a daemon nobody is connected. */
    private static Set<String> connected(MasterConfig config, JobBook jobs) {
        try {
            EventClient.connect(MasterBooks.sockets(config), EventFilter.startingWith("salt/"))
                    .close();
            Set<String> ids = new TreeSet<>();
            jobs.seen().onDisk().forEach((id, seen) -> {
                if (seen.connected()) {
                    ids.add(id);
                }
            });
            return ids;
        } catch (EventsException noMaster) {
            return Set.of();
        }
    }

    /** Nobody misses an event while no master runs. */
    private static EventSink whenMasterRuns(EventSink sink) {
        return (tag, data) -> {
            try {
                sink.fire(tag, data);
            } catch (EventsException noMaster) {
                // the function itself does not depend on it
                return;
            }
        };
    }

    public RunnerContext context() {
        return context;
    }

    public MasterFunctionRun runners() {
        return RunnerTable.run(context);
    }

    public MasterFunctionRun wheels() {
        return WheelTable.run(context);
    }

    @Override
    public void close() {
        jobs.close();
    }
}
