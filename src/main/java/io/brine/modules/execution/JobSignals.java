package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.CallContext;
import io.brine.target.Fnmatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The jobs that run on this minion, seen and signalled from another job. Source: 3006.0 salt/modules/saltutil.py */
final class JobSignals {
    static final int SIGKILL = 9;
    static final int SIGTERM = 15;

    private final CallContext context;

    JobSignals(CallContext context) {
        this.context = context;
    }

    /** Every job but the one that asks. */
    List<Map<String, Object>> running() {
        return context.minion().runningJobs().stream()
                .filter(job -> !context.job().jid().equals(job.get("jid")))
                .toList();
    }

    /** The jobs whose function a glob matches; of a job with several functions one is enough. */
    List<Map<String, Object>> running(String glob) {
        return running().stream()
                .filter(job -> {
                    Object fun = job.getOrDefault("fun", "");
                    List<?> funs = fun instanceof List<?> list ? list : List.of(fun);
                    return funs.stream().anyMatch(each -> Fnmatch.matches(glob, PyText.str(each)));
                })
                .toList();
    }

    /** The proc entry of a job, empty if it does not run. */
    Map<String, Object> find(String jid) {
        return running().stream()
                .filter(job -> jid.equals(job.get("jid")))
                .findFirst()
                .orElse(Map.of());
    }

    /** Tells what was done; empty if there is no such job. */
    String signal(String jid, int signal) {
        Map<String, Object> job = find(jid);
        if (job.isEmpty()) {
            return "";
        }
        return context.minion().signalJob(jid, signal)
                ? "Signal " + signal + " sent to job " + jid + " at pid " + PyText.str(job.get("pid"))
                : "Job " + jid + " was not running and job data has been cleaned up";
    }

    List<String> signalAll(int signal) {
        List<String> done = new ArrayList<>();
        running().forEach(job -> done.add(signal(PyText.str(job.get("jid")), signal)));
        return done;
    }
}
