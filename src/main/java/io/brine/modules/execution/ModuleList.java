package io.brine.modules.execution;

import io.brine.functions.FunctionModule;
import io.brine.functions.FunctionTable;
import io.brine.grains.Host;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Every execution module a minion has, in alphabetical order. */
public final class ModuleList {
    private ModuleList() {}

    public static List<FunctionModule> all() {
        List<FunctionModule> modules = new ArrayList<>(HostModules.of(Host.thisMachine(), Clock.systemDefaultZone()));
        modules.addAll(List.of(
                new BeaconsModule(),
                new CmdModule(),
                new ConfigModule(),
                new CpModule(),
                new EventModule(),
                new GrainsModule(),
                new KeyModule(),
                new MatchModule(),
                new MineModule(),
                new PillarModule(),
                new PublishModule(),
                new SaltutilModule(),
                new ScheduleModule(),
                new SysModule(),
                new TestModule()));
        modules.sort(Comparator.comparing(FunctionModule::name));
        return List.copyOf(modules);
    }

    /** The table of all functions, made once per process. */
    public static FunctionTable table() {
        return new FunctionTable(all());
    }
}
