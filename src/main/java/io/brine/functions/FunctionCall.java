package io.brine.functions;

import io.brine.data.PyText;
import io.brine.data.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what a job asks for and turns every outcome into the words of Salt (PROTOCOL 5.6). The minion and
 * {@code salt-call} both go through here. Source: 3006.0 salt/minion.py _thread_return, _thread_multi_return
 */
public final class FunctionCall {
    private static final Logger log = LoggerFactory.getLogger(FunctionCall.class);
    private static final String REFRESH_PILLAR = "saltutil.refresh_pillar";

    private final FunctionRegistry functions;
    private final CallContext context;

    public FunctionCall(CallContext context) {
        this.functions = context.functions();
        this.context = context;
    }

    /**
     * Runs one function.
     *
     * @param arg as published: keyword arguments still among them
     * @throws InterruptedException if the job was ended from outside; Salt sends no return then
     */
    public FunctionOutcome run(String fun, List<?> arg) throws InterruptedException {
        Optional<FunctionEntry> entry = functions.find(fun);
        if (entry.isEmpty()) {
            return FunctionOutcome.error(notAvailable(fun));
        }
        try {
            Object returned = execute(entry.get(), arg);
            return FunctionOutcome.of(returned, retcode(returned), entry.get().outputter());
        } catch (Exception | Error e) {
            passOnInterrupt(e);
            return FunctionOutcome.error(message(entry.get(), e));
        }
    }

    /**
     * As {@link #run}, for a caller who tells of failures in words of its own: exceptions come through.
     *
     * @throws IllegalArgumentException if there is no such function
     */
    public FunctionOutcome runOrThrow(String fun, List<?> arg) throws Exception {
        FunctionEntry entry =
                functions.find(fun).orElseThrow(() -> new IllegalArgumentException("'" + fun + "' is not available."));
        Object returned = execute(entry, arg);
        return FunctionOutcome.of(returned, retcode(returned), entry.outputter());
    }

    /**
     * Runs several functions one after the other.
     *
     * @param args one list of arguments for each function
     * @param ordered {@code multifunc_ordered}: lists instead of maps by function name
     * @throws InterruptedException if the job was ended from outside
     */
    public FunctionOutcome runAll(List<String> funs, List<? extends List<?>> args, boolean ordered)
            throws InterruptedException {
        List<Object> returns = new ArrayList<>();
        List<Object> retcodes = new ArrayList<>();
        List<Object> successes = new ArrayList<>();
        for (int i = 0; i < funs.size(); i++) {
            FunctionOutcome one = runOneOfMany(funs.get(i), i < args.size() ? args.get(i) : List.of());
            returns.add(one.returned());
            retcodes.add(one.isError() ? null : one.retcode());
            successes.add(one.success());
        }
        if (ordered) {
            return new FunctionOutcome(returns, retcodes, successes, Optional.empty(), false);
        }
        Map<String, Object> retcodeByName = byName(funs, retcodes);
        retcodeByName.values().removeIf(each -> each == null);
        return new FunctionOutcome(
                byName(funs, returns), retcodeByName, byName(funs, successes), Optional.empty(), false);
    }

    private FunctionOutcome runOneOfMany(String fun, List<?> arg) throws InterruptedException {
        Optional<FunctionEntry> entry = functions.find(fun);
        if (entry.isEmpty()) {
            return FunctionOutcome.error("'" + fun + "' is not available.");
        }
        try {
            Object returned = execute(entry.get(), arg);
            return FunctionOutcome.of(returned, retcode(returned), Optional.empty());
        } catch (Exception | Error e) {
            passOnInterrupt(e);
            log.warn("The minion function {} caused an exception: {}", fun, e.toString());
            return FunctionOutcome.error(Traceback.of(e));
        }
    }

    private Object execute(FunctionEntry entry, List<?> arg) throws Exception {
        refuseBlackout(entry.name());
        refuseExecutors();
        PublishedArguments published = PublishedArguments.of(entry.parameters(), arg);
        Map<String, Object> kwargs = new LinkedHashMap<>(published.kwargs());
        if (entry.parameters().varKwargs()) {
            context.job().load().forEach((key, value) -> kwargs.put("__pub_" + key, value));
        }
        context.retcode(0);
        return functions.call(context, entry.name(), published.args(), kwargs);
    }

    private void refuseBlackout(String fun) {
        boolean isBlackedOut = context.master().isConnected() && isForbidden(context.pillar(), fun)
                || isForbidden(context.grains(), fun);
        if (isBlackedOut) {
            throw new InvocationException("Minion in blackout mode. Set 'minion_blackout' to False in pillar or grains"
                    + " to resume operations. Only saltutil.refresh_pillar allowed in blackout mode.");
        }
    }

    private static boolean isForbidden(Map<String, Object> data, String fun) {
        return Trees.isTruthy(data.get("minion_blackout"))
                && !fun.equals(REFRESH_PILLAR)
                && !(data.get("minion_blackout_whitelist") instanceof List<?> allowed && allowed.contains(fun));
    }

    /** Only calling directly is known; a job that asks for more must not silently get less. */
    private void refuseExecutors() {
        Object asked = context.job().load().get("module_executors");
        List<?> executors = asked instanceof List<?> list ? list : asked == null ? List.of() : List.of(asked);
        for (Object executor : executors) {
            if (!"direct_call".equals(executor)) {
                throw new InvocationException("Executor '" + PyText.str(executor) + "' is not available");
            }
        }
    }

    /** The retcode set by the function; a map that says it failed fails. */
    private int retcode(Object returned) {
        boolean saysItFailed = returned instanceof Map<?, ?> map
                && (map.containsKey("result") && !Trees.isTruthy(map.get("result"))
                        || map.containsKey("success") && !Trees.isTruthy(map.get("success")));
        return context.retcode() == 0 && saysItFailed ? 1 : context.retcode();
    }

    private Object notAvailable(String fun) {
        String missing = "'" + fun + "' is not available.";
        Map<String, Object> docs = FunctionDocs.matching(functions, fun + "*");
        if (docs.isEmpty()) {
            return missing;
        }
        docs.put(fun, missing);
        return docs;
    }

    private String message(FunctionEntry entry, Throwable problem) {
        String fun = entry.name();
        if (problem instanceof CommandNotFoundException) {
            return "Command required for '" + fun + "' not found: " + problem.getMessage();
        }
        if (problem instanceof CommandExecutionException) {
            log.error("A command in '{}' had a problem: {}", fun, problem.getMessage());
            return "ERROR: " + problem.getMessage();
        }
        if (problem instanceof InvocationException) {
            log.error("Problem executing '{}': {}", fun, problem.getMessage());
            return "ERROR executing '" + fun + "': " + problem.getMessage();
        }
        if (problem instanceof ArgumentBindingException) {
            log.warn("Passed invalid arguments to {}: {}", fun, problem.getMessage());
            return "Passed invalid arguments to " + fun + ": " + problem.getMessage() + "\n" + entry.doc();
        }
        log.warn("The minion function {} caused an exception", fun, problem);
        context.minion()
                .fireLocal(
                        "_salt_error",
                        Map.of(
                                "message",
                                "The minion function caused an exception",
                                "args",
                                List.of("The minion function caused an exception")));
        return "The minion function caused an exception: " + Traceback.of(problem);
    }

    /** Interruption means the job was killed, in whatever exception it arrives here. */
    private static void passOnInterrupt(Throwable problem) throws InterruptedException {
        if (problem instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("the job was ended while it ran");
        }
    }

    private static Map<String, Object> byName(List<String> funs, List<Object> values) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < funs.size(); i++) {
            map.put(funs.get(i), values.get(i));
        }
        return map;
    }
}
