package io.brine.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.config.HealthConfig;
import io.brine.monitor.health.HealthBook.IncidentView;
import io.brine.monitor.health.HealthBook.RepairView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Five thousand minions in fifty sites, a network and a master, in steps of one second, under the real {@link HealthEngine}. Assumes
 * that ssh succeeds wherever the host is reached and that a restart acts at once; so it compares policies and predicts no times.
 */
final class SimulatedFleet implements HealthRoads, HealthListener {
    static final int MINIONS = 5_000;
    static final int PER_SITE = 100;
    private static final long HEARTBEAT_LOST = 30;
    private static final long CALM_STEP = 5;
    private static final long START = 1_000_000_000L;

    private final HealthConfig config;
    private final Random random = new Random(7);
    private final List<Minion> minions = new ArrayList<>();
    private final Map<String, Minion> byId = new HashMap<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    /** To probes, which are answered in the next step. */
    private final List<Runnable> answers = new ArrayList<>();

    private long sequence;
    private long second;
    private boolean networkUp = true;
    private long networkDownSince;
    private HealthEngine engine;

    boolean restartCures = true;
    int ssh;
    int sshToHealthy;
    int mostParallel;
    int failed;
    int wronglyFailed;
    private final Map<Long, String> causes = new HashMap<>();
    /** What a pager would get, by cause. */
    final Set<String> alerts = new TreeSet<>();

    final Set<String> breakers = new TreeSet<>();
    final List<Long> repairedAfter = new ArrayList<>();
    final List<RepairView> audit = new ArrayList<>();
    private final Map<String, Integer> perMinion = new HashMap<>();

    /** A simulated minion and its host. */
    static final class Minion {
        final String id;
        final String site;
        boolean runs = true;
        boolean hasPower = true;
        boolean isCutOff;
        boolean linked = true;
        long diedAt;

        Minion(int number) {
            id = "m" + number;
            site = "site" + number / PER_SITE;
        }
    }

    private record Event(long at, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    SimulatedFleet(HealthConfig config) {
        this.config = config;
        this.engine = engine();
        for (int number = 0; number < MINIONS; number++) {
            Minion minion = new Minion(number);
            minions.add(minion);
            byId.put(minion.id, minion);
            engine.know(minion.id, minion.site, true, now());
            engine.on(minion.id, HealthSign.of(HealthSign.Kind.ALIVE), now());
            engine.linked(minion.id, true, "", now());
        }
    }

    private HealthEngine engine() {
        return new HealthEngine(config, this, this, new Random(3), now());
    }

    HealthEngine watch() {
        return engine;
    }

    long now() {
        return START + second * 1000;
    }

    Minion minion(int number) {
        return minions.get(number);
    }

    List<Minion> minions(int from, int count) {
        return minions.subList(from, from + count);
    }

    void at(long when, Runnable what) {
        events.add(new Event(when, sequence++, what));
    }

    /** While nothing is wrong, or nothing may be done, and nothing is to happen, time goes in larger steps. */
    void run(long seconds) {
        for (long end = second + seconds; second < end; second += isCalm(end) ? CALM_STEP : 1) {
            while (!events.isEmpty() && events.peek().at() <= second) {
                events.poll().what().run();
            }
            List<Runnable> answered = List.copyOf(answers);
            answers.clear();
            answered.forEach(Runnable::run);
            boolean gatewaySilent = !networkUp && second - networkDownSince >= 5;
            engine.tick(gatewaySilent ? Optional.of("the gateway is silent") : Optional.empty(), now());
            mostParallel = Math.max(mostParallel, engine.desk().underWay());
        }
    }

    private boolean isCalm(long end) {
        long next = events.isEmpty() ? end : Math.min(end, events.peek().at());
        boolean isWell = engine.fleet().fleet().affected() == 0
                && engine.gates().breakers().isEmpty();
        boolean isHeld = engine.gates().isOpen("HOLD") || engine.gates().isOpen("EFFECT");
        return (isWell || isHeld && engine.desk().underWay() == 0)
                && second + CALM_STEP <= next
                && engine.minions().stream().allMatch(SimulatedFleet::isSettled);
    }

    private static boolean isSettled(Watched minion) {
        HealthPhase phase = minion.state().phase();
        return phase == HealthPhase.UP || phase == HealthPhase.DOWN || phase == HealthPhase.FAILED;
    }

    // --- what happens to the world

    private boolean isReached(Minion minion) {
        return networkUp && minion.hasPower && !minion.isCutOff;
    }

    private boolean answers(Minion minion) {
        return isReached(minion) && minion.runs && minion.linked;
    }

    /** The process ends; the kernel closes its connection at once. */
    void dies(Minion minion) {
        minion.runs = false;
        minion.diedAt = second;
        unlink(minion, 0, "closed by minion");
    }

    void starts(Minion minion) {
        minion.runs = true;
        comesBack(minion, 1);
    }

    void losesPower(Minion minion) {
        minion.hasPower = false;
        unlink(minion, HEARTBEAT_LOST, "heartbeat lost");
    }

    void isCutOff(Minion minion) {
        minion.isCutOff = true;
        unlink(minion, HEARTBEAT_LOST, "heartbeat lost");
    }

    void isBackOnTheNet(Minion minion) {
        minion.isCutOff = false;
        comesBack(minion, random.nextInt(10) + 1);
    }

    void networkFails() {
        networkUp = false;
        networkDownSince = second;
        minions.forEach(minion -> unlink(minion, HEARTBEAT_LOST + random.nextInt(10), "heartbeat lost"));
    }

    void networkIsBack() {
        networkUp = true;
        minions.forEach(minion -> comesBack(minion, random.nextInt(20) + 1));
    }

    /** A new process, which knows the minions' keys and nothing of who is there. */
    void masterRestarts() {
        engine = engine();
        engine.started(now());
        for (Minion minion : minions) {
            minion.linked = false;
            engine.know(minion.id, minion.site, true, now());
            comesBack(minion, random.nextInt(30) + 1);
        }
    }

    private void unlink(Minion minion, long after, String why) {
        at(second + after, () -> {
            boolean stands = minion.runs && isReached(minion);
            if (minion.linked && !stands) {
                minion.linked = false;
                engine.linked(minion.id, false, why, now());
            }
        });
    }

    private void comesBack(Minion minion, long after) {
        at(second + after, () -> {
            if (minion.runs && isReached(minion) && !minion.linked) {
                minion.linked = true;
                engine.linked(minion.id, true, "", now());
                engine.on(minion.id, HealthSign.of(HealthSign.Kind.ALIVE), now());
            }
        });
    }

    // --- what the engine asks

    @Override
    public void probe(String id) {
        Minion minion = byId.get(id);
        if (answers(minion)) {
            answers.add(() -> {
                if (answers(minion)) {
                    engine.answered(id, 90, now());
                }
            });
        }
    }

    @Override
    public boolean pulls() {
        return true;
    }

    @Override
    public void pull(String id) {
        Minion minion = byId.get(id);
        at(second + 1, () -> {
            if (answers(minion)) {
                engine.pulled(id, "", now());
            }
        });
    }

    @Override
    public void uptimes(List<String> ids) {}

    @Override
    public void kick(String id, String why) {}

    @Override
    public void forget(List<String> ids) {}

    @Override
    public void diagnose(String id) {
        Minion minion = byId.get(id);
        boolean open = isReached(minion);
        int first = siteStart(minion);
        boolean neighbourIsThere =
                minions.subList(first, first + PER_SITE).stream().anyMatch(other -> other != minion && answers(other));
        Optional<Boolean> neighbours =
                neighbourIsThere ? Optional.of(minion.hasPower && !minion.isCutOff) : Optional.empty();
        at(second + 1, () -> engine.diagnosed(id, new HostLook.Seen(Optional.of(open), neighbours, "as seen"), now()));
    }

    private static int siteStart(Minion minion) {
        return Integer.parseInt(minion.site.substring(4)) * PER_SITE;
    }

    @Override
    public void repair(RepairOrder order) {
        Minion minion = byId.get(order.id());
        ssh++;
        sshToHealthy += answers(minion) ? 1 : 0;
        holdsWhatMustHold(order, minion);
        if (!isReached(minion)) {
            at(
                    second + 5,
                    () -> engine.repairEnded(order.id(), RepairEnd.of(RepairEnd.Kind.NO_WAY, "no route"), now()));
            return;
        }
        at(second + 2, () -> {
            engine.repairEnded(order.id(), RepairEnd.of(RepairEnd.Kind.RUN, "exit 0"), now());
            if (restartCures) {
                repairedAfter.add(second - minion.diedAt);
                minion.runs = true;
                comesBack(minion, 4);
            }
        });
    }

    private void holdsWhatMustHold(RepairOrder order, Minion minion) {
        Watched watched = engine.minion(order.id());
        assertThat(watched.mayGo()).as("it may come and go").isFalse();
        assertThat(engine.gates().shut(minion.site)).as("a gate is shut").isEmpty();
        assertThat(engine.desk().underWay())
                .isLessThanOrEqualTo(engine.gates().limits().parallel());
        assertThat(now() - watched.state().heard()).as("it has just spoken").isGreaterThanOrEqualTo(30_000);
        assertThat(order.incident()).as("a repair without an incident").isPositive();
        assertThat(audit)
                .anyMatch(line -> line.id().equals(order.id()) && line.outcome().equals("running"));
        assertThat(perMinion.merge(order.id(), 1, Integer::sum))
                .isLessThanOrEqualTo(config.repair().perIncident());
    }

    // --- what it tells

    @Override
    public void onState(StateChange change) {
        if (change.to() == HealthWord.FAILED) {
            Minion minion = byId.get(change.id());
            failed++;
            wronglyFailed += minion.runs && minion.hasPower ? 1 : 0;
            alerts.add(causes.get(change.incident()));
        }
    }

    @Override
    public void onRepair(RepairView repair, String what) {
        audit.add(repair);
    }

    @Override
    public void onIncident(IncidentView incident, String what) {
        causes.put(incident.number(), incident.key());
    }

    @Override
    public void onBreaker(Breaker breaker, boolean opened) {
        if (opened) {
            breakers.add(breaker.name());
            if (!breaker.name().equals("START")) {
                alerts.add(breaker.name());
            }
        }
    }

    Set<String> openBreakers() {
        Set<String> names = new HashSet<>();
        engine.gates().breakers().forEach(breaker -> names.add(breaker.name()));
        return names;
    }

    double meanRepairSeconds() {
        return repairedAfter.stream().mapToLong(Long::longValue).average().orElse(0);
    }
}
