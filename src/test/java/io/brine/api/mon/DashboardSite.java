package io.brine.api.mon;

import static org.awaitility.Awaitility.await;

import io.brine.api.ApiServer;
import io.brine.api.Mount;
import io.brine.api.Resource;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.master.MasterDaemon;
import io.brine.master.MasterSite;
import io.brine.minion.MinionSite;
import io.brine.monitor.HealthParts;
import io.brine.monitor.Monitor;
import io.brine.monitor.board.Board;
import io.brine.monitor.board.LiveBoard;
import io.brine.monitor.health.Breaker;
import io.brine.monitor.health.HealthBook.IncidentView;
import io.brine.monitor.health.HealthWatch;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A master with its door and the dashboard behind it, on a free port of the loopback. */
final class DashboardSite implements AutoCloseable {
    private static final List<String> USUAL = List.of(
            "netapi_enable_clients: [local, local_async, runner, wheel]",
            "external_auth: {auto: {ann: ['.*', '@runner', '@wheel'], bob: ['test.*'], eve: [{'@mon': [view]}]}}",
            "rest_cherrypy: {port: 0, host: 127.0.0.1, disable_ssl: true}");

    final MasterSite master;
    final DashboardMounts dashboard;
    final Monitor monitor;
    final Optional<HealthWatch> watch;
    private final Path root;
    private final List<AutoCloseable> minions = new ArrayList<>();
    private ApiServer door;

    /** @param lines of the master's configuration that replace or follow the usual ones */
    DashboardSite(Path root, String... lines) {
        this(root, board -> board, Optional.empty(), lines);
    }

    /** @param board what is shown instead of the master's own @param files pages to try instead of those of the jar */
    DashboardSite(Path root, UnaryOperator<Board> board, Optional<Resource> files, String... lines) {
        this.root = root;
        List<String> all = new ArrayList<>(USUAL);
        for (String line : lines) {
            all.removeIf(set -> set.startsWith(line.substring(0, line.indexOf(':') + 1)));
            all.add(line);
        }
        master = new MasterSite(root, all.toArray(String[]::new));
        master.daemon = new MasterDaemon(master.config, master.roads);
        monitor = Monitor.over(master.config, master.daemon, Clock.systemUTC());
        watch = HealthParts.over(master.config, master.daemon, monitor);
        master.daemon.start();
        monitor.start();
        watch.ifPresent(HealthWatch::start);
        Board shown = board.apply(LiveBoard.of(monitor, Optional.empty(), watch, Clock.systemUTC()));
        Supplier<EventSource> bus = () -> master.daemon.bus().subscribe(EventFilter.ALL);
        dashboard = files.map(pages -> new DashboardMounts(shown, bus, Clock.systemUTC(), pages))
                .orElseGet(() -> DashboardMounts.over(shown, bus, Clock.systemUTC()));
        door = new ApiServer(
                new ApiServer.Parts(master.config, master.roads, bus, master.daemon.bus(), Clock.systemUTC()),
                new ArrayList<Mount>(dashboard.mounts()));
        door.start();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + door.port() + path);
    }

    /** A real minion that has started; whether its key is accepted is the test's. */
    MinionSite minion(String id) {
        MinionSite minion = new MinionSite(
                root.resolve("minion-" + id),
                id,
                master.roads,
                "master: 127.0.0.1",
                "master_port: " + master.config.network().retPort());
        minions.add(minion::close);
        return minion.start();
    }

    /** Nobody answers any more; the master stays. */
    void shutTheDoor() {
        door.close();
    }

    @Override
    public void close() {
        minions.forEach(minion -> {
            try {
                minion.close();
            } catch (Exception alreadyGone) {
                // it was closed by the test
            }
        });
        dashboard.close();
        door.close();
        monitor.close();
        watch.ifPresent(HealthWatch::close);
        master.close();
    }

    /** The incident of repairs that are held now. */
    IncidentView hold() {
        return watch.orElseThrow().book().incidents().stream()
                .filter(one -> one.key().equals("HOLD") && one.closedAt() == 0)
                .findFirst()
                .orElseThrow();
    }

    /** No repair is held, and no incident tells of it any more. */
    void release() {
        watch.orElseThrow().release("HOLD");
        await().until(() -> watch.orElseThrow().book().incidents().stream()
                .noneMatch(one -> one.key().equals("HOLD") && one.closedAt() == 0));
    }

    Optional<Breaker> held() {
        return watch.orElseThrow().book().breakers().stream()
                .filter(one -> one.name().equals("HOLD"))
                .findFirst();
    }
}
