package io.brine.master.runners;

import io.brine.functions.CallContext;
import io.brine.functions.ChildProcesses;
import io.brine.functions.FileClient;
import io.brine.functions.FunctionRegistry;
import io.brine.functions.JobFacts;
import io.brine.functions.MasterLink;
import io.brine.functions.MinionServices;
import java.util.Map;

/** The surroundings of an execution function that a runner calls: the runner's own, and grains and pillar of this host. */
record OnMasterContext(
        CallContext runner, FunctionRegistry functions, Map<String, Object> grains, Map<String, Object> pillar)
        implements CallContext {
    @Override
    public String id() {
        return runner.id();
    }

    @Override
    public Map<String, Object> options() {
        return runner.options();
    }

    @Override
    public FileClient files() {
        return runner.files();
    }

    @Override
    public MasterLink master() {
        return runner.master();
    }

    @Override
    public MinionServices minion() {
        return runner.minion();
    }

    @Override
    public JobFacts job() {
        return runner.job();
    }

    @Override
    public void retcode(int retcode) {
        runner.retcode(retcode);
    }

    @Override
    public int retcode() {
        return runner.retcode();
    }

    @Override
    public ChildProcesses children() {
        return runner.children();
    }
}
