package io.brine.transport.zmtp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.brine.transport.Connection;
import io.brine.transport.PublishServer;
import io.brine.transport.PublishServer.Delivery;
import io.brine.transport.Roads.KeepAlive;
import io.brine.transport.Roads.RoadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/**
 * Publishes to many subscribers and says what it cost: CPU of the {@code zmtp-N} threads per delivery, time to the last
 * subscriber, memory per connection. The subscribers are plain sockets in a process of their own.
 *
 * <p>Usage: {@code FanOutBench [subscribers] [topics|all]}
 */
public final class FanOutBench {
    private static final int ROUNDS = 20;
    private static final int BURST = 50;
    private static final int BODY = 1024;
    private static final int PER_ADDRESS = 10_000;
    private static final RoadOptions OPTIONS = new RoadOptions(
            4096,
            1000,
            1_000_000,
            0,
            Duration.ofSeconds(60),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMillis(100),
            Duration.ofSeconds(5),
            Duration.ZERO,
            KeepAlive.DEFAULT,
            false);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final AtomicLong written = new AtomicLong();
    private final Delivery watch = new Delivery() {
        @Override
        public void onWritten(Connection to) {
            written.incrementAndGet();
        }
    };

    private FanOutBench() {}

    public static void main(String[] arguments) throws Exception {
        int subscribers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        boolean topics = arguments.length > 1 && arguments[1].equals("topics");
        if (arguments.length > 2) {
            subscribe(subscribers, topics, Integer.parseInt(arguments[2]));
            return;
        }
        new FanOutBench().run(subscribers, topics);
    }

    private void run(int subscribers, boolean topics) throws Exception {
        try (ZmtpRoads roads = new ZmtpRoads()) {
            PublishServer server =
                    roads.publishServer("tcp://127.0.0.1:0", OPTIONS, PublishServer.Subscribers.UNWATCHED);
            long rssBefore = residentKilobytes();
            long heapBefore = heapKilobytes();
            long begin = System.nanoTime();
            Process crowd = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-Xmx256m",
                            "-cp",
                            ManagementFactory.getRuntimeMXBean().getClassPath(),
                            FanOutBench.class.getName(),
                            String.valueOf(subscribers),
                            topics ? "topics" : "all",
                            String.valueOf(server.port()))
                    .inheritIO()
                    .start();
            try {
                awaitSubscribed(server, subscribers);
                long millis = millisSince(begin);
                long rss = residentKilobytes() - rssBefore;
                long heap = heapKilobytes() - heapBefore;
                say(
                        "connected %d in %d ms; per connection: RSS %.1f KB, heap %.1f KB, CPU %.0f us",
                        subscribers,
                        millis,
                        1.0 * rss / subscribers,
                        1.0 * heap / subscribers,
                        cpuMicros() / subscribers);
                measure(server, subscribers, topics);
            } finally {
                begin = System.nanoTime();
                crowd.destroyForcibly();
                while (!server.connections().isEmpty()) {
                    Thread.onSpinWait();
                }
                say("all gone %d ms after the crowd left", millisSince(begin));
            }
        }
    }

    static void awaitSubscribed(PublishServer server, int subscribers) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .until(() -> server.connections().stream()
                                .filter(peer -> peer.counts().framesIn() > 0)
                                .count()
                        >= subscribers);
    }

    private void measure(PublishServer server, int subscribers, boolean topics) {
        byte[] body = new byte[BODY];
        for (int round = 0; round < ROUNDS; round++) {
            deliver("warm-up", subscribers, () -> server.publish(List.of(topic(-1), body), watch));
        }
        for (int round = 0; round < 3; round++) {
            deliver("one publish", subscribers, () -> server.publish(List.of(topic(-1), body), watch));
        }
        deliver("burst of " + BURST, subscribers * BURST, () -> {
            for (int i = 0; i < BURST; i++) {
                server.publish(List.of(topic(-1), body), watch);
            }
        });
        if (topics) {
            deliver("one topic each", subscribers, () -> {
                for (int i = 0; i < subscribers; i++) {
                    server.publish(List.of(topic(i), body), watch);
                }
            });
        }
    }

    private void deliver(String what, int deliveries, Runnable publish) {
        double cpuBefore = cpuMicros();
        long target = written.get() + deliveries;
        long begin = System.nanoTime();
        publish.run();
        double callerMillis = (System.nanoTime() - begin) / 1e6;
        while (written.get() < target) {
            Thread.onSpinWait();
        }
        double millis = (System.nanoTime() - begin) / 1e6;
        if (!what.equals("warm-up")) {
            say(
                    "%s: %.1f ms to the last, caller held %.2f ms, %.2f us CPU per delivery",
                    what, millis, callerMillis, (cpuMicros() - cpuBefore) / deliveries);
        }
    }

    /** CPU of the event loops since they began. */
    private double cpuMicros() {
        return Arrays.stream(threads.getAllThreadIds())
                .filter(id -> threads.getThreadInfo(id) != null
                        && threads.getThreadInfo(id).getThreadName().startsWith("zmtp-"))
                .mapToDouble(id -> threads.getThreadCpuTime(id) / 1000.0)
                .sum();
    }

    private static long residentKilobytes() {
        System.gc();
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long heapKilobytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(format, values));
    }

    private static byte[] topic(int subscriber) {
        return (subscriber < 0 ? "broadcast" : String.format("%040x", subscriber)).getBytes(US_ASCII);
    }

    // --- the crowd

    private static void subscribe(int subscribers, boolean topics, int port) throws IOException {
        Selector selector = Selector.open();
        for (int i = 0; i < subscribers; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.bind(new InetSocketAddress("127.0.0." + (2 + i / PER_ADDRESS), 0));
            channel.connect(new InetSocketAddress("127.0.0.1", port));
            channel.write(ByteBuffer.wrap(opening(i, topics)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        }
        ByteBuffer waste = ByteBuffer.allocateDirect(256 * 1024);
        while (true) {
            selector.select(key -> {
                try {
                    waste.clear();
                    if (((SocketChannel) key.channel()).read(waste) < 0) {
                        key.cancel();
                    }
                } catch (IOException e) {
                    key.cancel();
                }
            });
        }
    }

    static byte[] opening(int subscriber, boolean topics) {
        byte[] ready =
                Command.ready(Map.of("Socket-Type", "SUB".getBytes(US_ASCII))).encode();
        ByteBuffer bytes = ByteBuffer.allocate(256);
        bytes.put(Greeting.toSend()).put((byte) 4).put((byte) ready.length).put(ready);
        if (topics) {
            put(bytes, topic(subscriber));
            put(bytes, topic(-1));
        } else {
            put(bytes, new byte[0]);
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static void put(ByteBuffer bytes, byte[] prefix) {
        bytes.put((byte) 0).put((byte) (1 + prefix.length)).put((byte) 1).put(prefix);
    }
}
