package io.brine.monitor;

import io.brine.config.ConfigLoader;
import io.brine.config.HostName;
import io.brine.config.MasterConfig;
import io.brine.config.Surroundings;
import io.brine.crypt.RsaKeyPair;
import io.brine.keys.KeyState;
import io.brine.master.MasterDaemon;
import io.brine.transport.InMemoryRoads;
import io.brine.transport.PublishClient;
import io.brine.transport.Roads.RoadOptions;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * What watching costs, in processor time: one scrape of a master with many connected minions, and what the listeners add to one return.
 *
 * <p>Arguments: minions (10000), and {@code per_minion} for the series that carry their ids.
 */
public final class ScrapeBench {
    private static final int ROUNDS = 40;
    private static final int RETURNS = 2_000_000;
    private static final int JOBS = 200;

    private ScrapeBench() {}

    public static void main(String[] args) throws Exception {
        int minions = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        boolean perMinion = args.length > 1 && args[1].equals("per_minion");
        Path root = Files.createTempDirectory("brine-scrape");
        try (InMemoryRoads roads = new InMemoryRoads();
                MasterDaemon daemon = new MasterDaemon(config(root, minions, perMinion), roads)) {
            MasterConfig config = daemon.views().config();
            try (Monitor monitor = Monitor.over(config, daemon, Clock.systemUTC())) {
                daemon.start();
                List<PublishClient> subscribers = subscribe(roads, config, minions);
                Awaitility.await()
                        .atMost(Duration.ofMinutes(5))
                        .until(() -> daemon.connected().size() >= minions);
                returns(config, daemon, minions);
                scrapes(monitor, minions, perMinion);
                subscribers.forEach(PublishClient::close);
            }
        }
        System.exit(0);
    }

    private static MasterConfig config(Path root, int minions, boolean perMinion) throws IOException {
        Path accepted = Files.createDirectories(root.resolve("pki/minions"));
        String key = RsaKeyPair.generate(2048).publicPem();
        for (int i = 0; i < minions; i++) {
            Files.writeString(accepted.resolve(id(i)), key);
        }
        Files.write(
                root.resolve("master"),
                List.of(
                        "root_dir: " + root,
                        "pki_dir: " + root + "/pki",
                        "interface: 127.0.0.1",
                        "order_masters: true",
                        "mon: {metrics: {per_minion: " + perMinion + "}}"));
        Surroundings here = new Surroundings(Map.of(), root, "root", HostName.ofThisHost());
        return new ConfigLoader(here, Clock.systemUTC()).master(Optional.of(root), Map.of());
    }

    private static String id(int number) {
        return String.format("minion-%05d", number);
    }

    private static List<PublishClient> subscribe(InMemoryRoads roads, MasterConfig config, int minions) {
        List<PublishClient> subscribers = new ArrayList<>();
        String endpoint = "tcp://127.0.0.1:" + config.network().publishPort();
        for (int i = 0; i < minions; i++) {
            PublishClient minion = roads.publishClient(endpoint, id(i), RoadOptions.DEFAULT, frames -> {});
            minion.subscribe(new byte[0]);
            subscribers.add(minion);
        }
        return subscribers;
    }

    /** The listeners alone, as the daemon calls them for one return. */
    private static void returns(MasterConfig config, MasterDaemon daemon, int minions) {
        PerMinion perMinion = new PerMinion(
                config.monitor().metrics(), () -> daemon.views().keys().idSet(KeyState.ACCEPTED), Clock.systemUTC());
        JobMeters jobs = new JobMeters(config.monitor().metrics(), perMinion);
        RequestMeters requests = new RequestMeters();
        MinionId[] ids = new MinionId[minions];
        Map<String, Object> load = new LinkedHashMap<>(
                Map.of("fun", "test.ping", "retcode", 0L, "success", true, "return", true, "fun_args", List.of()));
        for (int i = 0; i < minions; i++) {
            ids[i] = new MinionId(id(i));
        }
        for (int i = 0; i < JOBS; i++) {
            jobs.onPublished("jid" + i, Map.of("fun", "test.ping", "arg", List.of()), List.of());
        }
        String[] jids = new String[JOBS];
        Arrays.setAll(jids, i -> "jid" + i);
        for (int round = 0; round < 3; round++) {
            long began = cpuNanos();
            for (int i = 0; i < RETURNS; i++) {
                MinionId id = ids[i % minions];
                daemon.views().connections().onMinionHeard(id, "_return", "127.0.0.1:1", 1_700_000_000L);
                jobs.onReturn(jids[i % JOBS], id, load);
                requests.onRequestHandled("_return", Duration.ofNanos(i), Duration.ofNanos(i));
            }
            System.out.printf("listeners of a return: %d ns%n", (cpuNanos() - began) / RETURNS);
        }
    }

    /** Of this thread: other work on the machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void scrapes(Monitor monitor, int minions, boolean perMinion) {
        double[] millis = new double[ROUNDS];
        int bytes = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long began = cpuNanos();
            bytes = monitor.metrics().text().length;
            millis[i] = (cpuNanos() - began) / 1e6;
        }
        double first = millis[0];
        Arrays.sort(millis);
        System.out.printf(
                "scrape with %d minions%s: first %.1f ms, median %.1f ms, slowest of the rest %.1f ms, %d bytes, %d series%n",
                minions,
                perMinion ? " and their series" : "",
                first,
                millis[ROUNDS / 2],
                millis[ROUNDS - 2],
                bytes,
                PrometheusText.read(monitor.metrics().text()).seriesCount());
        long began = cpuNanos();
        monitor.health().report();
        System.out.printf("health report: %.1f ms%n", (cpuNanos() - began) / 1e6);
        began = cpuNanos();
        int rows = monitor.connections().subscribers().size();
        System.out.printf("%d rows of connections: %.1f ms%n", rows, (cpuNanos() - began) / 1e6);
    }
}
