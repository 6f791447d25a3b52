package io.brine.monitor.health;

import io.brine.config.HealthConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When hands are kept off: the breakers, over the counts of the fleet and the time, which both are handed in.
 *
 * <pre>
 *   SELF    the master is ill                 all are UNKNOWN, nobody goes DOWN, no repair; closes when it was well for 120 s
 *   START   it has just started, 300 s        the same
 *   KEYS    its shared key changed, 120 s     the same
 *   STORM   many were lost lately             no repair in that site, or in the fleet; without a new loss for 120 s it becomes
 *   RESIDUAL                                  one repair at first, twice as many after each success, one again after a failure
 *   EFFECT  three repairs in a row no cure    no repair until a person says so
 *   HOLD    a person                          no repair until a person says so
 * </pre>
 *
 * A storm measures <em>new</em> losses, not the number of the lost: forty machines that stay dark do not stop the repair of
 * three others for ever.
 */
final class Gates {
    static final String FLEET = "fleet";
    private static final int MOST_PARALLEL = 25;
    private static final double FASTEST_PER_SECOND = 1;
    private static final int VAIN_REPAIRS = 3;
    /** So many sites in a storm at once are the fleet's. */
    private static final int SITES_OF_A_FLEET_STORM = 3;

    private final Map<String, String> stormNames = new HashMap<>();
    private final HealthConfig config;
    private final Map<String, Breaker> open = new LinkedHashMap<>();
    private final Map<String, Integer> ramps = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private long wellSince;
    private int vain;

    /** @param opened or closed; a storm that turns residual is neither, and closes when its site is clean */
    record Change(Breaker breaker, boolean opened) {}

    Gates(HealthConfig config) {
        this.config = config;
    }

    // --- what opens and closes them

    /** The master has started. */
    void started(long now) {
        openFor("START", "the master has just started", config.hold().startMillis(), now);
    }

    /** The shared key was changed: minions come back one by one. */
    void keysChanged(String why, long now) {
        openFor("KEYS", "the shared key was changed: " + why, config.hold().keysMillis(), now);
    }

    private void openFor(String name, String why, long millis, long now) {
        if (millis > 0) {
            open(new Breaker(name, why, now, now + millis, false));
        }
    }

    void hold(String why, long now) {
        open(new Breaker("HOLD", why, now, 0, false));
    }

    /** As it was before the master stopped. */
    void reopen(String name, String why, long since) {
        open(new Breaker(name, why, since, 0, false));
    }

    /** By a person: HOLD, EFFECT. @return whether it was open */
    boolean release(String name) {
        if (name.equals("EFFECT")) {
            vain = 0;
        }
        return close(name);
    }

    /** A repair has ended. @param scope of the storm it was tried in, if any */
    void repaired(boolean cured, Optional<String> scope, long now) {
        scope.ifPresent(name ->
                ramps.computeIfPresent(name, (same, parallel) -> cured ? Math.min(MOST_PARALLEL, parallel * 2) : 1));
        vain = cured ? 0 : vain + 1;
        if (vain >= VAIN_REPAIRS) {
            open(new Breaker("EFFECT", vain + " repairs in a row did not help", now, 0, false));
        }
    }

    /** @param illness what is wrong with the master itself, if anything is */
    void tick(FleetView view, Optional<String> illness, long now) {
        self(illness, now);
        for (Breaker breaker : List.copyOf(open.values())) {
            if (breaker.until() > 0 && now >= breaker.until()) {
                close(breaker.name());
            }
        }
        if (!isFrozen()) {
            fleetStorm(view, now);
            siteStorms(view, now);
        }
    }

    private void self(Optional<String> illness, long now) {
        if (illness.isPresent()) {
            wellSince = 0;
            open(new Breaker("SELF", illness.get(), now, 0, false));
            return;
        }
        if (wellSince == 0) {
            wellSince = now;
        }
        if (now - wellSince >= config.hold().selfMillis()) {
            close("SELF");
        }
    }

    private void fleetStorm(FleetView view, long now) {
        FleetView.Count fleet = view.fleet();
        int limit = limit(fleet.known(), config.storm().fleetShare());
        long sites = open.values().stream()
                .filter(one -> one.name().startsWith("STORM(")
                        && !one.residual()
                        && !one.name().equals(storm(FLEET)))
                .count();
        boolean many = fleet.affected() >= limit || sites >= SITES_OF_A_FLEET_STORM;
        storm(FLEET, fleet, many, limit, now);
    }

    private void siteStorms(FleetView view, long now) {
        boolean covered = open.containsKey(storm(FLEET));
        List<String> over = open.keySet().stream()
                .filter(name -> name.startsWith("STORM(") && !name.equals(storm(FLEET)))
                .filter(name -> covered || !view.sites().containsKey(scope(name)))
                .toList();
        over.forEach(this::close);
        if (!covered) {
            view.sites().forEach((site, count) -> {
                int limit = limit(count.known(), config.storm().siteShare());
                storm(site, count, count.affected() >= limit, limit, now);
            });
        }
    }

    private int limit(int known, double share) {
        return Math.max(config.storm().siteMin(), (int) Math.ceil(known * share));
    }

    private void storm(String scope, FleetView.Count count, boolean many, int limit, long now) {
        Breaker was = open.get(storm(scope));
        boolean isNew = count.newLosses() > 0;
        if (was == null && many && isNew) {
            open(new Breaker(storm(scope), stormWords(scope, count), now, 0, false));
        } else if (was != null && !was.residual() && !isNew) {
            settle(was, now);
        } else if (was != null && was.residual() && count.newLosses() >= limit) {
            ramps.remove(scope);
            open.put(was.name(), new Breaker(was.name(), stormWords(scope, count), was.since(), 0, false));
        } else if (was != null && was.residual() && count.curable() == 0) {
            close(was.name());
        }
    }

    private static String stormWords(String scope, FleetView.Count count) {
        return count.affected() + " of " + count.known() + " in " + scope + " were lost together";
    }

    private void settle(Breaker was, long now) {
        ramps.put(scope(was.name()), 1);
        open.put(was.name(), new Breaker(was.name(), was.why(), was.since(), 0, true));
    }

    private void open(Breaker breaker) {
        Breaker was = open.get(breaker.name());
        if (was == null) {
            open.put(breaker.name(), breaker);
            changes.add(new Change(breaker, true));
        } else if (breaker.until() > was.until()) {
            open.put(breaker.name(), new Breaker(was.name(), breaker.why(), was.since(), breaker.until(), false));
        }
    }

    private boolean close(String name) {
        Breaker was = open.remove(name);
        if (was == null) {
            return false;
        }
        if (name.startsWith("STORM(")) {
            ramps.remove(scope(name));
        }
        changes.add(new Change(was, false));
        return true;
    }

    // --- what they say

    /** Since the last call. */
    List<Change> takeChanges() {
        List<Change> taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }

    List<Breaker> breakers() {
        return List.copyOf(open.values());
    }

    boolean isOpen(String name) {
        return open.containsKey(name);
    }

    /** Whether nobody may be called DOWN, as the fault may be ours. */
    boolean isFrozen() {
        return isOpen("SELF") || isOpen("START") || isOpen("KEYS");
    }

    /** Whether losses are still coming in, in this site or in the fleet. */
    boolean isStormy(String site) {
        return isStorming(FLEET) || isStorming(site);
    }

    private boolean isStorming(String scope) {
        Breaker storm = open.get(storm(scope));
        return storm != null && !storm.residual();
    }

    /** Why no repair may begin in this site; empty if one may, as far as {@link #limits} allow. */
    Optional<String> shut(String site) {
        for (String name : List.of("HOLD", "SELF", "START", "KEYS", "EFFECT")) {
            if (isOpen(name)) {
                return Optional.of(name);
            }
        }
        if (isStorming(FLEET)) {
            return Optional.of(storm(FLEET));
        }
        return isStorming(site) ? Optional.of(storm(site)) : Optional.empty();
    }

    /** The storm whose rest is being repaired there. */
    Optional<String> residualScope(String site) {
        return Optional.of(FLEET)
                .filter(ramps::containsKey)
                .or(() -> Optional.of(site).filter(ramps::containsKey));
    }

    /** The open storm a minion of this site belongs to, also when it is over but not cleaned up. */
    Optional<String> stormOf(String site) {
        return Optional.of(storm(FLEET))
                .filter(open::containsKey)
                .or(() -> Optional.of(storm(site)).filter(open::containsKey));
    }

    /** How many repairs may be under way at once and begin per second. */
    Limits limits() {
        Integer ramp = ramps.get(FLEET);
        return ramp == null
                ? new Limits(config.repair().parallel(), config.repair().perSecond())
                : new Limits(ramp, Math.min(FASTEST_PER_SECOND, config.repair().perSecond() * ramp));
    }

    /** In one site: as many as in the fleet, or fewer after a storm there. */
    int parallelIn(String site) {
        return Math.min(limits().parallel(), ramps.getOrDefault(site, Integer.MAX_VALUE));
    }

    /** @param parallel at once @param perSecond begun */
    record Limits(int parallel, double perSecond) {}

    /** Asked for each minion each second. */
    private String storm(String scope) {
        return stormNames.computeIfAbsent(scope, name -> "STORM(" + name + ")");
    }

    private static String scope(String storm) {
        return storm.substring("STORM(".length(), storm.length() - 1);
    }
}
