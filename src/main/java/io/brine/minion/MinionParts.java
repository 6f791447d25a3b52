package io.brine.minion;

import io.brine.channel.MinionIdentity;
import io.brine.config.MinionConfig;
import io.brine.events.EventBus;
import io.brine.functions.FunctionRegistry;
import io.brine.keys.MinionKeyFiles;
import io.brine.transport.Roads;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What the connections to all masters of one minion share.
 *
 * @param crypto where the channels do their RSA
 */
record MinionParts(
        MinionConfig config,
        Roads roads,
        Clock clock,
        MinionKeyFiles keys,
        MinionIdentity me,
        GrainsBook grains,
        FunctionRegistry functions,
        JobRunner runner,
        RunningJobs running,
        JidQueue jids,
        ReturnSender returns,
        EventBus bus,
        Refreshes refreshes,
        MinionListener listener,
        Executor crypto) {}
