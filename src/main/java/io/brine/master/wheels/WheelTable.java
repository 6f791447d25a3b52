package io.brine.master.wheels;

import io.brine.functions.FunctionTable;
import io.brine.master.runners.MasterFunctionRun;
import io.brine.master.runners.MasterFunctionRun.Form;
import io.brine.master.runners.RunnerContext;
import java.util.List;

/** All wheel functions by name. */
public final class WheelTable {
    private WheelTable() {}

    public static FunctionTable of(RunnerContext context) {
        return new FunctionTable(List.of(
                new KeyWheel(context),
                new ConfigWheel(context),
                new MinionsWheel(context),
                new RootsWheel("file_roots", context.config().files().roots()),
                new RootsWheel("pillar_roots", context.config().pillar().roots()),
                new ErrorWheel()));
    }

    /** A wheel call with its events. */
    public static MasterFunctionRun run(RunnerContext context) {
        return new MasterFunctionRun(of(context), Form.WHEEL, context.events(), context.jids(), context.settings());
    }
}
