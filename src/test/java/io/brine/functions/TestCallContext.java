package io.brine.functions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Surroundings for functions under test: real tables and real maps, a master and a minion that remember what they were
 * asked. {@code TestCallContext.of(new EchoModule()).call("echo.text", "hi")}.
 */
public final class TestCallContext extends JobContext {
    private final Map<String, Object> options = new LinkedHashMap<>(Map.of("id", "minion1"));
    private final Map<String, Object> grains = new LinkedHashMap<>();
    private final Map<String, Object> pillar = new LinkedHashMap<>();
    private final TestMasterLink master = new TestMasterLink();
    private final TestMinionServices minion = new TestMinionServices();
    private FileClient files = new TestFileClient();
    private JobFacts job = JobFacts.NONE;

    private TestCallContext(FunctionRegistry functions) {
        super(JobFacts.NONE, functions, new ChildProcesses());
    }

    public static TestCallContext of(FunctionModule... modules) {
        return new TestCallContext(new FunctionTable(List.of(modules)));
    }

    /** Calls with positional arguments only. */
    public Object call(String fun, Object... args) throws Exception {
        return call(fun, new ArrayList<>(java.util.Arrays.asList(args)), Map.of());
    }

    /** Calls with keyword arguments only. */
    public Object callWith(String fun, Map<String, Object> kwargs) throws Exception {
        return call(fun, List.of(), kwargs);
    }

    /** Runs as a job would. */
    public FunctionOutcome run(String fun, Object... arg) throws InterruptedException {
        return new FunctionCall(this).run(fun, java.util.Arrays.asList(arg));
    }

    public TestCallContext option(String name, Object value) {
        options.put(name, value);
        return this;
    }

    public TestCallContext grain(String name, Object value) {
        grains.put(name, value);
        return this;
    }

    public TestCallContext pillar(String name, Object value) {
        pillar.put(name, value);
        return this;
    }

    public TestCallContext job(JobFacts facts) {
        job = facts;
        return this;
    }

    public TestCallContext files(FileClient client) {
        files = client;
        return this;
    }

    @Override
    public String id() {
        return (String) options.get("id");
    }

    @Override
    public Map<String, Object> options() {
        return options;
    }

    @Override
    public Map<String, Object> grains() {
        return grains;
    }

    @Override
    public Map<String, Object> pillar() {
        return pillar;
    }

    @Override
    public FileClient files() {
        return files;
    }

    @Override
    public TestMasterLink master() {
        return master;
    }

    @Override
    public TestMinionServices minion() {
        return minion;
    }

    @Override
    public JobFacts job() {
        return job;
    }
}
