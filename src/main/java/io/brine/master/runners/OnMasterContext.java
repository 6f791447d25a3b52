package io.brine.master.runners;

import io.brine.functions.CallContext;
import io.brine.functions.ChildProcesses;
import io.brine.functions.FileClient;
import io.brine.functions.FunctionRegistry;
import io.brine.functions.JobFacts;
import io.brine.functions.MasterLink;
import io.brine.functions.MinionServices;
import java.util.List;
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
    public Object option(String name) {
        return runner.option(name);
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
    public Object call(String fun, List<Object> args, Map<String, Object> kwargs) throws Exception {
        return functions.call(this, fun, args, kwargs);
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
