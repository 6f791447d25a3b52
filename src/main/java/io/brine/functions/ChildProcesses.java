package io.brine.functions;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The processes one job has started and still waits for, so that whoever ends the job can end them too. */
public final class ChildProcesses {
    private static final int SIGKILL = 9;

    private final Set<ProcessHandle> running = ConcurrentHashMap.newKeySet();

    public void started(ProcessHandle child) {
        running.add(child);
    }

    public void ended(ProcessHandle child) {
        running.remove(child);
    }

    public boolean isEmpty() {
        return running.isEmpty();
    }

    /** Ends the children and all their descendants: by SIGKILL if this is its number, by SIGTERM otherwise. */
    public void signal(int signal) {
        running.forEach(child -> endTree(child, signal == SIGKILL));
    }

    /** Ends a process and its descendants, the youngest last, so that no parent can start another. */
    public static void endTree(ProcessHandle root, boolean forcibly) {
        var descendants = root.descendants().toList();
        end(root, forcibly);
        descendants.forEach(each -> end(each, forcibly));
    }

    private static void end(ProcessHandle process, boolean forcibly) {
        if (forcibly) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
    }
}
