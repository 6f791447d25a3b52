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
            if (isDue(minion, now)) {
                due.add(minion.id());
            }
        }
        if (!due.isEmpty()) {
            roads.forget(due);
        }
    }

    /** Not while a person has set it aside, and not where its key is the trouble: whoever came with another one would be let in then. */
    private boolean isDue(Watched minion, long now) {
        HealthState state = minion.state();
        return minion.kind() == MinionClass.EPHEMERAL
                && state.phase() == HealthPhase.GONE
                && state.cls() != DownClass.KEY
                && !state.isInMaintenance(now)
                && !minion.isLinked()
                && now - state.since() >= afterMillis;
    }
}
