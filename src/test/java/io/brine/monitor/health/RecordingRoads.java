package io.brine.monitor.health;

import java.util.ArrayList;
import java.util.List;

/** Roads that only write down what they are asked. */
final class RecordingRoads implements HealthRoads {
    final List<String> asked = new ArrayList<>();
    final List<String> kicks = new ArrayList<>();
    final List<RepairOrder> orders = new ArrayList<>();
    final List<String> pulls = new ArrayList<>();
    final List<String> uptimes = new ArrayList<>();
    final List<String> forgotten = new ArrayList<>();
    /** Of whom it was asked why they are silent. */
    final List<String> lookedAt = new ArrayList<>();

    /** Whether minions are asked to pull files. */
    boolean canPull;

    @Override
    public void probe(String id) {
        asked.add(id);
    }

    @Override
    public boolean pulls() {
        return canPull;
    }

    @Override
    public void pull(String id) {
        pulls.add(id);
    }

    @Override
    public void uptimes(List<String> ids) {
        uptimes.addAll(ids);
    }

    @Override
    public void kick(String id, String why) {
        kicks.add(id);
    }

    @Override
    public void diagnose(String id) {
        lookedAt.add(id);
    }

    @Override
    public void forget(List<String> ids) {
        forgotten.addAll(ids);
    }

    @Override
    public void repair(RepairOrder order) {
        orders.add(order);
    }
}
