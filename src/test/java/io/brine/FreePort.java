package io.brine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for what a test binds later, or again. They lie below those the system itself gives to connections and to port 0, so that no
 * test that runs beside gets one of them in between. Each of the two processes of a test run has a range of its own.
 */
public final class FreePort {
    private static final int FORK = Integer.getInteger("test.fork", 1);
    private static final int FIRST = FORK % 2 == 1 ? 12_000 : 22_000;
    private static final int END = FIRST + 10_000;
    private static final int MOST_TRIES = 1_000;
    /** Each process begins elsewhere and gives no port twice, as long as there are others. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(END - FIRST));

    private FreePort() {}

    /** Nobody listens on it now. */
    public static int next() {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            int port = FIRST + NEXT.getAndIncrement() % (END - FIRST);
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
        throw new IllegalStateException("no free port between " + FIRST + " and " + END);
    }
}
