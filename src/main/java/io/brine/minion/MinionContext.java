package io.brine.minion;

import io.brine.functions.ChildProcesses;
import io.brine.functions.FileClient;
import io.brine.functions.FunctionRegistry;
import io.brine.functions.JobContext;
import io.brine.functions.JobFacts;
import io.brine.functions.MasterLink;
import io.brine.functions.MinionServices;
import java.util.Map;

/** The surroundings of one job. */
final class MinionContext extends JobContext {
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

    MinionContext(Surroundings around, JobFacts job, ChildProcesses children) {
        super(job, around.functions(), children);
        this.around = around;
    }

    @Override
    public String id() {
        return around.id();
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
}
