package io.brine.master;

import io.brine.channel.PubServerChannel;
import io.brine.channel.ReqServerChannel;
import io.brine.config.MasterConfig;
import io.brine.events.EventBus;
import io.brine.events.EventFeed;
import io.brine.fileserver.FileServer;
import io.brine.jobs.JobBook;
import io.brine.keys.KeyState;
import io.brine.keys.MinionKeys;
import io.brine.master.runners.RunnerContext;
import io.brine.transport.Connection;
import io.brine.transport.Roads;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** The master: the list of its parts, in the order in which they are made; {@link #start} opens the doors. */
public final class MasterDaemon implements AutoCloseable {
    private final Clock clock;
    private final MasterConfig config;
    private final Closing closing = new Closing();
    private final EventBus bus;
    private final MasterKeys masterKeys;
    private final Lanes lanes;
    private final JobBook jobs;
    private final PublishRoad publishRoad;
    private final Presence presence;
    private final Publishers publishers;
    private final RunnerContext context;
    private final MasterListeners listeners;
    private final RefusalLog listener;
    private final ConnectionBook connections;
    private final MasterViews views;
    private RequestRouter router;
    private volatile EventFeed feed;
    private volatile RequestRoad requestRoad;

    public MasterDaemon(MasterConfig config, Roads roads) {
        this(config, roads, MasterListener.NONE, Clock.systemUTC());
    }

    /**
     * Reads and makes keys and books; opens no port yet.
     *
     * @param roads stay the caller's to close
     * @throws RuntimeException naming the file or directory that cannot be used
     */
    public MasterDaemon(MasterConfig config, Roads roads, MasterListener listener, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.bus = new EventBus(clock);
        this.listeners = new MasterListeners(listener);
        this.listener = new RefusalLog(listeners, clock);
        Supplier<String> jids = MasterBooks.jids(config, clock);
        MinionKeys minionKeys = new MinionKeys(config.paths().pkiDir(), clock);
        minionKeys.makeDirectories(config.keys().permissivePkiAccess());
        MasterBooks.makeDirectories(config);
        this.masterKeys = new MasterKeys(config, minionKeys, clock);
        ExecutorService fileWriter = closing.with(MasterThreads.single("JobFiles"));
        this.lanes = closing.with(new Lanes(config));
        this.jobs = closing.with(MasterBooks.jobs(config, lanes.certainly(), fileWriter, clock));
        MinionDataCache cache = new MinionDataCache(config.paths().cachedir());
        Targeting targeting = new Targeting(config, minionKeys, cache);
        PubServerChannel pubChannel =
                new PubServerChannel(masterKeys, masterKeys.serials(), MasterBooks.pubRules(config));
        this.presence = closing.with(new Presence(
                jobs.seen(),
                jobs.deliveries(),
                () -> minionKeys.idSet(KeyState.ACCEPTED),
                MasterBooks.questions(config, jids),
                bus,
                this.listener,
                clock));
        this.connections = new ConnectionBook(presence, this::askers, clock);
        listeners.add(connections);
        roads.listen(connections::onSocketEvent);
        this.publishRoad = new PublishRoad(pubChannel, config, roads, presence);
        FileServer files = new FileServer(config.files(), clock);
        this.views = views(files, minionKeys, jids);
        JobPublisher publisher = new JobPublisher(
                jobs, bus, publishRoad, jids, presence::absent, JobPublisher.Options.of(config), this.listener);
        Batches.Who who = new Batches.Who(presence::absent, presence::ids);
        this.publishers =
                new Publishers(publisher, new Batches(jobs, publisher, bus, jids, who, new SteadyClock(clock)));
        this.context = new RunnerContext(
                config,
                jids,
                bus,
                bus::subscribe,
                jobs,
                minionKeys,
                cache,
                targeting,
                presence::ids,
                files,
                roads,
                Optional.of(views),
                config.user(),
                line -> {});
    }

    private MasterViews views(FileServer files, MinionKeys keys, Supplier<String> jids) {
        PullProbes probes = new PullProbes(
                config.paths().cachedir().resolve("brine").resolve("canary"),
                files,
                presence,
                publishRoad::ask,
                jids,
                config.user());
        return new MasterViews(
                config,
                connections,
                probes,
                lanes::states,
                presence::ids,
                keys,
                jobs,
                bus,
                () -> Optional.ofNullable(feed),
                () -> this.publishRoad.isOpen() && requestRoad != null,
                new ConcurrentHashMap<>());
    }

    /** Opens the sockets. @throws RuntimeException naming the port or file that is not to be had; nothing stays open then */
    public void start() {
        try {
            jobs.deliveries().listen(new DeliveryEvents(bus).and(publishers.batches()::onDelivery));
            jobs.deliveries().restore();
            feed = closing.with(new EventFeed(bus, MasterBooks.feed(config)));
            if (ReturnFileWatch.isNeeded(config)) {
                closing.with(new ReturnFileWatch(bus, jobs, config.paths().cachedir()))
                        .open();
            }
            closing.with(new EarlierJobs(config, jobs, clock)).open();
            closing.with(publishRoad).open();
            closing.with(publishers.batches()).open();
            RequestHandlers handlers = new RequestHandlers(
                    context, masterKeys, publishers, presence, views.probes(), publishRoad.port(), listener, clock);
            MasterStats stats = new MasterStats(config, lanes, bus, clock);
            router = handlers.router(lanes, stats, closing.with(MasterThreads.pool("Runner")));
            ReqServerChannel channel =
                    new ReqServerChannel(masterKeys, router, MasterBooks.requestRules(config), listener, clock);
            requestRoad = closing.with(new RequestRoad(channel, lanes.workers(), config, context.roads(), listener));
            requestRoad.open();
            closing.with(new SocketMarks(config.paths().sockDir())).open();
            Maintenance.Hooks hooks = new Maintenance.Hooks(this::onKeyRotated, context.files()::update, () -> {
                stats.tick();
                connections.tidy(views.keys().idSet(KeyState.ACCEPTED));
            });
            closing.with(new Maintenance(config, masterKeys, bus, jobs, presence::ids, clock, hooks))
                    .open();
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }

    private void onKeyRotated(String why) {
        listener.onKeyRotated(why);
        if (config.keys().pingOnRotate()) {
            publishers.jobs().pingAll(context.minions().greedily("*", "glob"), config.user());
        }
    }

    /** The port really bound, for configurations that ask for any. */
    public int publishPort() {
        return publishRoad.port();
    }

    /** The port really bound, for configurations that ask for any. */
    public int retPort() {
        return requestRoad.port();
    }

    /** What can be asked of this master. */
    RequestRouter router() {
        return router;
    }

    public EventBus bus() {
        return bus;
    }

    public JobBook jobs() {
        return jobs;
    }

    /** For whoever watches. */
    public MasterViews views() {
        return views;
    }

    /** From now on told of everything, as the constructor's listener is. */
    public void listen(MasterListener more) {
        listeners.add(more);
    }

    private Collection<Connection> askers() {
        return requestRoad == null ? List.of() : requestRoad.connections();
    }

    /** How other parts of this process reach minions. */
    public MinionRoads minionRoads() {
        MinionRoads.Books books =
                new MinionRoads.Books(context.keys(), context.cache(), context.minions(), jobs.seen());
        return new MinionRoads(presence, books, publishers.jobs(), context.jids());
    }

    /** Ids of connected minions. */
    public Set<String> connected() {
        return presence.ids();
    }

    /** Finishes what is under way, closes all doors, keeps what waits to be kept. */
    @Override
    public void close() {
        closing.close();
        bus.close();
    }
}
