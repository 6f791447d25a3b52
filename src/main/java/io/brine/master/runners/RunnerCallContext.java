package io.brine.master.runners;

import io.brine.functions.ChildProcesses;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FileClient;
import io.brine.functions.FunctionRegistry;
import io.brine.functions.JobContext;
import io.brine.functions.JobFacts;
import io.brine.functions.MasterLink;
import io.brine.functions.MinionServices;
import java.util.Map;

/** The surroundings of a runner: the master's options, no minion. */
public final class RunnerCallContext extends JobContext {
    private final Settings settings;

    /** @param options the master's, by Salt's names */
    public record Settings(String masterId, Map<String, Object> options) {}

    RunnerCallContext(Settings settings, FunctionRegistry functions, String jid, String fun, String user) {
        super(new JobFacts(jid, fun, user, Map.of()), functions, new ChildProcesses());
        this.settings = settings;
    }

    @Override
    public String id() {
        return settings.masterId();
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
}
