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
    public void diagnose(String id) {}

    @Override
    public void repair(RepairOrder order) {
        orders.add(order);
    }
}
