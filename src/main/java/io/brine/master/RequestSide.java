package io.brine.master;

import io.brine.channel.ReqServerChannel;
import io.brine.master.runners.RunnerContext;

/** All that is asked on port 4506, and who answers. Made when the publish port is open, which sign-ins are told. */
final class RequestSide {
    final RequestRouter router;
    final RequestRoad road;

    RequestSide(MasterState state, RunnerContext context, PublishSide publishing, PullProbes probes, Closing closing) {
        RequestHandlers handlers = new RequestHandlers(
                context,
                state.masterKeys,
                publishing.publishers,
                publishing.presence,
                probes,
                publishing.road.port(),
                state.listener,
                state.clock);
        this.router = handlers.router(state.lanes, state.stats, closing.with(MasterThreads.pool("Runner")));
        ReqServerChannel channel = new ReqServerChannel(
                state.masterKeys, router, MasterBooks.requestRules(state.config), state.listener, state.clock);
        this.road = closing.with(
                new RequestRoad(channel, state.lanes.workers(), state.config, context.roads(), state.listener));
    }
}
