package io.brine.master;

import io.brine.config.MasterConfig;
import io.brine.events.EventBus;
import io.brine.fileserver.FileServer;
import io.brine.jobs.JobBook;
import io.brine.keys.KeyState;
import io.brine.keys.MinionKeys;
import io.brine.master.runners.RunnerContext;
import io.brine.transport.Roads;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What the master keeps, keys and books, and where its requests wait; all of it works before a door is open. */
final class MasterState {
    final MasterConfig config;
    final Clock clock;
    final EventBus bus;
    final MasterListeners listeners;

    /** Tells {@link #listeners}, and the log what was refused. */
    final RefusalLog listener;

    final Supplier<String> jids;
    final MinionKeys minionKeys;
    final MasterKeys masterKeys;
    final Lanes lanes;
    final MasterStats stats;
    final JobBook jobs;
    final MinionDataCache cache;
    final Targeting targeting;
    final FileServer files;

    /** @throws RuntimeException naming the file or directory that cannot be used */
    MasterState(MasterConfig config, MasterListener listener, Clock clock, Closing closing) {
        this.config = config;
        this.clock = clock;
        this.bus = new EventBus(clock);
        this.listeners = new MasterListeners(listener);
        this.listener = new RefusalLog(listeners, clock);
        this.jids = MasterBooks.jids(config, clock);
        this.minionKeys = new MinionKeys(config.paths().pkiDir(), clock);
        minionKeys.makeDirectories(config.keys().permissivePkiAccess());
        MasterBooks.makeDirectories(config);
        this.masterKeys = new MasterKeys(config, minionKeys, clock);
        var fileWriter = closing.with(MasterThreads.single("JobFiles"));
        this.lanes = closing.with(new Lanes(config));
        this.stats = new MasterStats(config, lanes, bus, clock);
        this.jobs = closing.with(MasterBooks.jobs(config, lanes.certainly(), fileWriter, clock));
        this.cache = new MinionDataCache(config.paths().cachedir());
        this.targeting = new Targeting(config, minionKeys, cache);
        this.files = new FileServer(config.files(), clock);
    }

    /** @param connected ids of minions that listen on the publish port */
    RunnerContext runnerContext(Supplier<Set<String>> connected, Roads roads, MasterViews views) {
        return new RunnerContext(
                config,
                jids,
                bus,
                bus::subscribe,
                jobs,
                minionKeys,
                cache,
                targeting,
                connected,
                files,
                roads,
                Optional.of(views),
                config.user(),
                line -> {});
    }

    Set<String> accepted() {
        return minionKeys.idSet(KeyState.ACCEPTED);
    }
}
