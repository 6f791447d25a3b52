package io.brine.monitor.health;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The keys of ephemeral minions that are GONE for {@code classes:forget_after}: deleted together, as the others sign in anew each time. */
final class GoneKeys {
    private static final long EVERY_MILLIS = 3_600_000;

    private final long afterMillis;
    private final HealthRoads roads;
    private long lastAt;

    /** @param afterMillis 0: none is ever deleted */
    GoneKeys(long afterMillis, HealthRoads roads, long now) {
        this.afterMillis = afterMillis;
        this.roads = roads;
        this.lastAt = now;
    }

    /** @param isFrozen whether the fault may be ours */
    void tick(Collection<Watched> minions, boolean isFrozen, long now) {
        if (afterMillis == 0 || isFrozen || now - lastAt < EVERY_MILLIS) {
            return;
        }
        lastAt = now;
        List<String> due = new ArrayList<>();
        for (Watched minion : minions) {
            boolean isGone =
                    minion.kind() == MinionClass.EPHEMERAL && minion.state().phase() == HealthPhase.GONE;
            if (isGone && !minion.isLinked() && now - minion.state().since() >= afterMillis) {
                due.add(minion.id());
            }
        }
        if (!due.isEmpty()) {
            roads.forget(due);
        }
    }
}
