package io.brine.monitor.health;

import java.util.ArrayList;
import java.util.List;

/**
 * What is asked of a minion that is RECOVERING, beside its probes: to pull a file, which it must do well before it is UP, and how long
 * its host has been up, which tells a reboot from a restart. A minion that cannot pull is not kept for ever: after ten minutes it is
 * UP, and DEGRADED.
 */
final class Probation {
    private static final long PATIENCE_MILLIS = 600_000;
    /** A pull that was wrong, or lost, is tried again. */
    private static final long AGAIN_MILLIS = 20_000;
    /** Thousands come back at once; a pull is some tens of KiB. */
    private static final double PULLS_PER_SECOND = 20;
    /** Those who come back within that time are asked by one job. */
    private static final long TOGETHER_MILLIS = 2_000;
    /** A loss is noticed after it has happened, by half a minute at most where heartbeats go. */
    private static final long NOTICED_MILLIS = 60_000;

    private final HealthRoads roads;
    private final TokenBucket pulls;
    private final List<String> uptimes = new ArrayList<>();
    private long uptimesAskedAt;

    Probation(HealthRoads roads, long now) {
        this.roads = roads;
        this.pulls = new TokenBucket((int) PULLS_PER_SECOND, now);
    }

    /** Once a tick for each minion that is RECOVERING. */
    void look(Watched minion, long now) {
        Watched.Return shown = minion.itsReturn();
        if (!minion.isLinked() || minion.state().answers() == 0) {
            return;
        }
        if (!shown.uptimeAsked) {
            shown.uptimeAsked = true;
            uptimes.add(minion.id());
        }
        boolean isDue = !shown.pulled && now - shown.pullAskedAt >= AGAIN_MILLIS;
        if (isDue && roads.pulls() && pulls.take()) {
            shown.pullAskedAt = now;
            roads.pull(minion.id());
        }
    }

    void tick(long now) {
        pulls.fill(PULLS_PER_SECOND, now);
        if (!uptimes.isEmpty() && now - uptimesAskedAt >= TOGETHER_MILLIS) {
            uptimesAskedAt = now;
            roads.uptimes(List.copyOf(uptimes));
            uptimes.clear();
        }
    }

    /** Whether its file pulls are good enough to be UP. */
    boolean hasPulled(Watched minion, long now) {
        return minion.itsReturn().pulled
                || !roads.pulls()
                || now - minion.state().since() >= PATIENCE_MILLIS;
    }

    /** @param trouble empty if the pull went well */
    void pulled(Watched minion, String trouble) {
        minion.itsReturn().pulled |= trouble.isEmpty();
        minion.itsReturn().pullTrouble = trouble.isEmpty() ? "" : "pulls no files: " + trouble;
    }

    /** @return what that says of the time it was away */
    String uptime(Watched minion, long seconds, long now) {
        String up = "its host has been up for " + seconds + " s";
        boolean isNew = seconds * 1000 < now - minion.lostAt() + NOTICED_MILLIS;
        String words = minion.lostAt() == 0 ? up : up + (isNew ? ": it was rebooted" : ": it was not rebooted");
        minion.itsReturn().uptime = words;
        return words;
    }
}
