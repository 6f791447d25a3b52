package io.brine.minion;

import io.brine.config.MinionConfig;
import io.brine.data.Trees;
import io.brine.functions.CallContext;
import io.brine.functions.ChildProcesses;
import io.brine.functions.FunctionCall;
import io.brine.functions.FunctionOutcome;
import io.brine.functions.JobFacts;
import io.brine.functions.PublishedArguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each job in a thread of its own, named {@code job-<jid>}, and hands its return on. Source: 3006.0 salt/minion.py
 * Minion._handle_decoded_payload, _thread_return, _return_pub
 */
final class JobRunner {
    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

    /** These ask about jobs or end them: they do not wait for their turn, or nobody could end what blocks it. */
    private static final Set<String> ABOUT_JOBS = Set.of(
            "saltutil.find_job",
            "saltutil.running",
            "saltutil.is_running",
            "saltutil.term_job",
            "saltutil.term_all_jobs",
            "saltutil.kill_job",
            "saltutil.kill_all_jobs",
            "saltutil.signal_job");

    /** Makes the surroundings of one job. */
    @FunctionalInterface
    interface ContextSource {
        CallContext of(JobFacts job, ChildProcesses children);
    }

    private final MinionConfig config;
    private final RunningJobs running;
    private final ProcFiles proc;
    private final MinionListener listener;
    private final Semaphore turns;

    JobRunner(MinionConfig config, RunningJobs running, ProcFiles proc, MinionListener listener) {
        this.config = config;
        this.running = running;
        this.proc = proc;
        this.listener = listener;
        int max = config.jobs().processCountMax();
        this.turns = new Semaphore(max > 0 ? max : Integer.MAX_VALUE, true);
    }

    /**
     * Starts the job and comes back at once.
     *
     * @param load as published, checked, without serial
     * @param contexts of the master it came from
     * @param returned takes the {@code _return} load
     */
    void start(Map<String, Object> load, ContextSource contexts, Consumer<Map<String, Object>> returned) {
        String jid = Trees.text(load.get("jid"));
        ChildProcesses children = new ChildProcesses();
        Thread thread = new Thread(() -> run(load, jid, contexts, children, returned), "job-" + jid);
        thread.setDaemon(true);
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("pid", ProcessHandle.current().pid());
        entry.putAll(load);
        running.add(new RunningJob(jid, entry, thread, children));
        thread.start();
    }

    private void run(
            Map<String, Object> load,
            String jid,
            ContextSource contexts,
            ChildProcesses children,
            Consumer<Map<String, Object>> returned) {
        boolean hasTurn = false;
        try {
            hasTurn = awaitTurn(load.get("fun"), jid);
            RunningJob job = running.find(jid).orElseThrow();
            proc.write(jid, job.entry());
            listener.onJobStarted(jid, String.valueOf(load.get("fun")));
            FunctionOutcome outcome = call(load, contexts.of(facts(load, jid), children));
            if (job.isEnded()) {
                throw new InterruptedException("ended while it ran");
            }
            running.remove(jid);
            proc.remove(jid);
            returned.accept(returnLoad(load, jid, outcome));
        } catch (InterruptedException ended) {
            log.warn("Job {} was ended by a signal; it has no return", jid);
        } catch (RuntimeException | Error broken) {
            log.error("Job {} could not be run", jid, broken);
        } finally {
            turns.release(hasTurn ? 1 : 0);
            running.remove(jid);
            proc.remove(jid);
            listener.onJobEnded(jid);
        }
    }

    /** {@code process_count_max}: jobs above it wait. */
    private boolean awaitTurn(Object fun, String jid) throws InterruptedException {
        if (fun instanceof String name && ABOUT_JOBS.contains(name)) {
            return false;
        }
        if (!turns.tryAcquire()) {
            log.warn("Maximum number of processes reached while executing jid {}, waiting...", jid);
            turns.acquire();
        }
        return true;
    }

    /** The keyword marker is gone by the time a function sees its arguments in {@code __pub_arg}. */
    private static JobFacts facts(Map<String, Object> load, String jid) {
        Object fun = load.get("fun");
        String user = load.get("user") instanceof String name ? name : "";
        Map<String, Object> asSeen = new LinkedHashMap<>(load);
        asSeen.put("arg", PublishedArguments.withoutMarkers((List<?>) load.get("arg")));
        return new JobFacts(jid, fun instanceof String name ? name : "", user, asSeen);
    }

    /** By {@code disable_modules} and {@code whitelist_modules}: whom a publication may call; functions still call each other. */
    private Optional<String> closedFunction(Object fun) {
        List<?> names = fun instanceof List<?> list ? list : List.of(fun);
        return names.stream()
                .map(String::valueOf)
                .filter(name -> {
                    String module = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
                    List<String> open = config.jobs().whitelistModules();
                    return config.jobs().disableModules().contains(module) || !open.isEmpty() && !open.contains(module);
                })
                .findFirst();
    }

    private FunctionOutcome call(Map<String, Object> load, CallContext context) throws InterruptedException {
        Optional<String> closed = closedFunction(load.get("fun"));
        if (closed.isPresent()) {
            log.warn(
                    "Job {} of user {} asks for {}, which this minion's configuration closes",
                    load.get("jid"),
                    load.get("user"),
                    closed.get());
            return FunctionOutcome.error("'" + closed.get() + "' is not available.");
        }
        FunctionCall call = new FunctionCall(context);
        List<?> arg = (List<?>) load.get("arg");
        if (!(load.get("fun") instanceof List<?> funs)) {
            return call.run(Trees.text(load.get("fun")), arg);
        }
        List<String> names = new ArrayList<>();
        List<List<?>> args = new ArrayList<>();
        for (int i = 0; i < funs.size(); i++) {
            names.add(Trees.text(funs.get(i)));
            Object own = i < arg.size() ? arg.get(i) : null;
            args.add(own instanceof List<?> list ? list : own == null ? List.of() : List.of(own));
        }
        return call.runAll(names, args, config.jobs().multifuncOrdered());
    }

    /** {@code cmd, id, success, return, retcode, jid, fun, fun_args, [user], [master_id], [metadata], [out]} (PROTOCOL 8.4). */
    private Map<String, Object> returnLoad(Map<String, Object> load, String jid, FunctionOutcome outcome) {
        Map<String, Object> returned = new LinkedHashMap<>();
        returned.put("cmd", "_return");
        returned.put("id", config.id().value());
        returned.putAll(outcome.returnFields());
        returned.put("jid", jid);
        returned.put("fun", load.get("fun"));
        returned.put("fun_args", PublishedArguments.withoutMarkers((List<?>) load.get("arg")));
        for (String echoed : List.of("user", "master_id", "metadata")) {
            if (load.containsKey(echoed)) {
                returned.put(echoed, load.get(echoed));
            }
        }
        outcome.out().ifPresent(name -> returned.put("out", name));
        return returned;
    }
}
