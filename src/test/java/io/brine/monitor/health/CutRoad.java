package io.brine.monitor.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A road from an address of the loopback to the same ports of 127.0.0.1, which can be cut: then nothing gets through, and neither end
 * hears of it, as where packets are dropped.
 */
final class CutRoad implements AutoCloseable {
    private final List<ServerSocket> doors = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Object gate = new Object();
    private boolean isCut;

    CutRoad(String address, int... ports) throws IOException {
        for (int port : ports) {
            ServerSocket door = new ServerSocket(port, 100, InetAddress.getByName(address));
            doors.add(door);
            start(() -> accept(door, port));
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "cut-road");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocket door, int port) {
        try {
            while (true) {
                Socket near = door.accept();
                sockets.add(near);
                start(() -> join(near, port));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void join(Socket near, int port) {
        try {
            pass();
            Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(far);
            start(() -> carry(near, far));
            carry(far, near);
        } catch (IOException nobodyThere) {
            close(near);
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] piece = new byte[8192];
        try {
            for (int count = from.getInputStream().read(piece);
                    count >= 0;
                    count = from.getInputStream().read(piece)) {
                pass();
                to.getOutputStream().write(piece, 0, count);
            }
        } catch (IOException otherEndClosed) {
            // it is told to the other end below
        }
        pass();
        close(from);
        close(to);
    }

    /** Waits while the road is cut: what was under way, an end too, is held. */
    private void pass() {
        synchronized (gate) {
            while (isCut) {
                try {
                    gate.wait();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            return;
        }
    }

    void cut() {
        synchronized (gate) {
            isCut = true;
        }
    }

    void mend() {
        synchronized (gate) {
            isCut = false;
            gate.notifyAll();
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket door : doors) {
            door.close();
        }
        sockets.forEach(CutRoad::close);
        mend();
    }
}
