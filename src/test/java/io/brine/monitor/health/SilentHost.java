package io.brine.monitor.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** An address and port of the loopback that answers no new connection, as a host without power: its line of waiting ones is full. */
final class SilentHost implements AutoCloseable {
    private static final int MOST = 64;
    private static final int MILLIS = 300;

    private final ServerSocket door;
    private final List<Socket> waiting = new ArrayList<>();

    SilentHost(String address, int port) throws IOException {
        door = new ServerSocket(port, 1, InetAddress.getByName(address));
        while (takesAnother()) {
            if (waiting.size() == MOST) {
                throw new IOException("the system lets any number of connections wait on " + door);
            }
        }
    }

    private boolean takesAnother() throws IOException {
        Socket one = new Socket();
        waiting.add(one);
        try {
            one.connect(new InetSocketAddress(door.getInetAddress(), door.getLocalPort()), MILLIS);
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket one : waiting) {
            one.close();
        }
    }
}
