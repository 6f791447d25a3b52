package io.brine.master.runners;

import io.brine.functions.FunctionModule;
import io.brine.functions.FunctionTable;
import io.brine.master.runners.MasterFunctionRun.Form;
import io.brine.master.wheels.WheelTable;
import java.util.ArrayList;
import java.util.List;

/** All runners by name. */
public final class RunnerTable {
    private RunnerTable() {}

    public static FunctionTable of(RunnerContext context) {
        List<FunctionModule> modules = new ArrayList<>(List.of(
                new JobsRunner(context),
                new JobTraceRunner(context),
                new BatchRunner(context),
                new ManageRunner(context),
                new MonitorRunner(context),
                new CacheRunner(context),
                new FileserverRunner(context),
                new PillarRunner(context),
                new EventRunner(context),
                new StateRunner(context),
                new SaltRunner(context),
                new MineRunner(context),
                new SurveyRunner(context),
                new ConfigRunner(context),
                new AuthRunner(context),
                new SaltutilRunner(),
                new TestRunner(context),
                new ErrorRunner()));
        FunctionTable wheels = WheelTable.of(context);
        modules.add(new DocRunner(new FunctionTable(modules), wheels, context));
        return new FunctionTable(modules);
    }

    /** A runner's call with its events. */
    public static MasterFunctionRun run(RunnerContext context) {
        return new MasterFunctionRun(of(context), Form.RUNNER, context.events(), context.jids(), context.settings());
    }
}
