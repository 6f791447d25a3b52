package io.brine.monitor.health;

import java.util.Optional;

/** Why a minion is silent, from what can be seen around it (docs/monitoring/health.md, "Why is it down?"). */
final class Diagnosis {
    private Diagnosis() {}

    /**
     * What was seen.
     *
     * @param linked whether its connection to the publish port stands
     * @param asks whether its requests arrived after it fell silent
     * @param keyRefused whether it was refused for its key since then
     * @param portOpen whether the host takes connections to its ssh port from here; empty if there is no address to try
     * @param seenByNeighbours whether a minion beside it reaches that port; empty if nobody could be asked
     * @param siteIsCutOff whether nearly all of its site fell silent: hosts do not die all at once, ways do
     */
    record Evidence(
            boolean linked,
            boolean asks,
            boolean keyRefused,
            Optional<Boolean> portOpen,
            Optional<Boolean> seenByNeighbours,
            boolean siteIsCutOff) {}

    static DownClass of(Evidence seen) {
        if (seen.keyRefused()) {
            return DownClass.KEY;
        }
        if (seen.asks()) {
            return seen.linked() ? DownClass.LINK : DownClass.BLOCKED_4505;
        }
        if (seen.linked() || seen.portOpen().orElse(false)) {
            return DownClass.PROCESS;
        }
        return seen.seenByNeighbours().orElse(seen.siteIsCutOff()) ? DownClass.PATH : DownClass.HOST;
    }
}
