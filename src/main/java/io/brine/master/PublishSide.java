package io.brine.master;

import io.brine.channel.PubServerChannel;
import io.brine.transport.Connection;
import io.brine.transport.Roads;
import java.util.Collection;
import java.util.function.Supplier;

/** All that goes to minions on port 4505, and who is connected to hear it. */
final class PublishSide {
    final Presence presence;
    final ConnectionBook connections;
    final PublishRoad road;
    final Publishers publishers;
    final SlowSubscribers slow;

    /** @param askers connections on the request port */
    PublishSide(MasterState state, Roads roads, Supplier<Collection<Connection>> askers, Closing closing) {
        this.presence = closing.with(new Presence(
                state.jobs.seen(),
                state.jobs.deliveries(),
                state::accepted,
                MasterBooks.questions(state.config, state.jids),
                state.bus,
                state.listener,
                state.clock));
        this.connections = new ConnectionBook(presence, askers, state.clock);
        state.listeners.add(connections);
        roads.listen(connections::onSocketEvent);
        PubServerChannel channel =
                new PubServerChannel(state.masterKeys, state.masterKeys.serials(), MasterBooks.pubRules(state.config));
        this.road = new PublishRoad(channel, state.config, roads, presence);
        this.slow = new SlowSubscribers(
                state.config.monitor().slowSubscriber(), presence::all, state.bus, state.listener, System::nanoTime);
        JobPublisher publisher = new JobPublisher(
                state.jobs,
                state.bus,
                road,
                state.jids,
                presence::absent,
                JobPublisher.Options.of(state.config),
                state.listener);
        Batches.Who who = new Batches.Who(presence::absent, presence::ids);
        this.publishers = new Publishers(
                publisher,
                new Batches(state.jobs, publisher, state.bus, state.jids, who, new SteadyClock(state.clock)));
    }

    /** Jobs that were waited for at the last stop are waited for again. */
    void restoreDeliveries(MasterState state) {
        state.jobs.deliveries().listen(new DeliveryEvents(state.bus).and(publishers.batches()::onDelivery));
        state.jobs.deliveries().restore();
    }

    PullProbes probes(MasterState state) {
        return new PullProbes(
                state.config.paths().cachedir().resolve("brine").resolve("canary"),
                state.files,
                presence,
                road::ask,
                state.jids,
                state.config.user());
    }

    /** How other parts of this process reach minions. */
    MinionRoads minionRoads(MasterState state) {
        MinionRoads.Books books = new MinionRoads.Books(
                state.minionKeys,
                state.cache,
                state.targeting,
                state.jobs.seen(),
                new KeyAftermath(state.config, state.bus, state.cache));
        return new MinionRoads(presence, books, publishers.jobs(), state.jids);
    }
}
