package io.brine.functions;

/** What the surroundings of every job have of their own: its facts, the functions it may call, its processes and its retcode. */
public abstract class JobContext implements CallContext {
    private final JobFacts job;
    private final FunctionRegistry functions;
    private final ChildProcesses children;
    private volatile int retcode;

    protected JobContext(JobFacts job, FunctionRegistry functions, ChildProcesses children) {
        this.job = job;
        this.functions = functions;
        this.children = children;
    }

    @Override
    public JobFacts job() {
        return job;
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
