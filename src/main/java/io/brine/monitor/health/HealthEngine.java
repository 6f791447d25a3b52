package io.brine.monitor.health;

import io.brine.config.HealthConfig;
import io.brine.monitor.health.HealthRoads.RepairEnd;
import io.brine.monitor.health.HealthSign.Kind;
import io.brine.monitor.health.HealthState.Maintenance;
import io.brine.monitor.logs.LogHit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * The watch over all minions, without a thread and without a clock: signs come in, {@link #tick} is called once a second with the
 * time, and what is to be done goes out over {@link HealthRoads}. One caller at a time; readers take {@link EngineView}.
 */
final class HealthEngine implements RepairDesk.Feed {
    /** A silent minion is looked at again, for what ails it may change: a host that comes back with a dead minion. */
    private static final long DIAGNOSED_MILLIS = 60_000;
    /** How long a minion is away that was told to go. */
    private static final long EXPECTED_ABSENCE_MILLIS = 600_000;

    private final HealthConfig config;
    private final HealthRoads roads;
    private final HealthListener listener;
    private final Random random;
    private final Map<String, Watched> minions = new LinkedHashMap<>();
    private final FleetView fleet = new FleetView();
    private final Gates gates;
    private final IncidentBook incidents;
    private final RecentJobs jobs = new RecentJobs();
    private final RepairDesk desk;
    private final ProbePlan probes;
    private final Probation probation;
    private final Transitions transitions;
    private final GoneKeys goneKeys;
    private Predicate<String> mayRepair = id -> true;
    private String notHere = "";

    /** @param random only spreads the first probes @param now milliseconds, of a clock that never steps */
    HealthEngine(HealthConfig config, HealthRoads roads, HealthListener listener, Random random, long now) {
        this.config = config;
        this.roads = roads;
        this.listener = listener;
        this.random = random;
        this.gates = new Gates(config);
        this.incidents = new IncidentBook(listener);
        this.desk = new RepairDesk(config.repair(), gates, incidents, roads, listener, this, now);
        this.probes = new ProbePlan(config.signals(), now);
        this.probation = new Probation(roads, now);
        this.goneKeys = new GoneKeys(config.classes().forgetMillis(), roads, now);
        this.transitions = new Transitions(
                config, roads, listener, new Transitions.Parts(gates, fleet, incidents, desk, probation));
    }

    /** @param only whether a minion may be repaired at all @param elsewhere the master that repairs; empty if it is this one */
    void allow(Predicate<String> only, String elsewhere) {
        mayRepair = only;
        notHere = elsewhere;
    }

    // --- who there is

    /** An accepted minion, or one whose key waits. */
    void know(String id, String site, boolean accepted, long now) {
        Watched known = minions.get(id);
        if (known == null) {
            HealthState first = accepted
                    ? HealthState.first(HealthPhase.UNSEEN, now, "nothing was heard yet")
                    : HealthState.first(HealthPhase.PENDING, now, "its key is not accepted");
            long offset = (long) (random.nextDouble() * config.signals().deepEveryMillis());
            minions.put(id, new Watched(id, site, first, offset));
            transitions.touch();
            return;
        }
        if (!known.site().equals(site)) {
            transitions.touch();
            known.stands(site);
        }
        if (accepted && known.state().phase() == HealthPhase.PENDING) {
            sign(known, HealthSign.of(Kind.KEY_ACCEPTED), now);
        }
    }

    /** Whether it may come and go; if it may, what was given up or queued before is only away. */
    void classed(String id, MinionClass kind, long now) {
        Watched minion = minions.get(id);
        if (minion != null && minion.kind() != kind) {
            minion.is(kind);
            transitions.touch();
            if (kind.mayGo()) {
                String why = "silent: it is " + kind.word() + " now";
                sign(minion, HealthSign.of(Kind.GATES_SHUT, why), now);
                // What is GONE stays GONE, so that a restart does not begin its time anew.
                boolean isGivenUp = minion.state().phase() == HealthPhase.FAILED
                        && minion.state().cls() != DownClass.KEY;
                if (isGivenUp) {
                    sign(minion, HealthSign.of(Kind.RETRY, why), now);
                }
            }
        }
    }

    /** Back from the journal, before anything is known of it. */
    void remember(String id, HealthState state) {
        minions.put(id, new Watched(id, "", state, (long)
                (random.nextDouble() * config.signals().deepEveryMillis())));
        transitions.touch();
    }

    /** Its key is gone. */
    void forget(String id) {
        transitions.touch();
        minions.remove(id);
        desk.forget(id);
    }

    // --- what is noticed

    /** A sign of a minion; of one that nobody knows it is no sign. */
    void on(String id, HealthSign sign, long now) {
        Watched minion = minions.get(id);
        if (minion == null) {
            return;
        }
        if (sign.kind() == Kind.KEY_TROUBLE) {
            minion.keyRefused(now);
            listener.onSecurity(id, sign.why());
        }
        boolean deaf = sign.kind() == Kind.ALIVE
                && minion.isLinked()
                && minion.state().phase() == HealthPhase.SUSPECT
                && minion.state().unanswered() > 0;
        sign(minion, sign, now);
        if (deaf) {
            roads.kick(id, "half-open: it asks but does not hear");
            degrade(minion, "half-open: it asked but did not hear; its connection was closed", now);
        }
    }

    /** The answer to a probe. @param millis from the question to the answer */
    void answered(String id, long millis, long now) {
        Watched minion = minions.get(id);
        if (minion == null) {
            return;
        }
        minion.answered(now, millis);
        listener.onPing(id, millis);
        sign(minion, HealthSign.of(Kind.ANSWERED), now);
        boolean slow = minion.usualMillis() > config.signals().slowMillis();
        degrade(minion, slow ? slowWords(minion) : minion.itsReturn().pullTrouble, now);
    }

    /** How its pull of the canary file went. @param trouble in words; empty if it went well */
    void pulled(String id, String trouble, long now) {
        Watched minion = minions.get(id);
        if (minion == null) {
            return;
        }
        boolean better = !minion.itsReturn().pullTrouble.isEmpty() && trouble.isEmpty();
        probation.pulled(minion, trouble);
        if (!trouble.isEmpty() || better) {
            String words = minion.itsReturn().pullTrouble;
            incidents.note(id, words.isEmpty() ? "pulls files again" : words, now);
            degrade(minion, words, now);
        }
    }

    /** How long the host of a minion that came back has been up. */
    void uptime(String id, long seconds, long now) {
        Watched minion = minions.get(id);
        if (minion != null) {
            incidents.note(id, probation.uptime(minion, seconds, now), now);
        }
    }

    /** Messages to it are lost, as it does not take them. */
    void deaf(String id, String why, long now) {
        Watched minion = minions.get(id);
        if (minion != null) {
            degrade(minion, "deaf: " + why, now);
        }
    }

    private String slowWords(Watched minion) {
        String time = minion.usualMillis() + " ms to answer";
        return jobs.runningOn(minion.id())
                .map(fun -> "busy: " + time + " while it runs " + fun)
                .orElse("slow: " + time);
    }

    private void degrade(Watched minion, String how, long now) {
        boolean same = minion.state().degraded().isEmpty() == how.isEmpty();
        if (minion.state().phase() == HealthPhase.UP && !(same && how.isEmpty())) {
            transitions.become(minion, minion.state().degraded(how), now);
        }
    }

    /** Its connection to the publish port came or went. */
    void linked(String id, boolean stands, String why, long now) {
        Watched minion = minions.get(id);
        if (minion != null) {
            minion.linked(stands);
            if (!stands) {
                sign(minion, HealthSign.of(Kind.LOST, why), now);
            }
        }
    }

    /** A request in its name that proves nothing. */
    void refused(String id, long now) {
        Watched minion = minions.get(id);
        if (minion != null) {
            minion.requestRefused(now);
        }
    }

    void jobBegan(String jid, String fun, List<?> arg, String user, Collection<String> targets, long now) {
        jobs.began(jid, fun, user, targets, now);
        if (RecentJobs.takesAway(fun, arg)) {
            targets.forEach(id ->
                    maintenance(id, now + EXPECTED_ABSENCE_MILLIS, "expected absence: " + fun + " by " + user, now));
        }
    }

    void jobReturned(String jid, String id) {
        jobs.returned(jid, id);
    }

    /** A rule about log lines counted: evidence for the minions it is about. Nothing is done because of it. */
    void logged(LogHit hit, long now) {
        incidents.logged(hit, LogEvidence.minions(hit, minions::containsKey), now);
    }

    void started(long now) {
        gates.started(now);
    }

    void keysChanged(String why, long now) {
        gates.keysChanged(why, now);
    }

    /** The answer to {@link HealthRoads#diagnose}. */
    void diagnosed(String id, HostLook.Seen around, long now) {
        Watched minion = minions.get(id);
        if (minion == null) {
            return;
        }
        minion.diagnosed();
        long since = minion.state().since() - config.signals().graceMillis();
        Diagnosis.Evidence seen = new Diagnosis.Evidence(
                minion.isLinked(),
                minion.asksSince(since),
                minion.isKeyRefusedSince(since),
                around.fromHere(),
                around.byNeighbours(),
                fleet.site(minion.site()).isCutOff());
        sign(minion, HealthSign.classed(Diagnosis.of(seen)), now);
        if (incidents.numberOf(id) > 0 && minion.looked(around)) {
            incidents.note(id, around.words(), now);
        }
    }

    /** The answer to {@link HealthRoads#repair}. */
    void repairEnded(String id, RepairEnd end, long now) {
        if (minions.containsKey(id)) {
            desk.ended(id, end, now);
        }
    }

    // --- each second

    /** @param illness what is wrong with the master itself, if anything is */
    void tick(Optional<String> illness, long now) {
        for (Watched minion : minions.values()) {
            look(minion, now);
        }
        suspectAbsent(now);
        if (transitions.takeMoved()) {
            fleet.count(minions.values(), now);
        }
        fleet.age(now, config.storm().windowMillis());
        gates.tick(fleet, illness, now);
        tellBreakers(now);
        for (Watched minion : probes.due(minions.values(), now)) {
            minion.asked(now);
            roads.probe(minion.id());
        }
        probation.tick(now);
        desk.tick(downs(), now);
        tellBreakers(now);
        incidents.tick(this::isWell, gates::isOpen, jobs::before, now);
        goneKeys.tick(minions.values(), gates.isFrozen(), now);
    }

    private void look(Watched minion, long now) {
        if (minion.isAsking() && now - minion.askedAt() >= config.signals().probeTimeoutMillis()) {
            minion.askedNoMore();
            sign(minion, HealthSign.of(Kind.UNANSWERED, silence(minion)), now);
        }
        HealthState state = minion.state();
        if (state.flap().flapping()) {
            transitions.become(minion, state.flapping(state.flap().later(config.signals(), now)), now);
        }
        if (state.maintenance().until() > 0 && !state.isInMaintenance(now)) {
            transitions.become(minion, minion.state().in(Maintenance.NONE), now);
        }
        if (state.phase() != HealthPhase.UP && state.phase() != HealthPhase.PENDING) {
            sign(minion, HealthSign.of(Kind.TICK), now);
            HealthPhase phase = minion.state().phase();
            if (phase == HealthPhase.DOWN && now - minion.diagnosedAt() >= DIAGNOSED_MILLIS) {
                transitions.diagnose(minion, now);
            } else if (phase == HealthPhase.RECOVERING) {
                probation.look(minion, now);
            }
        }
    }

    /** Those who have not returned what others have, and said nothing since: each is asked at once, at the pace of all probes. */
    private void suspectAbsent(long now) {
        if (gates.isFrozen()) {
            return;
        }
        int most = (int) Math.ceil(config.signals().probesPerSecond());
        for (RecentJobs.Absent absent : jobs.takeAbsent(config.signals().probeTimeoutMillis(), most, now)) {
            Watched minion = minions.get(absent.minion());
            if (minion != null && minion.isLinked() && minion.state().heard() < absent.since()) {
                sign(minion, HealthSign.of(Kind.ABSENT, absent.words()), now);
            }
        }
    }

    private String silence(Watched minion) {
        return minion.state().phase() != HealthPhase.UP
                ? ""
                : minion.isLinked()
                        ? "half-open: connected, but a ping was not answered"
                        : "silent: not connected, and a ping was not answered";
    }

    private List<Watched> downs() {
        List<Watched> downs = new ArrayList<>();
        for (Watched minion : minions.values()) {
            if (minion.state().phase() == HealthPhase.DOWN && !minion.mayGo()) {
                downs.add(minion);
            }
        }
        return downs;
    }

    private boolean isWell(String id) {
        Watched minion = minions.get(id);
        return minion == null
                || minion.state().phase() == HealthPhase.UP
                || minion.state().phase() == HealthPhase.GONE
                || minion.state().phase() == HealthPhase.DOWN && minion.mayGo();
    }

    private void tellBreakers(long now) {
        for (Gates.Change change : gates.takeChanges()) {
            String name = change.breaker().name();
            listener.onBreaker(change.breaker(), change.opened());
            if (change.opened()) {
                incidents.open(name, change.breaker().why(), now);
            } else if (name.equals("SELF")) {
                fleet.forgetLosses();
                List.copyOf(minions.values())
                        .forEach(minion -> sign(minion, HealthSign.of(Kind.TIMERS_ANEW, "suspected anew"), now));
            }
        }
        transitions.ill(gates.isOpen("SELF"), minions.values(), now);
    }

    @Override
    public void sign(Watched minion, HealthSign sign, long now) {
        transitions.sign(minion, sign, now);
    }

    /** Why it is as it is, in words. */
    String reason(Watched minion, long now) {
        return transitions.reason(minion, now);
    }

    // --- what people do

    void hold(String who, String why, long now) {
        gates.hold(who + ": " + why, now);
        tellBreakers(now);
    }

    /** @param breaker HOLD or EFFECT @return whether it was open */
    boolean release(String breaker, long now) {
        boolean was = (breaker.equals("HOLD") || breaker.equals("EFFECT")) && gates.release(breaker);
        tellBreakers(now);
        return was;
    }

    /** @param until 0 or a time in the past ends it @return whether there is such a minion */
    boolean maintenance(String id, long until, String why, long now) {
        Watched minion = minions.get(id);
        if (minion != null) {
            transitions.become(
                    minion, minion.state().in(until > now ? new Maintenance(until, why) : Maintenance.NONE), now);
        }
        return minion != null;
    }

    /** One more try for a minion that was given up; never in mode observe. @return whether that is possible */
    boolean retry(String id, String who, long now) {
        Watched minion = minions.get(id);
        boolean possible = minion != null
                && minion.state().phase() == HealthPhase.FAILED
                && !config.repair().mode().equals("observe")
                && barred(id).isEmpty();
        if (possible) {
            desk.approve(id, who);
            sign(minion, HealthSign.of(Kind.RETRY, "one more try, by " + who), now);
        }
        return possible;
    }

    boolean acknowledge(long incident, String who, String text, long now) {
        return incidents.acknowledge(incident, who, text, now);
    }

    // --- parts, for the desk, the views and the journal

    @Override
    public Watched minion(String id) {
        return minions.get(id);
    }

    @Override
    public Optional<String> barred(String id) {
        if (!notHere.isEmpty()) {
            return Optional.of("repairs belong to " + notHere);
        }
        if (config.repair().via().equals("none")) {
            return Optional.of("no way: mon:repair:via is none");
        }
        if (minions.get(id).mayGo()) {
            return Optional.of("it is " + minions.get(id).kind().word());
        }
        return mayRepair.test(id) ? Optional.empty() : Optional.of("mon:repair:only leaves it out");
    }

    Collection<Watched> minions() {
        return minions.values();
    }

    boolean isIll() {
        return transitions.isIll();
    }

    Gates gates() {
        return gates;
    }

    FleetView fleet() {
        return fleet;
    }

    IncidentBook incidents() {
        return incidents;
    }

    RepairDesk desk() {
        return desk;
    }

    HealthConfig config() {
        return config;
    }
}
