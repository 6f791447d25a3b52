package io.brine.transport.zmtp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.brine.transport.PublishServer;
import io.brine.transport.PublishServer.Delivery;
import io.brine.transport.Roads.RoadOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;

/**
 * One message to many subscribers: how long from the call until the last byte has been read by the last of them, for our PUB
 * and for libzmq's, if python3-zmq is there. The subscribers are plain sockets in a process of their own, the same for both.
 *
 * <p>Usage: {@code FanOutRace [subscribers] [bytes]}; run it as {@code bench/fanout}.
 */
public final class FanOutRace {
    private static final byte[] TOPIC = "broadcast".getBytes(US_ASCII);
    /** Bytes of a message that subscribes to everything. */
    private static final int SUBSCRIPTION = 3;

    private static final int WARM_UP = 20;
    private static final int ROUNDS = 15;
    private static final int PER_ADDRESS = 10_000;
    private static final String LIBZMQ = """
            import sys, zmq
            n, size = int(sys.argv[1]), int(sys.argv[2])
            s = zmq.Context().socket(zmq.XPUB)
            s.setsockopt(zmq.XPUB_VERBOSE, 1)
            s.setsockopt(zmq.BACKLOG, 4096)
            port = s.bind_to_random_port('tcp://127.0.0.1')
            print(port, flush=True)
            for _ in range(n): s.recv()
            print('subscribed', flush=True)
            for line in sys.stdin: s.send_multipart([b'broadcast', bytes(size)])
            """;

    /** Something that publishes one message when told to. */
    private interface Publisher {
        void publish();
    }

    private final int subscribers;
    private final int bytes;

    private FanOutRace(int subscribers, int bytes) {
        this.subscribers = subscribers;
        this.bytes = bytes;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 2) {
            crowd(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            return;
        }
        int subscribers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int bytes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1024;
        FanOutRace race = new FanOutRace(subscribers, bytes);
        race.ours();
        race.libzmq();
    }

    private void ours() throws Exception {
        try (ZmtpRoads roads = new ZmtpRoads()) {
            PublishServer server =
                    roads.publishServer("tcp://127.0.0.1:0", RoadOptions.DEFAULT, PublishServer.Subscribers.UNWATCHED);
            List<byte[]> frames = List.of(TOPIC, new byte[bytes]);
            Process crowd = startCrowd(server.port());
            try (BufferedReader told = crowd.inputReader()) {
                told.readLine();
                FanOutBench.awaitSubscribed(server, subscribers);
                race("brine", told, () -> server.publish(frames, Delivery.UNWATCHED));
            } finally {
                crowd.destroyForcibly();
            }
        }
    }

    private void libzmq() throws Exception {
        Process python = new ProcessBuilder(
                        "/usr/bin/python3", "-c", LIBZMQ, String.valueOf(subscribers), String.valueOf(bytes))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader publisher = python.inputReader();
                PrintWriter orders = new PrintWriter(python.outputWriter(), true)) {
            String port = publisher.readLine();
            if (port == null) {
                System.out.println("libzmq: python3-zmq is not there");
                return;
            }
            Process crowd = startCrowd(Integer.parseInt(port));
            try (BufferedReader told = crowd.inputReader()) {
                told.readLine();
                publisher.readLine();
                race("libzmq", told, () -> orders.println("publish"));
            } finally {
                crowd.destroyForcibly();
            }
        } finally {
            python.destroyForcibly();
        }
    }

    private void race(String name, BufferedReader told, Publisher publisher) throws IOException {
        double[] last = new double[ROUNDS];
        double[] held = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            publisher.publish();
            double callerMillis = (System.nanoTime() - begin) / 1e6;
            if (told.readLine() == null) {
                throw new IOException("the subscribers are gone");
            }
            if (round >= 0) {
                last[round] = (System.nanoTime() - begin) / 1e6;
                held[round] = callerMillis;
            }
        }
        Arrays.sort(last);
        Arrays.sort(held);
        System.out.printf(
                "%s: %d bytes to %d subscribers, last byte after %.1f ms (median of %d; %.1f to %.1f),"
                        + " caller held %.2f ms (at most %.2f)%n",
                name,
                bytes,
                subscribers,
                last[ROUNDS / 2],
                ROUNDS,
                last[0],
                last[ROUNDS - 1],
                held[ROUNDS / 2],
                held[ROUNDS - 1]);
    }

    private Process startCrowd(int port) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        ManagementFactory.getRuntimeMXBean().getClassPath(),
                        FanOutRace.class.getName(),
                        String.valueOf(subscribers),
                        String.valueOf(bytes),
                        String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    // --- the crowd

    /** Says a line when all are connected, and one each time all have read a whole message. */
    private static void crowd(int subscribers, int bytes, int port) throws IOException {
        Selector selector = Selector.open();
        for (int i = 0; i < subscribers; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.bind(new InetSocketAddress("127.0.0." + (2 + i / PER_ADDRESS), 0));
            channel.connect(new InetSocketAddress("127.0.0.1", port));
            ByteBuffer opening = ByteBuffer.wrap(FanOutBench.opening(i, false));
            int subscription = opening.limit() - SUBSCRIPTION;
            channel.write(opening.slice(0, subscription));
            // libzmq breaks with a peer whose messages come before its own READY is out.
            read(channel, Greeting.SIZE);
            read(channel, read(channel, 2).get(1));
            channel.write(opening.slice(subscription, SUBSCRIPTION));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        }
        System.out.println("connected");
        long each = 2 + TOPIC.length + (bytes > 255 ? 9 : 2) + bytes;
        long left = each * subscribers;
        ByteBuffer waste = ByteBuffer.allocateDirect(256 * 1024);
        while (true) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                waste.clear();
                int count = ((SocketChannel) key.channel()).read(waste);
                if (count < 0) {
                    return;
                }
                left -= count;
            }
            selector.selectedKeys().clear();
            if (left == 0) {
                left = each * subscribers;
                System.out.println("all");
            }
        }
    }

    private static ByteBuffer read(SocketChannel channel, int count) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(count);
        while (in.hasRemaining()) {
            if (channel.read(in) < 0) {
                throw new IOException("the publisher closed");
            }
        }
        return in.flip();
    }
}
