package io.brine.master;

import io.brine.config.MasterConfig;
import io.brine.events.EventBus;
import io.brine.events.EventFeed;
import io.brine.jobs.JobBook;
import io.brine.master.runners.RunnerContext;
import io.brine.transport.Connection;
import io.brine.transport.Roads;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The master: what it keeps, what it publishes, what it can be asked; {@link #start} opens the doors in their order. */
public final class MasterDaemon implements AutoCloseable {
    private final Closing closing = new Closing();
    private final MasterState state;
    private final PublishSide publishing;
    private final MasterViews views;
    private final RunnerContext context;
    private volatile EventFeed feed;
    private volatile RequestSide requests;

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
        this.state = new MasterState(config, listener, clock, closing);
        this.publishing = new PublishSide(state, roads, this::askers, closing);
        this.views = new MasterViews(
                config,
                publishing.connections,
                publishing.probes(state),
                state.lanes::states,
                publishing.presence::ids,
                state.minionKeys,
                state.jobs,
                state.bus,
                () -> Optional.ofNullable(feed),
                () -> publishing.road.isOpen() && requests != null,
                new ConcurrentHashMap<>());
        this.context = state.runnerContext(publishing.presence::ids, roads, views);
    }

    /** Opens the sockets. @throws RuntimeException naming the port or file that is not to be had; nothing stays open then */
    public void start() {
        try {
            publishing.restoreDeliveries(state);
            feed = closing.with(new EventFeed(state.bus, MasterBooks.feed(state.config)));
            if (ReturnFileWatch.isNeeded(state.config)) {
                closing.with(new ReturnFileWatch(
                                state.bus, state.jobs, state.config.paths().cachedir()))
                        .open();
            }
            closing.with(new EarlierJobs(state.config, state.jobs, state.clock)).open();
            closing.with(publishing.road).open();
            closing.with(publishing.publishers.batches()).open();
            requests = new RequestSide(state, context, publishing, views.probes(), closing);
            requests.road.open();
            closing.with(new SocketMarks(state.config.paths().sockDir())).open();
            Maintenance.Hooks hooks = new Maintenance.Hooks(this::onKeyRotated, state.files::update, () -> {
                state.stats.tick();
                publishing.slow.tick();
                publishing.connections.tidy(state.accepted());
            });
            closing.with(new Maintenance(
                            state.config,
                            state.masterKeys,
                            state.bus,
                            state.jobs,
                            publishing.presence::ids,
                            state.clock,
                            hooks))
                    .open();
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }

    private void onKeyRotated(String why) {
        state.listener.onKeyRotated(why);
        if (state.config.keys().pingOnRotate()) {
            publishing.publishers.jobs().pingAll(state.targeting.greedily("*", "glob"), state.config.user());
        }
    }

    private Collection<Connection> askers() {
        return requests == null ? List.of() : requests.road.connections();
    }

    /** The port really bound, for configurations that ask for any; so is {@link #retPort}. */
    public int publishPort() {
        return publishing.road.port();
    }

    public int retPort() {
        return requests.road.port();
    }

    /** What can be asked of this master. */
    RequestRouter router() {
        return requests.router;
    }

    public EventBus bus() {
        return state.bus;
    }

    public JobBook jobs() {
        return state.jobs;
    }

    /** For whoever watches. */
    public MasterViews views() {
        return views;
    }

    /** From now on told of everything, as the constructor's listener is. */
    public void listen(MasterListener more) {
        state.listeners.add(more);
    }

    /** How other parts of this process reach minions. */
    public MinionRoads minionRoads() {
        return publishing.minionRoads(state);
    }

    /** Ids of connected minions. */
    public Set<String> connected() {
        return publishing.presence.ids();
    }

    /** Finishes what is under way, closes all doors, keeps what waits to be kept. */
    @Override
    public void close() {
        closing.close();
        state.bus.close();
    }
}
