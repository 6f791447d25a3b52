package io.brine.transport.zmtp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.brine.transport.RequestServer;
import io.brine.transport.Roads.RoadOptions;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * What a request and its reply cost the {@code zmtp-N} threads: on kept connections and on a new one each. Replies come from
 * other threads, as the master's do. The askers are plain sockets in a process of their own.
 *
 * <p>Usage: {@code RequestBench [askers] [requests of each round]}
 */
public final class RequestBench {
    private static final int ROUNDS = 6;
    private static final int BODY = 300;
    private static final int WORKERS = 2;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private RequestBench() {}

    public static void main(String[] arguments) throws Exception {
        int askers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
        int requests = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20_000;
        if (arguments.length > 2) {
            crowd(askers, requests, Integer.parseInt(arguments[2]), arguments[3].equals("new"));
            return;
        }
        new RequestBench().run(askers, requests);
    }

    private void run(int askers, int requests) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try (ZmtpRoads roads = new ZmtpRoads()) {
            RequestServer server = roads.requestServer(
                    "tcp://127.0.0.1:0",
                    RoadOptions.DEFAULT,
                    request -> workers.execute(() -> request.reply(request.body())));
            for (int round = 0; round < ROUNDS; round++) {
                for (String kind : new String[] {"kept", "new"}) {
                    measure(kind, askers, requests, server.port());
                }
            }
        } finally {
            workers.shutdown();
        }
    }

    private void measure(String kind, int askers, int requests, int port) throws Exception {
        double before = cpuMicros();
        Process crowd = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        ManagementFactory.getRuntimeMXBean().getClassPath(),
                        RequestBench.class.getName(),
                        String.valueOf(askers),
                        String.valueOf(requests),
                        String.valueOf(port),
                        kind)
                .inheritIO()
                .start();
        if (crowd.waitFor() != 0) {
            throw new IllegalStateException("the askers failed");
        }
        System.out.printf("%s connections: %.1f us CPU per request%n", kind, (cpuMicros() - before) / requests);
    }

    /** CPU of the event loops since they began. */
    private double cpuMicros() {
        return Arrays.stream(threads.getAllThreadIds())
                .filter(id -> threads.getThreadInfo(id) != null
                        && threads.getThreadInfo(id).getThreadName().startsWith("zmtp-"))
                .mapToDouble(id -> threads.getThreadCpuTime(id) / 1000.0)
                .sum();
    }

    // --- the crowd

    private static void crowd(int askers, int requests, int port, boolean anew) throws Exception {
        ExecutorService each = Executors.newFixedThreadPool(askers);
        for (int i = 0; i < askers; i++) {
            each.execute(() -> {
                try {
                    ask(requests / askers, port, anew);
                } catch (IOException e) {
                    e.printStackTrace();
                    System.exit(1);
                }
            });
        }
        each.shutdown();
        each.awaitTermination(10, TimeUnit.MINUTES);
    }

    private static void ask(int requests, int port, boolean anew) throws IOException {
        for (int done = 0; done < requests; ) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port));
                socket.setTcpNoDelay(true);
                DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
                socket.getOutputStream().write(Greeting.toSend());
                in.readFully(new byte[Greeting.SIZE]);
                socket.getOutputStream().write(ready());
                in.readByte();
                in.readFully(new byte[in.readUnsignedByte()]);
                for (int until = anew ? done + 1 : requests; done < until; done++) {
                    socket.getOutputStream().write(request());
                    in.readFully(new byte[request().length]);
                }
            }
        }
    }

    private static byte[] ready() {
        Map<String, byte[]> properties = new LinkedHashMap<>();
        properties.put("Socket-Type", "REQ".getBytes(US_ASCII));
        properties.put("Identity", new byte[0]);
        byte[] ready = Command.ready(properties).encode();
        return ByteBuffer.allocate(2 + ready.length)
                .put((byte) FrameDecoder.COMMAND)
                .put((byte) ready.length)
                .put(ready)
                .array();
    }

    private static byte[] request() {
        return ByteBuffer.allocate(2 + 9 + BODY)
                .put(new byte[] {FrameDecoder.MORE, 0, FrameDecoder.LONG})
                .putLong(BODY)
                .array();
    }
}
