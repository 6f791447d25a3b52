package io.brine.minion;

import io.brine.functions.ChildProcesses;
import java.util.Map;

/** One job that runs now. */
final class RunningJob {
    private final String jid;
    private final Map<String, Object> entry;
    private final Thread thread;
    private final ChildProcesses children;
    private volatile boolean ended;

    /** @param entry {pid, ...load}: what {@code saltutil.find_job} answers */
    RunningJob(String jid, Map<String, Object> entry, Thread thread, ChildProcesses children) {
        this.jid = jid;
        this.entry = entry;
        this.thread = thread;
        this.children = children;
    }

    String jid() {
        return jid;
    }

    Map<String, Object> entry() {
        return entry;
    }

    /** Whether somebody has ended it: then it has no return, whatever its function still makes of that. */
    boolean isEnded() {
        return ended;
    }

    /** Ends the job's commands with this signal, and its own waiting. Signal 0 only asks whether it is there. */
    void signal(int number) {
        if (number == 0) {
            return;
        }
        ended = true;
        thread.interrupt();
        children.signal(number);
    }
}
