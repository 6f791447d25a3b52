package io.brine.functions;

import java.util.List;
import java.util.Map;

/** The surroundings of one call: what {@code __opts__ __grains__ __pillar__ __salt__ __context__} are in Salt. */
public interface CallContext {
    /** The minion's id. */
    String id();

    /** A configuration value by its Salt option name, null if it is set nowhere and has no default. */
    default Object option(String name) {
        return options().get(name);
    }

    /** The whole merged configuration, by option name. */
    Map<String, Object> options();

    Map<String, Object> grains();

    Map<String, Object> pillar();

    /** {@code salt://} files. */
    FileClient files();

    /** The master this job came from; refuses every request when the minion runs without a master. */
    MasterLink master();

    /** The daemon's own services: running jobs, refreshes, local events. */
    MinionServices minion();

    /** The job this call belongs to. */
    JobFacts job();

    /** Calls another function, as {@code __salt__['mod.fun'](...)}. Its exceptions come through. */
    default Object call(String fun, List<Object> args, Map<String, Object> kwargs) throws Exception {
        return functions().call(this, fun, args, kwargs);
    }

    /** Sets the retcode of the return, as {@code __context__['retcode']}. */
    void retcode(int retcode);

    /** The retcode set so far, 0 at the start of a job. */
    int retcode();

    /** The processes this job waits for; whoever signals the job signals them. */
    ChildProcesses children();

    FunctionRegistry functions();
}
