package io.brine.master;

import io.brine.access.Authentication;
import io.brine.access.ExternalAuth;
import io.brine.access.LoginBackend;
import io.brine.access.TokenStore;
import io.brine.access.UserKeys;
import io.brine.channel.PubServerChannel;
import io.brine.channel.ReqServerChannel;
import io.brine.config.MasterConfig;
import io.brine.events.EventBus;
import io.brine.events.EventFeed;
import io.brine.fileserver.FileServer;
import io.brine.fileserver.PushedFiles;
import io.brine.jobs.JobBook;
import io.brine.keys.AutoSign;
import io.brine.keys.Dropfile;
import io.brine.keys.KeyDesk;
import io.brine.keys.KeyOffice;
import io.brine.keys.KeyState;
import io.brine.keys.MinionKeys;
import io.brine.keys.RootKeys;
import io.brine.master.runners.MasterFunctionRun;
import io.brine.master.runners.RunnerContext;
import io.brine.master.runners.RunnerTable;
import io.brine.master.wheels.WheelTable;
import io.brine.transport.Roads;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** The master: the list of its parts, in the order in which they are made; {@link #start} opens the doors. */
public final class MasterDaemon implements AutoCloseable {
    private final Clock clock = Clock.systemUTC();
    private final MasterConfig config;
    private final Closing closing = new Closing();
    private final EventBus bus = new EventBus(clock);
    private final MinionKeys minionKeys;
    private final MasterKeys masterKeys;
    private final JobBook jobs;
    private final MinionDataCache cache;
    private final Targeting targeting;
    private final PublishRoad publishRoad;
    private final ConnectedMinions connected;
    private final JobPublisher publisher;
    private final Supplier<String> jids;
    private final RunnerContext context;
    private final FileServer files;
    private final MasterListener listener;
    private RequestRoad requestRoad;

    public MasterDaemon(MasterConfig config, Roads roads) {
        this(config, roads, MasterListener.NONE);
    }

    /**
     * Reads and makes keys and books; opens no port yet.
     *
     * @param roads stay the caller's to close
     * @throws RuntimeException naming the file or directory that cannot be used
     */
    public MasterDaemon(MasterConfig config, Roads roads, MasterListener listener) {
        this.config = config;
        this.listener = listener;
        this.jids = MasterBooks.jids(config, clock);
        this.minionKeys = new MinionKeys(config.paths().pkiDir(), clock);
        minionKeys.makeDirectories(config.keys().permissivePkiAccess());
        this.masterKeys = new MasterKeys(config, minionKeys, clock);
        ExecutorService fileWriter = closing.with(MasterThreads.single("JobFiles"));
        this.jobs = closing.with(MasterBooks.jobs(config, fileWriter, clock));
        this.cache = new MinionDataCache(config.paths().cachedir());
        this.targeting = new Targeting(config, minionKeys, cache);
        PubServerChannel pubChannel = new PubServerChannel(masterKeys, MasterBooks.pubRules(config));
        this.publishRoad = new PublishRoad(pubChannel, config, roads);
        this.connected = new ConnectedMinions(
                publishRoad::connections,
                id -> minionKeys.idSet(KeyState.ACCEPTED).contains(id));
        this.publisher = new JobPublisher(jobs, bus, publishRoad, jids, JobPublisher.Options.of(config), listener);
        this.files = new FileServer(config.files(), clock);
        this.context = new RunnerContext(
                config,
                jids,
                bus,
                bus::subscribe,
                jobs,
                minionKeys,
                cache,
                targeting,
                connected::ids,
                files,
                roads,
                config.user(),
                line -> {});
    }

    /** Opens the sockets. @throws RuntimeException naming the port or file that is not to be had; nothing stays open then */
    public void start() {
        try {
            closing.with(new EventFeed(bus, MasterBooks.feed(config)));
            closing.with(publishRoad).open();
            Workers workers = closing.with(new Workers(MasterThreads.workers(config)));
            RequestRouter router = router();
            ReqServerChannel channel = new ReqServerChannel(
                    masterKeys, router, MasterBooks.requestRules(config), new RefusalLog(listener), clock);
            requestRoad = closing.with(new RequestRoad(channel, workers, config, roads(), listener));
            requestRoad.open();
            closing.with(new SocketMarks(config.paths().sockDir())).open();
            Maintenance.Hooks hooks = new Maintenance.Hooks(listener::onKeyRotated, files::update);
            closing.with(new Maintenance(config, masterKeys, bus, jobs, connected, clock, hooks))
                    .open();
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }

    private Roads roads() {
        return context.roads();
    }

    private RequestRouter router() {
        RootKeys rootKeys = RootKeys.create(config, MasterThreads.account(config), RootKeys.localUsers());
        ExternalAuth externalAuth = new ExternalAuth(
                config.access().externalAuth(),
                LoginBackend.all(config.raw().get("sharedsecret")),
                config.access().permissiveAcl());
        TokenStore tokens = new TokenStore(config.paths().tokenDir(), clock);
        UserKeys userKeys = new UserKeys(rootKeys::isKeyOf, config.user(), MasterThreads.account(config));
        Authentication authentication = new Authentication(config.access(), userKeys, tokens, externalAuth);
        MasterFunctionRun runners = RunnerTable.run(context);
        MasterFunctionRun wheels = WheelTable.run(context);
        Returns returns = new Returns(jobs, config.jobs(), bus, jids, listener);
        KeyDesk desk = new KeyDesk(
                minionKeys,
                config.paths().pkiDir(),
                config.keys().openMode(),
                new AutoSign(config.keys(), config.paths().pkiDir(), clock));
        boolean orderMasters = JobPublisher.Options.of(config).orderMasters();
        RequestTables.Handlers handlers = new RequestTables.Handlers(
                new AuthHandler(
                        new AuthHandler.Office(desk, minionKeys, masterKeys),
                        connected,
                        config.keys(),
                        publishRoad.port(),
                        bus,
                        listener),
                new PublishHandler(authentication, targeting, publisher, bus, orderMasters, listener),
                new PersonHandlers(
                        new PersonHandlers.Access(authentication, externalAuth, tokens, config.access()),
                        runners,
                        wheels,
                        closing.with(MasterThreads.pool("Runner")),
                        listener),
                new ReturnHandler(returns, masterKeys, config.signing(), listener),
                new SyndicReturnHandler(returns, jobs, config.paths().syndicDir()),
                new MinionEventHandler(bus, jobs),
                MasterBooks.mine(config, cache, targeting),
                new PeerHandlers(MasterBooks.peers(config), targeting, publisher, jobs, runners),
                new FileHandlers(
                        files, new PushedFiles(config.files(), config.paths().cachedir())),
                new PillarHandler(MasterBooks.pillars(config, clock), cache, config.jobs(), bus),
                new OptionHandlers(config),
                new RevokeHandler(
                        config.keys(),
                        new RevokeHandler.Office(
                                new KeyOffice(minionKeys),
                                cache,
                                new Dropfile(config.paths().cachedir())),
                        config.id(),
                        bus));
        return new RequestRouter(
                RequestTables.clear(handlers), RequestTables.encrypted(handlers, new Proof(listener)), listener);
    }

    /** The port really bound, for configurations that ask for any. */
    public int publishPort() {
        return publishRoad.port();
    }

    /** The port really bound, for configurations that ask for any. */
    public int retPort() {
        return requestRoad.port();
    }

    public EventBus bus() {
        return bus;
    }

    public JobBook jobs() {
        return jobs;
    }

    public ConnectedMinions connected() {
        return connected;
    }

    /** Finishes what is under way, closes all doors, keeps what waits to be kept. */
    @Override
    public void close() {
        closing.close();
        bus.close();
    }
}
