package io.brine.monitor.health;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** How many minions there are, how many of them are lost, and when the losses came: of the fleet and of each site. */
final class FleetView {
    /** Losses are remembered for the storm's window; more than these say nothing more. */
    private static final int MOST_LOSSES = 100_000;

    private final Map<String, Count> sites = new TreeMap<>();
    private final Map<String, Deque<Long>> losses = new HashMap<>();
    private Count fleet = Count.NONE;

    /** @param known who was there before and may be lost @param affected of those, who are lost and not given up
     *  @param curable of those, who are suspected or could be cured by a restart
     *  @param newLosses within the window */
    record Count(int known, int affected, int curable, int newLosses) {
        static final Count NONE = new Count(0, 0, 0, 0);
        private static final double NEARLY_ALL = 0.9;
        private static final int FEWEST_OF_A_SITE = 5;

        /** Whether nearly all are lost, where there are enough to say so. */
        boolean isCutOff() {
            return known >= FEWEST_OF_A_SITE && affected >= NEARLY_ALL * known;
        }

        Count plus(Count other) {
            return new Count(
                    known + other.known,
                    affected + other.affected,
                    curable + other.curable,
                    newLosses + other.newLosses);
        }
    }

    /** A minion of this site was lost. */
    void lost(String site, long now) {
        Deque<Long> times = losses.computeIfAbsent(site, first -> new ArrayDeque<>());
        if (times.size() < MOST_LOSSES) {
            times.addLast(now);
        }
    }

    /** What was lost before we were ill is no news. */
    void forgetLosses() {
        losses.clear();
    }

    /** Counts anew. */
    void count(Iterable<Watched> minions, long now) {
        Map<String, int[]> seen = new HashMap<>();
        for (Watched minion : minions) {
            HealthState state = minion.state();
            if (!state.phase().isKnown() || state.isInMaintenance(now) || minion.mayGo()) {
                continue;
            }
            int[] counts = seen.computeIfAbsent(minion.site(), first -> new int[3]);
            counts[0]++;
            if (state.phase().isAffected() && !minion.isDoubted()) {
                counts[1]++;
                boolean hopeless = state.phase() == HealthPhase.DOWN
                        && state.cls() != DownClass.NONE
                        && state.cls() != DownClass.PROCESS;
                counts[2] += hopeless ? 0 : 1;
            }
        }
        sites.clear();
        seen.forEach((site, counts) -> sites.put(site, new Count(counts[0], counts[1], counts[2], 0)));
    }

    /** Losses older than the window are none any more. */
    void age(long now, long windowMillis) {
        fleet = Count.NONE;
        sites.replaceAll((site, count) -> {
            Deque<Long> times = losses.get(site);
            while (times != null && !times.isEmpty() && now - times.peekFirst() >= windowMillis) {
                times.removeFirst();
            }
            int recent = times == null ? 0 : times.size();
            Count aged = count.newLosses() == recent
                    ? count
                    : new Count(count.known(), count.affected(), count.curable(), recent);
            fleet = fleet.plus(aged);
            return aged;
        });
    }

    Count fleet() {
        return fleet;
    }

    Map<String, Count> sites() {
        return sites;
    }

    Count site(String name) {
        return sites.getOrDefault(name, Count.NONE);
    }
}
