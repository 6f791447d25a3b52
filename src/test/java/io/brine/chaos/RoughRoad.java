package io.brine.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy on a bad line: bytes go on in random pieces and late, and each connection ends after a random number of bytes:
 * either both ways at once, or one way falls silent first while the other still works.
 */
final class RoughRoad implements AutoCloseable {
    private static final int LEAST_BYTES = 1500;
    private static final int MORE_BYTES = 12_000;
    private static final int SILENCE_MILLIS = 300;

    private final ServerSocket door;
    private final int target;
    private final Random random;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    final AtomicLong cut = new AtomicLong();
    final AtomicLong silenced = new AtomicLong();

    RoughRoad(int target, long seed) throws IOException {
        this.target = target;
        this.random = new Random(seed);
        this.door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    String uri() {
        return "tcp://127.0.0.1:" + door.getLocalPort();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "rough-road");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = door.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(near);
                sockets.add(far);
                start(() -> carry(near, far));
                start(() -> carry(far, near));
            }
        } catch (IOException closed) {
            close();
        }
    }

    private void carry(Socket from, Socket to) {
        int left = LEAST_BYTES + random.nextInt(MORE_BYTES);
        byte[] piece = new byte[4096];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            while (left > 0) {
                int count = in.read(piece, 0, 1 + random.nextInt(700));
                if (count < 0) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(random.nextInt(3));
                out.write(piece, 0, count);
                left -= count;
            }
            if (random.nextBoolean()) {
                silenced.incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(SILENCE_MILLIS);
            } else {
                cut.incrementAndGet();
            }
        } catch (IOException otherEndClosed) {
            return;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException alreadyGone) {
            sockets.clear();
        }
    }
}
