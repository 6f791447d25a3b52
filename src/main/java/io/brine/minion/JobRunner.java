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
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each job in a thread of its own, named {@code job-<jid>}, and hands its return on. Source: 3006.0 salt/minion.py
 * Minion._handle_decoded_payload, _thread_return, _return_pub
 */
final class JobRunner {
    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);
    private static final long LIMIT_RECHECK_MILLIS = 10_000;

    /** Makes the surroundings of one job. */
    @FunctionalInterface
    interface ContextSource {
        CallContext of(JobFacts job, ChildProcesses children);
    }

    private final MinionConfig config;
    private final RunningJobs running;
    private final ProcFiles proc;

    JobRunner(MinionConfig config, RunningJobs running, ProcFiles proc) {
        this.config = config;
        this.running = running;
        this.proc = proc;
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
        try {
            awaitTurn(jid);
            running.find(jid).ifPresent(job -> proc.write(jid, job.entry()));
            log.info("Running job {}: {}", jid, load.get("fun"));
            FunctionOutcome outcome = call(load, contexts.of(facts(load, jid), children));
            running.remove(jid);
            proc.remove(jid);
            returned.accept(returnLoad(load, jid, outcome));
        } catch (InterruptedException ended) {
            log.warn("Job {} was ended by a signal; it has no return", jid);
        } catch (RuntimeException | Error broken) {
            log.error("Job {} could not be run", jid, broken);
        } finally {
            running.remove(jid);
            proc.remove(jid);
        }
    }

    /** {@code process_count_max}: jobs above it wait. Those who ask about jobs, or end them, do not. */
    private void awaitTurn(String jid) throws InterruptedException {
        int max = config.jobs().processCountMax();
        while (max > 0 && running.count() > max) {
            log.warn("Maximum number of jobs reached, job {} waits ...", jid);
            Thread.sleep(LIMIT_RECHECK_MILLIS);
        }
    }

    private static JobFacts facts(Map<String, Object> load, String jid) {
        Object fun = load.get("fun");
        String user = load.get("user") instanceof String name ? name : "";
        return new JobFacts(jid, fun instanceof String name ? name : "", user, load);
    }

    private FunctionOutcome call(Map<String, Object> load, CallContext context) throws InterruptedException {
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
