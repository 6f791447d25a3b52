package io.brine.modules.execution;

import io.brine.functions.FunctionModule;
import io.brine.functions.FunctionTable;
import java.util.List;

/** Every execution module a minion has, in alphabetical order. */
public final class ModuleList {
    private ModuleList() {}

    public static List<FunctionModule> all() {
        return List.of(
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
                new SysModule(),
                new TestModule());
    }

    /** The table of all functions, made once per process. */
    public static FunctionTable table() {
        return new FunctionTable(all());
    }
}
