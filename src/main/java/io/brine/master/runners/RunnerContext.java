package io.brine.master.runners;

import io.brine.client.ClientSettings;
import io.brine.client.LocalClient;
import io.brine.config.MasterConfig;
import io.brine.events.EventFilter;
import io.brine.events.EventSink;
import io.brine.events.EventSource;
import io.brine.fileserver.FileServer;
import io.brine.jobs.JobBook;
import io.brine.keys.KeyOffice;
import io.brine.keys.MinionKeys;
import io.brine.master.MasterViews;
import io.brine.master.MinionDataCache;
import io.brine.master.Targeting;
import io.brine.transport.Roads;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What runners and wheels work with. The same inside the daemon and in a command beside it; the parts know the difference.
 *
 * @param jids makes new jids
 * @param listen opens a view on the master's bus
 * @param minions whom targets mean
 * @param connected ids of minions that listen on the publish port
 * @param roads for jobs that runners publish
 * @param daemon what can be seen of the daemon; empty beside it
 * @param user whom those jobs come from
 * @param printer takes lines that runners print while they run
 */
public record RunnerContext(
        MasterConfig config,
        Supplier<String> jids,
        EventSink events,
        Function<EventFilter, EventSource> listen,
        JobBook jobs,
        MinionKeys keys,
        MinionDataCache cache,
        Targeting minions,
        Supplier<Set<String>> connected,
        FileServer files,
        Roads roads,
        Optional<MasterViews> daemon,
        String user,
        Consumer<String> printer) {

    /** A client for one use. */
    public LocalClient client() {
        return LocalClient.connect(ClientSettings.of(config, user), roads);
    }

    public KeyOffice office() {
        return new KeyOffice(keys);
    }

    public RunnerCallContext.Settings settings() {
        return new RunnerCallContext.Settings(config.id(), config.raw());
    }
}
