package io.brine.minion;

import io.brine.functions.CallContext;
import io.brine.functions.ChildProcesses;
import io.brine.functions.FileClient;
import io.brine.functions.FunctionRegistry;
import io.brine.functions.JobFacts;
import io.brine.functions.MasterLink;
import io.brine.functions.MinionServices;
import java.util.List;
import java.util.Map;

/** The surroundings of one job. */
final class MinionContext implements CallContext {
    /** What all jobs of one master share. @param options as configured, {@code master} being this one */
    record Surroundings(
            String id,
            Map<String, Object> options,
            Knowledge knowledge,
            FunctionRegistry functions,
            FileClient files,
            MasterLink master,
            MinionServices services) {}

    private final Surroundings around;
    private final JobFacts job;
    private final ChildProcesses children;
    private volatile int retcode;

    MinionContext(Surroundings around, JobFacts job, ChildProcesses children) {
        this.around = around;
        this.job = job;
        this.children = children;
    }

    @Override
    public String id() {
        return around.id();
    }

    @Override
    public Object option(String name) {
        return around.options().get(name);
    }

    @Override
    public Map<String, Object> options() {
        return around.options();
    }

    @Override
    public Map<String, Object> grains() {
        return around.knowledge().grains();
    }

    @Override
    public Map<String, Object> pillar() {
        return around.knowledge().pillar();
    }

    @Override
    public FileClient files() {
        return around.files();
    }

    @Override
    public MasterLink master() {
        return around.master();
    }

    @Override
    public MinionServices minion() {
        return around.services();
    }

    @Override
    public JobFacts job() {
        return job;
    }

    @Override
    public Object call(String fun, List<Object> args, Map<String, Object> kwargs) throws Exception {
        return around.functions().call(this, fun, args, kwargs);
    }

    @Override
    public void retcode(int code) {
        retcode = code;
    }

    @Override
    public int retcode() {
        return retcode;
    }

    @Override
    public ChildProcesses children() {
        return children;
    }

    @Override
    public FunctionRegistry functions() {
        return around.functions();
    }
}
