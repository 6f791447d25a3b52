package io.brine.master.runners;

import io.brine.functions.CallContext;
import io.brine.functions.ChildProcesses;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FileClient;
import io.brine.functions.FunctionRegistry;
import io.brine.functions.JobFacts;
import io.brine.functions.MasterLink;
import io.brine.functions.MinionServices;
import java.util.List;
import java.util.Map;

/** The surroundings of a runner: the master's options, no minion. */
public final class RunnerCallContext implements CallContext {
    private final Settings settings;
    private final FunctionRegistry functions;
    private final JobFacts job;
    private final ChildProcesses children = new ChildProcesses();
    private int retcode;

    /** @param options the master's, by Salt's names */
    public record Settings(String masterId, Map<String, Object> options) {}

    RunnerCallContext(Settings settings, FunctionRegistry functions, String jid, String fun, String user) {
        this.settings = settings;
        this.functions = functions;
        this.job = new JobFacts(jid, fun, user, Map.of());
    }

    @Override
    public String id() {
        return settings.masterId();
    }

    @Override
    public Object option(String name) {
        return settings.options().get(name);
    }

    @Override
    public Map<String, Object> options() {
        return settings.options();
    }

    @Override
    public Map<String, Object> grains() {
        return Map.of();
    }

    @Override
    public Map<String, Object> pillar() {
        return Map.of();
    }

    @Override
    public FileClient files() {
        throw noMinion();
    }

    @Override
    public MasterLink master() {
        throw noMinion();
    }

    @Override
    public MinionServices minion() {
        throw noMinion();
    }

    private static CommandExecutionException noMinion() {
        return new CommandExecutionException("a runner has no minion around it");
    }

    @Override
    public JobFacts job() {
        return job;
    }

    @Override
    public Object call(String fun, List<Object> args, Map<String, Object> kwargs) throws Exception {
        return functions.call(this, fun, args, kwargs);
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
        return functions;
    }
}
