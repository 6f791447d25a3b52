package io.brine.minion;

import io.brine.channel.MinionIdentity;
import io.brine.config.MinionConfig;
import io.brine.events.EventBus;
import io.brine.events.EventFeed;
import io.brine.events.EventSockets;
import io.brine.functions.FunctionRegistry;
import io.brine.keys.MinionKeyFiles;
import io.brine.modules.execution.ModuleList;
import io.brine.transport.Roads;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A minion: stays signed in at its masters, listens for jobs, runs them, returns.
 *
 * <pre>{@code
 * try (Roads roads = new ZmtpRoads(); MinionDaemon minion = new MinionDaemon(config, roads)) {
 *     minion.start();
 *     exit(minion.awaitStop());
 * }
 * }</pre>
 */
public final class MinionDaemon implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MinionDaemon.class);
    private static final int CRYPTO_THREADS = 2;

    private final MinionConfig config;
    private final DirectoryLock lock;
    private final EventBus bus;
    private final EventFeed feed;
    private final GrainsBook grains;
    private final ProcFiles proc;
    private final RunningJobs running = new RunningJobs();
    private final ReturnSender returns;
    private final Connections connections;
    private final LocalEvents localEvents;
    private final Masters masters;
    private final Housekeeping housekeeping;
    private final ThreadPoolExecutor crypto = cryptoThreads();
    private final AtomicBoolean hasStartedUp = new AtomicBoolean();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    public MinionDaemon(MinionConfig config, Roads roads) {
        this(config, roads, MinionListener.NONE);
    }

    /**
     * Reads or makes the minion's keys and opens its local event sockets.
     *
     * @throws DirectoryInUseException if another minion runs on this {@code cachedir} or {@code pki_dir}
     * @throws io.brine.keys.KeyFileException if the keys cannot be read or made
     * @throws io.brine.events.EventsException if the sockets cannot be made
     */
    public MinionDaemon(MinionConfig config, Roads roads, MinionListener listener) {
        this(config, roads, listener, ModuleList.table());
    }

    /**
     * With functions of one's own choice.
     *
     * @throws DirectoryInUseException if another minion runs on this {@code cachedir} or {@code pki_dir}
     * @throws io.brine.keys.KeyFileException if the keys cannot be read or made
     * @throws io.brine.events.EventsException if the sockets cannot be made
     */
    public MinionDaemon(MinionConfig config, Roads roads, MinionListener listener, FunctionRegistry functions) {
        this.config = config;
        MinionKeyFiles keys = MinionKeyFiles.loadOrCreate(
                config.paths().pkiDir(), config.auth().keysize());
        MinionIdentity me = Identity.of(config, keys);
        this.lock = DirectoryLock.of(config.paths().cachedir(), config.paths().pkiDir());
        this.bus = new EventBus(Clock.systemUTC());
        this.feed = new EventFeed(bus, EventFeed.Settings.of(sockets(config)));
        this.grains = new GrainsBook(config);
        this.proc = new ProcFiles(config.paths().cachedir());
        ReturnFiles files = new ReturnFiles(config.paths().cachedir());
        this.returns = new ReturnSender(
                config, new ReturnQueue(files, ReturnQueue.Bounds.STANDARD, Clock.systemUTC(), listener), listener);
        this.connections = new Connections(grains, bus);
        MinionParts parts = new MinionParts(
                config,
                roads,
                Clock.systemDefaultZone(),
                keys,
                me,
                grains,
                functions,
                new JobRunner(config, running, proc, listener),
                running,
                new JidQueue(config.jobs().jidQueueHwm()),
                returns,
                bus,
                connections,
                listener,
                crypto);
        this.localEvents = new LocalEvents(bus, connections::links, connections);
        this.masters = new Masters(parts, connections, new Ownership());
        this.housekeeping = new Housekeeping(config, connections);
        SocketMonitor.install(config, roads);
    }

    private static EventSockets sockets(MinionConfig config) {
        String hash = Identity.hashType(config).hex(config.id().value()).substring(0, 10);
        return EventSockets.minion(config.paths().sockDir(), hash);
    }

    private static ThreadPoolExecutor cryptoThreads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                CRYPTO_THREADS, CRYPTO_THREADS, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "Crypto");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Collects grains, which may take seconds, and then begins to seek its masters; does not wait for them. */
    public void start() {
        log.info("Minion '{}' trying to tune in", config.id());
        proc.clear();
        grains.collect();
        localEvents.start();
        masters.start();
        housekeeping.start();
    }

    /** Waits for {@link #close()}, or until no master will have us. @return the exit code: 0, 77 (key refused) or 42 (wrong master) */
    public int awaitStop() {
        return ended.join();
    }

    /** As {@link #awaitStop()}, but not longer than this. @return empty if the minion still runs then */
    public OptionalInt awaitStop(Duration atMost) {
        try {
            return OptionalInt.of(ended.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException running) {
            return OptionalInt.empty();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return OptionalInt.of(0);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private final class Ownership implements Masters.Owner {
        @Override
        public void onReady(MasterConnection connection) {
            if (config.mine().enabled()) {
                connection.call("mine.update", List.of());
            }
            if (hasStartedUp.compareAndSet(false, true)) {
                StartupJob.of(config.startup()).ifPresent(connection::startJob);
            }
        }

        @Override
        public void onHopeless(int exitCode) {
            ended.complete(exitCode);
        }
    }

    /** For whoever watches. */
    public MinionViews views() {
        return new MinionViews(() -> connections.connected().size(), running::count, returns::waiting, bus, feed);
    }

    /** Gives returns on their way a moment, ends. Jobs that still run are ended with SIGTERM. */
    @Override
    public void close() {
        housekeeping.close();
        running.signalAll(15);
        returns.close();
        masters.close();
        localEvents.close();
        feed.close();
        bus.close();
        grains.close();
        crypto.shutdownNow();
        lock.close();
        ended.complete(0);
    }
}
