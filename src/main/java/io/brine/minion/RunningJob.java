package io.brine.minion;

import io.brine.functions.ChildProcesses;
import java.util.Map;

/** One job that runs now. @param entry {pid, ...load}: what {@code saltutil.find_job} answers */
record RunningJob(String jid, Map<String, Object> entry, Thread thread, ChildProcesses children) {
    /** Ends the job's commands with this signal and interrupts its own waiting. */
    void signal(int number) {
        children.signal(number);
        thread.interrupt();
    }
}
