package io.brine.monitor.health;

import io.brine.config.HealthConfig;
import io.brine.monitor.health.HealthListener.StateChange;
import io.brine.monitor.health.HealthSign.Kind;
import java.util.EnumSet;
import java.util.Set;

/** What follows when a minion goes from one state to the next: what it counts for, which incident it is under, what is done, who is told. */
final class Transitions {
    /** Thousands wait for their turn to be looked at; an answer that has not come after that time never will. */
    private static final long LOST_DIAGNOSIS_MILLIS = 600_000;
    /** What is no news of a minion that may go. */
    private static final Set<HealthWord> GOING =
            EnumSet.of(HealthWord.SUSPECT, HealthWord.DOWN, HealthWord.GONE, HealthWord.RECOVERING, HealthWord.UP);

    private final HealthConfig config;
    private final HealthRoads roads;
    private final HealthListener listener;
    private final Gates gates;
    private final FleetView fleet;
    private final IncidentBook incidents;
    private final RepairDesk desk;
    private final Probation probation;
    /** Whether words say that the master cannot tell. */
    private boolean isIll;
    /** Whether the counts of the fleet are out of date. */
    private boolean isMoved = true;

    /** What a change of state has to do with. */
    record Parts(Gates gates, FleetView fleet, IncidentBook incidents, RepairDesk desk, Probation probation) {}

    Transitions(HealthConfig config, HealthRoads roads, HealthListener listener, Parts parts) {
        this.config = config;
        this.roads = roads;
        this.listener = listener;
        this.gates = parts.gates();
        this.fleet = parts.fleet();
        this.incidents = parts.incidents();
        this.desk = parts.desk();
        this.probation = parts.probation();
    }

    /** A sign of a minion, and all that comes of it. */
    void sign(Watched minion, HealthSign sign, long now) {
        boolean proves = sign.kind() == Kind.LOST || sign.kind() == Kind.UNANSWERED;
        if (minion.isDoubted() && proves) {
            believe(minion, now);
        }
        HealthState before = minion.state();
        HealthRules.Now here = new HealthRules.Now(
                now,
                gates.isFrozen(),
                gates.isStormy(minion.site()),
                probation.hasPulled(minion, now),
                minion.itsReturn().isOnProbation,
                minion.kind());
        HealthState after = HealthRules.next(before, sign, here, config);
        if (after.phase() != before.phase()) {
            minion.doubted(sign.kind() == Kind.ABSENT);
        }
        become(minion, after, now);
    }

    /** What was a doubt is a loss. */
    private void believe(Watched minion, long now) {
        minion.doubted(false);
        if (minion.mayGo()) {
            return;
        }
        become(minion, minion.state().flapping(minion.state().flap().lost(config.signals(), now)), now);
        countLoss(minion, now);
        isMoved = true;
    }

    private void countLoss(Watched minion, long now) {
        if (!minion.state().isInMaintenance(now) && !minion.mayGo()) {
            fleet.lost(minion.site(), now);
        }
    }

    void become(Watched minion, HealthState after, long now) {
        HealthState before = minion.state();
        if (after == before) {
            return;
        }
        HealthWord wordBefore = word(minion, isIll, now);
        minion.is(after);
        isMoved |= before.phase() != after.phase()
                || before.cls() != after.cls()
                || before.maintenance() != after.maintenance();
        if (before.phase() != after.phase()) {
            moved(minion, before, now);
        } else if (before.cls() != after.cls()) {
            group(minion, now);
        }
        tell(minion, wordBefore, now);
    }

    private void moved(Watched minion, HealthState before, long now) {
        desk.moved(minion, before.phase(), now);
        switch (minion.state().phase()) {
            case SUSPECT -> suspected(minion, before, now);
            case DOWN -> {
                boolean isNew = before.phase() == HealthPhase.SUSPECT || before.phase() == HealthPhase.UNSEEN;
                if (isNew && !minion.mayGo()) {
                    gates.stormOf(minion.site()).ifPresent(storm -> attach(minion, storm, now));
                }
                if (isNew || minion.state().cls() == DownClass.NONE) {
                    diagnose(minion, now);
                }
            }
            case RECOVERING -> minion.itsReturn().begin();
            case UP -> minion.wellAgain();
            case FAILED -> group(minion, now);
            default -> {}
        }
    }

    private void suspected(Watched minion, HealthState before, long now) {
        if (before.phase() == HealthPhase.DOWN) {
            roads.kick(minion.id(), DownClass.LINK.words());
            return;
        }
        if (before.phase() == HealthPhase.UP) {
            minion.lost(now);
        }
        if (!minion.isDoubted()) {
            countLoss(minion, now);
        }
    }

    /** Nobody asks why a minion is away that may go. */
    void diagnose(Watched minion, long now) {
        if (minion.mayGo()) {
            return;
        }
        if (!minion.isDiagnosing() || now - minion.diagnosedAt() >= LOST_DIAGNOSIS_MILLIS) {
            minion.diagnosing(now);
            roads.diagnose(minion.id());
        }
    }

    /** Under one incident with all that have the same cause. A minion that may go has one only when a person has to act: its key. */
    private void group(Watched minion, long now) {
        HealthState state = minion.state();
        if (state.isInMaintenance(now) || minion.mayGo() && state.phase() != HealthPhase.FAILED) {
            return;
        }
        boolean shared = state.cls() == DownClass.HOST || state.cls() == DownClass.PATH;
        String key = gates.stormOf(minion.site())
                .orElse(shared ? state.cls() + ":" + minion.site() : "minion:" + minion.id());
        attach(minion, key, now);
    }

    private void attach(Watched minion, String key, long now) {
        incidents.attach(minion.id(), key, cause(minion), now);
    }

    private static String cause(Watched minion) {
        HealthState state = minion.state();
        return state.cls() == DownClass.NONE ? state.reason() : state.cls().words();
    }

    // --- what is shown

    /** Whether the master itself is ill: then nobody can tell, of all that are not UP. */
    void ill(boolean ill, Iterable<Watched> minions, long now) {
        if (ill != isIll) {
            isIll = ill;
            minions.forEach(minion -> tell(minion, word(minion, !ill, now), now));
        }
    }

    boolean isIll() {
        return isIll;
    }

    private static HealthWord word(Watched minion, boolean ill, long now) {
        return HealthWord.of(minion.state(), ill, now);
    }

    private void tell(Watched minion, HealthWord before, long now) {
        HealthWord after = word(minion, isIll, now);
        if (after == before) {
            return;
        }
        String reason = reason(minion, now);
        long incident = incidents.numberOf(minion.id());
        minion.changed(new Watched.Change(now, before, after, reason));
        listener.onState(new StateChange(
                minion.id(),
                before,
                after,
                reason,
                now,
                minion.site(),
                incident,
                incidents.logOf(minion.id()),
                minion.mayGo() && GOING.contains(after) && incident == 0));
    }

    /** Why it is as it is, in words. */
    String reason(Watched minion, long now) {
        HealthState state = minion.state();
        if (state.isInMaintenance(now)) {
            return state.maintenance().why();
        }
        if (state.phase() == HealthPhase.UP && !state.degraded().isEmpty()) {
            return state.degraded();
        }
        String uptime = minion.itsReturn().uptime;
        if (state.phase() == HealthPhase.UP && !uptime.isEmpty()) {
            return state.reason() + "; " + uptime;
        }
        if (state.phase() == HealthPhase.DOWN && state.cls() != DownClass.NONE) {
            return state.cls().words();
        }
        boolean isAway = state.phase() == HealthPhase.DOWN || state.phase() == HealthPhase.GONE;
        return isAway && minion.mayGo() ? minion.kind().word() + ": " + state.reason() : state.reason();
    }

    // --- the counts

    /** Something has changed that the fleet is counted by. */
    void touch() {
        isMoved = true;
    }

    /** Whether anything has changed since the last call. */
    boolean takeMoved() {
        boolean was = isMoved;
        isMoved = false;
        return was;
    }
}
