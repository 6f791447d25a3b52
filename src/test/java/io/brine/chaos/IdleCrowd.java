package io.brine.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.brine.config.ConfigLoader;
import io.brine.config.MasterConfig;
import io.brine.master.MasterDaemon;
import io.brine.transport.PublishClient;
import io.brine.transport.PublishServer;
import io.brine.transport.RequestClient;
import io.brine.transport.RequestServer;
import io.brine.transport.Roads;
import io.brine.transport.SocketEvent;
import io.brine.transport.zmtp.ZmtpRoads;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/**
 * A whole master with many idle subscribers, more than a process may have descriptors: they connect in memory, through the same
 * handshake, frames and books as over TCP. Both ends are in this process, so its memory is more than the master's would be.
 *
 * <p>Usage: {@code IdleCrowd [subscribers]}; run it as {@code bench/idle}.
 */
public final class IdleCrowd {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private IdleCrowd() {}

    public static void main(String[] arguments) throws Exception {
        int subscribers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50_000;
        Path root = Files.createTempDirectory("brine-idle");
        Files.writeString(root.resolve("master"), """
                interface: 127.0.0.1
                root_dir: %s
                pki_dir: /pki
                cachedir: /cache
                sock_dir: /run
                """.formatted(root));
        try (ZmtpRoads zmtp = new ZmtpRoads()) {
            Roads roads = new InMemory(zmtp);
            MasterConfig config = ConfigLoader.ofThisProcess().master(Optional.of(root), Map.of());
            try (MasterDaemon master = new MasterDaemon(config, roads)) {
                master.start();
                crowd(master, roads, subscribers);
            }
        }
    }

    private static void crowd(MasterDaemon master, Roads roads, int subscribers) throws Exception {
        say(0);
        AtomicInteger connected = new AtomicInteger();
        List<PublishClient> clients = new ArrayList<>(subscribers);
        PublishClient.Handler idle = new PublishClient.Handler() {
            @Override
            public void onMessage(List<byte[]> frames) {
                // a question who it is, which an idle crowd leaves unanswered
            }

            @Override
            public void onConnected(String address) {
                connected.incrementAndGet();
            }
        };
        for (int step : new int[] {1000, 10_000, subscribers}) {
            while (clients.size() < step) {
                PublishClient client = roads.publishClient("tcp://master:4505", "", Roads.RoadOptions.DEFAULT, idle);
                client.subscribe("".getBytes(US_ASCII));
                clients.add(client);
            }
            Awaitility.await().atMost(PATIENCE).until(() -> connected.get() >= step);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> master.views().connections().subscribers().size() >= step);
            say(step);
        }
    }

    private static void say(int subscribers) throws Exception {
        System.gc();
        long resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.printf(
                "%6d subscribers, both ends: resident %d MB, heap in use %d MB%n",
                subscribers, resident / 1024, heap >> 20);
    }

    /** The publish port in memory; the rest as it is. */
    private record InMemory(ZmtpRoads zmtp) implements Roads {
        private static final String PORT = "inproc://publish";

        @Override
        public RequestServer requestServer(String endpoint, RoadOptions options, RequestServer.Handler handler) {
            return zmtp.requestServer("tcp://127.0.0.1:0", options, handler);
        }

        @Override
        public RequestClient requestClient(String endpoint, RoadOptions options) {
            return zmtp.requestClient(endpoint, options);
        }

        @Override
        public PublishServer publishServer(String endpoint, RoadOptions options, PublishServer.Subscribers told) {
            return zmtp.publishServer(PORT, options, told);
        }

        @Override
        public PublishClient publishClient(
                String endpoint, String identity, RoadOptions options, PublishClient.Handler handler) {
            return zmtp.publishClient(PORT, identity, options, handler);
        }

        @Override
        public void listen(Consumer<SocketEvent> listener) {
            zmtp.listen(listener);
        }

        @Override
        public void close() {
            zmtp.close();
        }
    }
}
