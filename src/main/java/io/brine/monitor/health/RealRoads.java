package io.brine.monitor.health;

import io.brine.master.MinionRoads;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's wishes, done to real minions; what takes time is done on threads of its own and answered through the inbox. */
final class RealRoads implements HealthRoads, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RealRoads.class);
    private static final int LOOKERS = 16;
    private static final int UPTIME_MILLIS = 30_000;

    private final MinionRoads master;
    private final HealthInbox inbox;
    private final Asker asker;
    private final HostLook hosts;
    private final SshRepair ssh;
    private final Settings settings;
    private final Function<String, List<String>> neighbours;
    private final LongSupplier clock;
    private final ExecutorService lookers;
    private final ExecutorService repairers;
    private Runnable beforeRepair = () -> {};
    private Optional<Consumer<String>> puller = Optional.empty();

    /** @param sshHosts minion id to address, where the configuration names one @param sshPort tried to see whether a host lives @param parallel most repairs at once */
    record Settings(Map<String, String> sshHosts, int sshPort, int parallel) {}

    /** @param neighbours up to three minions beside one, which are well */
    RealRoads(
            MinionRoads master,
            HealthInbox inbox,
            Asker asker,
            SshRepair ssh,
            Settings settings,
            Function<String, List<String>> neighbours,
            LongSupplier clock) {
        this.master = master;
        this.inbox = inbox;
        this.asker = asker;
        this.hosts = new HostLook(asker, settings.sshPort(), clock);
        this.ssh = ssh;
        this.settings = settings;
        this.neighbours = neighbours;
        this.clock = clock;
        this.lookers = Executors.newFixedThreadPool(LOOKERS, task -> daemon(task, "HealthLook"));
        this.repairers = Executors.newFixedThreadPool(settings.parallel(), task -> daemon(task, "Repair"));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** @param duty the journal is written by it */
    void beforeEachRepair(Runnable duty) {
        beforeRepair = duty;
    }

    /** @param ask has one minion pull the canary file; what comes of it is told to the inbox */
    void pullBy(Consumer<String> ask) {
        puller = Optional.of(ask);
    }

    @Override
    public void probe(String id) {
        try {
            master.ping(
                    id,
                    nanos ->
                            inbox.put((engine, now) -> engine.answered(id, TimeUnit.NANOSECONDS.toMillis(nanos), now)));
        } catch (RuntimeException failed) {
            LOG.warn("minion {} could not be asked: {}", id, failed.toString());
        }
    }

    @Override
    public boolean pulls() {
        return puller.isPresent();
    }

    @Override
    public void pull(String id) {
        puller.ifPresent(ask -> look(() -> ask.accept(id)));
    }

    @Override
    public void uptimes(List<String> ids) {
        look(() -> asker.ask(ids, "status.uptime", List.of(), clock.getAsLong() + UPTIME_MILLIS)
                .thenAccept(returns -> returns.forEach(this::onUptime)));
    }

    /** {@code {seconds: int, ...}}. Source: 3006.0 modules/status.py uptime. */
    private void onUptime(String id, Object said) {
        if (said instanceof Map<?, ?> uptime && uptime.get("seconds") instanceof Number seconds) {
            inbox.put((engine, now) -> engine.uptime(id, seconds.longValue(), now));
        }
    }

    @Override
    public void kick(String id, String why) {
        master.kick(id, why);
    }

    /** Anything that takes longer than a moment. */
    void look(Runnable work) {
        try {
            lookers.execute(() -> safely(work));
        } catch (RejectedExecutionException closing) {
            LOG.debug("not looked at any more: the watch stops");
        }
    }

    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.error("the health watch: {}", failed.toString(), failed);
        }
    }

    @Override
    public void diagnose(String id) {
        List<String> beside = neighbours.apply(id);
        look(() -> {
            HostLook.Seen seen = hosts.at(address(id), beside);
            inbox.put((engine, now) -> engine.diagnosed(id, seen, now));
        });
    }

    private String address(String id) {
        String configured = settings.sshHosts().get(id);
        return configured != null
                ? configured
                : master.address(id).map(Sites::host).orElse("");
    }

    @Override
    public void forget(List<String> ids) {
        look(() -> {
            // This may have waited behind many other looks: who has come back meanwhile keeps its key.
            List<String> gone =
                    ids.stream().filter(id -> !master.isConnected(id)).toList();
            if (!gone.isEmpty()) {
                LOG.warn("the keys of minions that are gone for good are deleted: {}", String.join(", ", gone));
                master.forget(gone);
            }
        });
    }

    @Override
    public void repair(RepairOrder order) {
        try {
            repairers.execute(() -> safely(() -> doRepair(order)));
        } catch (RejectedExecutionException closing) {
            LOG.debug("not repaired any more: the watch stops");
        }
    }

    private void doRepair(RepairOrder order) {
        beforeRepair.run();
        RepairEnd end;
        try {
            end = ssh.repair(order, address(order.id()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException failed) {
            LOG.error("the repair of {} broke: {}", order.id(), failed.toString(), failed);
            end = RepairEnd.of(RepairEnd.Kind.NO_WAY, "no way: " + failed);
        }
        RepairEnd how = end;
        inbox.put((engine, now) -> engine.repairEnded(order.id(), how, now));
    }

    /** Steps under way are killed; the journal says that they were running. */
    @Override
    public void close() {
        lookers.shutdownNow();
        repairers.shutdownNow();
        try {
            repairers.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
