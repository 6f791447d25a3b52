package io.brine.monitor.health;

import io.brine.monitor.health.HealthBook.IncidentView;
import io.brine.monitor.health.HealthBook.RepairView;

/** Two listeners that are one. */
record BothListeners(HealthListener first, HealthListener second) implements HealthListener {
    @Override
    public void onState(StateChange change) {
        first.onState(change);
        second.onState(change);
    }

    @Override
    public void onPing(String id, long millis) {
        first.onPing(id, millis);
        second.onPing(id, millis);
    }

    @Override
    public void onRepair(RepairView repair, String what) {
        first.onRepair(repair, what);
        second.onRepair(repair, what);
    }

    @Override
    public void onIncident(IncidentView incident, String what) {
        first.onIncident(incident, what);
        second.onIncident(incident, what);
    }

    @Override
    public void onBreaker(Breaker breaker, boolean opened) {
        first.onBreaker(breaker, opened);
        second.onBreaker(breaker, opened);
    }

    @Override
    public void onSecurity(String id, String what) {
        first.onSecurity(id, what);
        second.onSecurity(id, what);
    }

    @Override
    public void onCheck(String check, String id, String verdict, String value) {
        first.onCheck(check, id, verdict, value);
        second.onCheck(check, id, verdict, value);
    }
}
