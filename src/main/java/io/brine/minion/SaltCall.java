package io.brine.minion;

import io.brine.config.MinionConfig;
import io.brine.data.PyText;
import io.brine.functions.ArgumentBindingException;
import io.brine.functions.ChildProcesses;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.CommandNotFoundException;
import io.brine.functions.FunctionCall;
import io.brine.functions.FunctionDocs;
import io.brine.functions.FunctionEntry;
import io.brine.functions.FunctionOutcome;
import io.brine.functions.FunctionRegistry;
import io.brine.functions.InvocationException;
import io.brine.functions.JobFacts;
import io.brine.functions.Traceback;
import io.brine.modules.execution.ModuleList;
import io.brine.transport.Roads;
import io.brine.wire.JidGenerator;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code salt-call}: a minion for one function. With a master it signs in, fetches the pillar, and tells the master what came
 * out; without one, files and pillar come from this host. Source: 3006.0 salt/cli/caller.py BaseCaller.call
 *
 * <pre>{@code
 * try (SaltCall call = new SaltCall(config, ZmtpRoads::new)) {
 *     Answer answer = call.call(new Call("test.arg", PublishedArguments.parseInput(words), words, Optional.empty(), true));
 * }
 * }</pre>
 */
public final class SaltCall implements AutoCloseable {
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_NO_SUCH_FUNCTION = 255;

    /**
     * What to call.
     *
     * @param arg as published: positional ones, then keyword arguments in a map with {@code __kwarg__}
     * @param words as typed, for {@code fun_args}
     * @param returnsToMaster false for {@code no_return_event}; without a master nothing is returned anyway
     */
    public record Call(
            String fun, List<Object> arg, List<?> words, Optional<Object> metadata, boolean returnsToMaster) {}

    /** @param ret {jid, return, [retcode], [out], [id, fun, fun_args]}: what {@code --metadata} shows */
    public record Answer(Map<String, Object> ret) {
        public Object returned() {
            return ret.get("return");
        }

        /** How to print it unless told otherwise. */
        public String out() {
            return ret.get("out") instanceof String out ? out : "nested";
        }

        /** Of the function; 1 if it has none because nothing was called. */
        public int retcode() {
            return ret.get("retcode") instanceof Number code ? code.intValue() : EXIT_FAILED;
        }
    }

    private final MinionConfig config;
    private final Supplier<Roads> roads;
    private final GrainsBook grains;
    private final FunctionRegistry functions;
    private final ProcFiles proc;
    private CallSurroundings surroundings;

    /** @param roads asked only if there is a master to speak to; closed with this call */
    public SaltCall(MinionConfig config, Supplier<Roads> roads) {
        this(config, roads, ModuleList.table());
    }

    /** With functions other than Brine's own, too. */
    public SaltCall(MinionConfig config, Supplier<Roads> roads, FunctionRegistry functions) {
        this.config = config;
        this.functions = functions;
        this.roads = roads;
        this.grains = new GrainsBook(config);
        this.proc = new ProcFiles(config.paths().cachedir());
    }

    /** For {@code salt-call -g}: no master is needed. */
    public Map<String, Object> grains() {
        grains.collect();
        return grains.grains();
    }

    /** For {@code salt-call -d}. */
    public FunctionRegistry functions() {
        return functions;
    }

    /**
     * Calls, and tells the master.
     *
     * @throws SaltCallException with what is to be written to stderr, and the exit code
     */
    public Answer call(Call call) {
        String jid = new JidGenerator(Clock.systemUTC()).next().value();
        if (surroundings == null) {
            grains.collect();
            surroundings = CallSurroundings.of(config, roads, grains, functions, proc);
        }
        Map<String, Object> ret = new LinkedHashMap<>();
        ret.put("jid", jid);
        Optional<FunctionEntry> entry = functions.find(call.fun());
        if (entry.isEmpty()) {
            ret.put("out", "nested");
            ret.put("return", docsInstead(call.fun()));
            return new Answer(ret);
        }
        FunctionOutcome outcome = run(call, entry.get(), jid);
        ret.put("return", outcome.returned());
        ret.put("retcode", outcome.retcode());
        outcome.out().ifPresent(out -> ret.put("out", out));
        ret.put("id", config.id().value());
        ret.put("fun", call.fun());
        ret.put("fun_args", call.words());
        call.metadata().ifPresent(metadata -> ret.put("metadata", metadata));
        if (call.returnsToMaster()) {
            surroundings.returnToMaster(ret);
        }
        return new Answer(ret);
    }

    /** A beginning of names shows what there is. */
    private Map<String, Object> docsInstead(String fun) {
        String missing = "'" + fun + "' is not available.";
        Map<String, Object> docs = FunctionDocs.matching(functions, fun + "*");
        if (docs.isEmpty()) {
            throw new SaltCallException(EXIT_NO_SUCH_FUNCTION, missing);
        }
        docs.put(fun, missing);
        return docs;
    }

    private FunctionOutcome run(Call call, FunctionEntry entry, String jid) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("fun", call.fun());
        job.put("pid", ProcessHandle.current().pid());
        job.put("jid", jid);
        job.put("tgt", "salt-call");
        proc.write(jid, job);
        try {
            JobFacts facts = new JobFacts(jid, call.fun(), "", job);
            MinionContext context = new MinionContext(surroundings.around(), facts, new ChildProcesses());
            return new FunctionCall(context).runOrThrow(call.fun(), call.arg());
        } catch (Exception failed) {
            throw new SaltCallException(EXIT_FAILED, words(entry, failed));
        } finally {
            proc.remove(jid);
        }
    }

    private static String words(FunctionEntry entry, Exception failed) {
        if (failed instanceof ArgumentBindingException) {
            return "\nPassed invalid arguments: " + failed.getMessage() + ".\n\nUsage:\n" + entry.doc();
        }
        if (failed instanceof CommandNotFoundException) {
            return "Command required for '" + entry.name() + "' not found: " + failed.getMessage();
        }
        if (failed instanceof CommandExecutionException) {
            return "Error running '" + entry.name() + "': " + failed.getMessage();
        }
        if (failed instanceof InvocationException) {
            return failed.getMessage();
        }
        return PyText.str(Traceback.of(failed));
    }

    @Override
    public void close() {
        grains.close();
        if (surroundings != null) {
            surroundings.close();
        }
    }
}
