package io.brine.functions;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code saltutil}, {@code event}, {@code mine} and {@code sys} ask of the daemon they run in. */
public interface MinionServices {
    /** The proc entries of the jobs that run now: the publish load with {@code pid}. */
    List<Map<String, Object>> runningJobs();

    Optional<Map<String, Object>> runningJob(String jid);

    /** Interrupts the job and ends its child processes with this signal number; false if it does not run. */
    boolean signalJob(String jid, int signal);

    /** Fires on the minion's own bus. */
    void fireLocal(String tag, Map<String, Object> data);

    /** Asks the master for the pillar again and takes it; false if that failed. */
    boolean refreshPillar();

    /**
     * The pillar compiled afresh for this call only.
     *
     * @throws CommandExecutionException if it could not be had
     */
    Map<String, Object> compilePillar(PillarQuery query);

    void refreshGrains();

    void refreshModules();
}
