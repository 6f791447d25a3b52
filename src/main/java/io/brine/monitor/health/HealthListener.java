package io.brine.monitor.health;

import io.brine.monitor.health.HealthBook.IncidentView;
import io.brine.monitor.health.HealthBook.RepairView;
import java.util.List;

/** Told of everything the watch sees and does, on its one thread: must not block. Metrics, the bus and the alerts are listeners. */
public interface HealthListener {
    /** Tells nobody. */
    HealthListener NONE = new HealthListener() {};

    /**
     * The word of a minion has changed.
     *
     * @param site empty if nobody knows @param incident the number of the one it belongs to; 0 for none
     * @param log what log rules have found about it lately, at most three lines; empty without an incident
     * @param isExpected whether it is a minion that comes and goes, and has, and was of no incident: nobody has to know
     */
    record StateChange(
            String id,
            HealthWord from,
            HealthWord to,
            String reason,
            long at,
            String site,
            long incident,
            List<String> log,
            boolean isExpected) {
        public StateChange {
            log = List.copyOf(log);
        }
    }

    default void onState(StateChange change) {}

    /** A probe was answered. */
    default void onPing(String id, long millis) {}

    /** @param what start or ret */
    default void onRepair(RepairView repair, String what) {}

    /** @param what open, update or close */
    default void onIncident(IncidentView incident, String what) {}

    default void onBreaker(Breaker breaker, boolean opened) {}

    /** Somebody uses a minion's name without its key. */
    default void onSecurity(String id, String what) {}

    /** A check of one minion is good, warn or bad now and was not before. */
    default void onCheck(String check, String id, String verdict, String value) {}

    /** Both, one after the other. */
    default HealthListener and(HealthListener other) {
        return new BothListeners(this, other);
    }
}
