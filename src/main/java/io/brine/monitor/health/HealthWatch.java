package io.brine.monitor.health;

import io.brine.config.CheckConfig;
import io.brine.config.HealthConfig;
import io.brine.config.MaintenanceWindow;
import io.brine.config.MasterConfig;
import io.brine.data.Trees;
import io.brine.events.EventBus;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.master.MasterDaemon;
import io.brine.master.MinionRoads;
import io.brine.monitor.logs.LogHit;
import io.brine.target.Fnmatch;
import io.brine.wire.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch over the minions of one master: its one thread, {@code Sweep}, takes what the inbox holds, turns the engine, and keeps the
 * journal.
 */
public final class HealthWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);
    /** In whose name it asks. */
    public static final String USER = "brine-monitor";

    private static final long TICK_MILLIS = 250;
    private static final long SYNC_MILLIS = 5_000;
    private static final long SITES_MILLIS = 600_000;
    private static final long CLASSES_MILLIS = 30_000;
    private static final long SELF_MILLIS = 3_000;
    private static final long JOURNAL_MILLIS = 2_000;
    private static final String JOB = "salt/job/";
    private static final int NEIGHBOURS = 3;
    /** Where distributions have it. */
    private static final String SENDMAIL = "/usr/sbin/sendmail";

    private final HealthConfig config;
    private final MinionRoads master;
    private final HealthInbox inbox;
    private final EventSource jobs;
    private final Random random = new Random();
    private final HealthClock clock = new HealthClock(Clock.systemUTC());
    private final Sites sites;
    private final MinionClasses classes;
    private final SelfCheck self;
    private final Asker asker;
    private final RealRoads roads;
    private final HealthEngine engine;
    private final HealthJournal journal;
    private final Teller teller;
    private final Tongue tongue;
    private final Checks checks;
    private final Path holdFile;
    private final Map<Long, Long> lastDone = new ConcurrentHashMap<>();
    private final AtomicBoolean syncing = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "Sweep");
    private volatile Set<String> repairable = Set.of();
    private volatile boolean closing;
    private boolean heldByFile;

    /**
     * Listens from now on, and begins with {@link #start}.
     *
     * @param also told of everything, on the watch's thread: metrics
     * @throws io.brine.config.ConfigException naming the option that cannot be used
     */
    public static HealthWatch over(MasterConfig config, MasterDaemon daemon, HealthListener also) {
        HealthInbox inbox = new HealthInbox();
        HealthWatch watch = new HealthWatch(config, daemon.minionRoads(), daemon.bus(), inbox, also);
        daemon.listen(inbox);
        return watch;
    }

    private HealthWatch(
            MasterConfig master, MinionRoads minions, EventBus bus, HealthInbox inbox, HealthListener also) {
        Path home = master.paths().cachedir().resolve("mon");
        this.config = master.monitor().health();
        this.master = minions;
        this.inbox = inbox;
        this.jobs = bus.subscribe(EventFilter.startingWith(JOB));
        this.sites = new Sites(config.sites());
        this.classes = new MinionClasses(master, minions);
        this.self = new SelfCheck(config.gateway(), master.paths().cachedir());
        this.asker = new Asker(minions);
        this.tongue = new Tongue(master.id(), SENDMAIL, bus);
        this.teller = new Teller(config.tell(), tongue::say, clock.millis());
        HealthListener listeners = new HealthEvents(bus).and(teller).and(also);
        this.checks = new Checks(config.checks(), listeners, clock.millis());
        this.holdFile = home.resolve("hold");
        this.journal = new HealthJournal(home.resolve("health.json"));
        Path knownHosts = config.repair().ssh().knownHostsFile(master.paths().cachedir());
        this.roads = new RealRoads(
                minions,
                inbox,
                asker,
                new SshRepair(config.repair(), knownHosts, Clock.systemUTC()),
                new RealRoads.Settings(
                        config.repair().ssh().hosts(),
                        config.repair().ssh().port(),
                        config.repair().parallel()),
                this::neighbours,
                clock::millis);
        this.engine = new HealthEngine(config, roads, listeners, random, clock.millis());
        String owner =
                config.repair().owner().filter(id -> !id.equals(master.id())).orElse("");
        Predicate<String> only = id -> repairable.contains(id);
        engine.allow(only, owner);
        roads.beforeEachRepair(() -> journal.save(engine));
        thread.setDaemon(true);
    }

    /** Reads the journal and begins; after the master's ports are open. */
    public HealthWatch start() {
        synchronized (engine) {
            journal.restore(engine, clock.millis());
            engine.started(clock.millis());
        }
        sync();
        thread.start();
        return this;
    }

    // --- the sweep

    private void run() {
        while (!closing) {
            try {
                inbox.drain(engine, clock::millis, TICK_MILLIS);
                sweep();
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException failed) {
                LOG.error("the health watch: {}", failed.toString(), failed);
            }
        }
    }

    /** One round. */
    private void sweep() {
        long now = clock.millis();
        for (Optional<Event> event = jobs.next(Duration.ZERO); event.isPresent(); event = jobs.next(Duration.ZERO)) {
            onJob(event.get(), now);
        }
        asker.tick(now);
        teller.tick(now);
        if (inbox.takeLost() > 0 || isTime(SYNC_MILLIS, now)) {
            roads.look(this::sync);
        }
        if (isTime(SELF_MILLIS, now)) {
            roads.look(self::lookAround);
        }
        holdByFile(now);
        synchronized (engine) {
            engine.tick(self.illness(now, System.currentTimeMillis()), now);
        }
        checks.takeDue(now).forEach(check -> roads.look(() -> ask(check)));
        if (isTime(JOURNAL_MILLIS, now)) {
            journal.save(engine);
        }
    }

    private boolean isTime(long period, long now) {
        boolean due = now - lastDone.getOrDefault(period, 0L) >= period;
        if (due) {
            lastDone.put(period, now);
        }
        return due;
    }

    /** {@code salt/job/<jid>/new} and {@code salt/job/<jid>/ret/<id>}. */
    private void onJob(Event event, long now) {
        String[] parts = event.tag().split("/", 5);
        Map<String, Object> data = event.data();
        if (parts.length == 5 && parts[3].equals("ret")) {
            asker.returned(parts[2], parts[4], data);
            synchronized (engine) {
                engine.jobReturned(parts[2], parts[4]);
            }
        } else if (parts.length == 4 && parts[3].equals("new") && data.get("minions") instanceof List<?> minions) {
            List<?> arg = data.get("arg") instanceof List<?> list ? list : List.of();
            synchronized (engine) {
                engine.jobBegan(
                        parts[2],
                        Trees.text(data.getOrDefault("fun", "")),
                        arg,
                        Trees.text(data.getOrDefault("user", "")),
                        minions.stream().map(Trees::text).toList(),
                        now);
            }
        }
    }

    /** Who there is, whose connection stands, who may be repaired, who is in a window: what has to be read from the disk. */
    private void sync() {
        if (syncing.compareAndSet(false, true)) {
            try {
                syncNow();
            } finally {
                syncing.set(false);
            }
        }
    }

    private void syncNow() {
        Set<String> accepted = master.accepted();
        Set<String> all = new TreeSet<>(accepted);
        all.addAll(master.pending());
        repairable = new HashSet<>(master.meant(config.repair().only()));
        Set<String> known = new HashSet<>();
        Map<String, String> places = new HashMap<>();
        Map<String, MinionClass> before = new HashMap<>();
        synchronized (engine) {
            engine.minions().forEach(one -> {
                known.add(one.id());
                places.put(one.id(), one.site());
                before.put(one.id(), one.kind());
            });
        }
        boolean isTimeToClass = isTime(CLASSES_MILLIS, clock.millis()) || !known.containsAll(all);
        Optional<Map<String, MinionClass>> kinds =
                isTimeToClass ? Optional.of(classes.known(before)) : Optional.empty();
        boolean anew = isTime(SITES_MILLIS, clock.millis());
        for (String id : all) {
            if (anew || places.getOrDefault(id, "").isEmpty()) {
                places.put(id, sites.of(master.grains(id), master.address(id).orElse("")));
            }
        }
        long now = clock.millis();
        synchronized (engine) {
            for (String id : all) {
                engine.know(id, places.get(id), accepted.contains(id), now);
                kinds.ifPresent(meant -> engine.classed(id, meant.getOrDefault(id, MinionClass.STEADY), now));
                Watched minion = engine.minion(id);
                boolean connected = master.isConnected(id);
                if (minion.isLinked() != connected) {
                    engine.linked(id, connected, "silent: its connection is gone", now);
                }
            }
            known.removeAll(all);
            known.forEach(engine::forget);
            windows(now);
        }
    }

    private void windows(long now) {
        ZonedDateTime moment = ZonedDateTime.ofInstant(Instant.now(), ZoneOffset.UTC);
        for (MaintenanceWindow window : config.windows()) {
            long left = Duration.between(moment, window.openUntil(moment)).toMillis();
            if (left > 0) {
                master.meant(window.minions()).forEach(id -> {
                    Watched minion = engine.minion(id);
                    if (minion != null && !minion.state().isInMaintenance(now)) {
                        engine.maintenance(id, now + left, window.why(), now);
                    }
                });
            }
        }
    }

    /** A file by that name holds all repairs: it works from any terminal, also when nothing else does. */
    private void holdByFile(long now) {
        boolean there = Files.exists(holdFile);
        if (there == heldByFile) {
            return;
        }
        heldByFile = there;
        synchronized (engine) {
            if (there) {
                engine.hold("file", "the file " + holdFile + " is there", now);
            } else {
                engine.release("HOLD", now);
            }
        }
    }

    private void ask(CheckConfig check) {
        List<String> minions = master.meant(check.target()).stream()
                .filter(master::isConnected)
                .toList();
        asker.ask(minions, check.function(), check.args(), clock.millis() + check.timeoutMillis())
                .whenComplete((returns, failed) -> {
                    if (failed == null) {
                        checks.answered(check, returns, clock.millis());
                    } else {
                        LOG.warn("the check {} could not be asked: {}", check.name(), failed.toString());
                    }
                });
    }

    /** Three others of its site that are well; not the same for all, as many may be silent at once. Called by the engine, on our thread. */
    private List<String> neighbours(String id) {
        String site = engine.minion(id).site();
        List<String> well = engine.minions().stream()
                .filter(one -> one.site().equals(site)
                        && one.state().phase() == HealthPhase.UP
                        && one.isLinked()
                        && !one.id().equals(id))
                .map(Watched::id)
                .toList();
        List<String> beside = new ArrayList<>();
        int first = well.isEmpty() ? 0 : random.nextInt(well.size());
        for (int place = 0; place < Math.min(NEIGHBOURS, well.size()); place++) {
            beside.add(well.get((first + place) % well.size()));
        }
        return beside;
    }

    // --- for those who look, and for people who act

    public HealthBook book() {
        return new EngineView(engine, teller, clock::millis);
    }

    public Checks checks() {
        return checks;
    }

    /** From now on minions that come back have to pull a file. @param ask has one do it; what comes of it goes to {@link #onPull} */
    public void pullBy(Consumer<String> ask) {
        roads.pullBy(ask);
    }

    /** How a pull of the canary file went, asked for by us or not. @param trouble in words; empty if it went well. Any thread */
    public void onPull(String id, String trouble) {
        inbox.put((engine, now) -> engine.pulled(id, trouble, now));
    }

    /** A rule about log lines counted. Any thread */
    public void onLog(LogHit hit) {
        teller.onLog(hit);
        inbox.put((engine, now) -> engine.logged(hit, now));
    }

    /** No repair begins from now on; what runs finishes. */
    public void hold(String who, String why) {
        synchronized (engine) {
            engine.hold(who, why, clock.millis());
        }
    }

    /** @param breaker HOLD or EFFECT @return whether it was open */
    public boolean release(String breaker) {
        synchronized (engine) {
            return engine.release(breaker, clock.millis());
        }
    }

    /** @param length zero ends it @return whether there is such a minion */
    public boolean maintenance(String id, Duration length, String who, String why) {
        synchronized (engine) {
            long now = clock.millis();
            return engine.maintenance(id, now + length.toMillis(), who + ": " + why, now);
        }
    }

    /** One more try for a minion that is FAILED; not in mode observe. @return whether it will be made */
    public boolean retry(String id, String who) {
        synchronized (engine) {
            return engine.retry(id, who, clock.millis());
        }
    }

    /** @return whether such an incident is open */
    public boolean acknowledge(long incident, String who, String text) {
        synchronized (engine) {
            return engine.acknowledge(incident, who, text, clock.millis());
        }
    }

    /** Nobody is told of it for a while; it stays open. @return whether such an incident is open */
    public boolean silenceIncident(long incident, Duration length, String who, String text) {
        String said = "silenced for " + length.toMinutes() + " min" + (text.isEmpty() ? "" : ": " + text);
        Optional<String> key;
        synchronized (engine) {
            key = engine.incidents().remark(incident, who, said, clock.millis());
        }
        key.ifPresent(cause -> silence(Fnmatch.escape(cause), length, who));
        return key.isPresent();
    }

    /** Though what it is about may last: what its minions do next opens another one. @return whether such an incident is open */
    public boolean closeIncident(long incident, String who, String text) {
        synchronized (engine) {
            return engine.incidents().close(incident, who, text, clock.millis());
        }
    }

    /** Nobody is told of these minions or causes for a while. @param glob over both */
    public void silence(String glob, Duration length, String who) {
        teller.silence(glob, clock.millis() + length.toMillis(), who);
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        roads.close();
        journal.save(engine);
        tongue.close();
        jobs.close();
    }
}
