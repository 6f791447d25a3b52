package io.brine.events;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Where a feed is: {@code pub} is read by subscribers, {@code pull} is written to by those who fire.
 *
 * <pre>
 *   master   &lt;sock_dir&gt;/master_event_pub.ipc        &lt;sock_dir&gt;/master_event_pull.ipc       tcp 4512 / 4513
 *   minion   &lt;sock_dir&gt;/minion_event_&lt;h&gt;_pub.ipc   &lt;sock_dir&gt;/minion_event_&lt;h&gt;_pull.ipc   tcp 4510 / 4511
 * </pre>
 */
public record EventSockets(SocketAddress pub, SocketAddress pull) {
    public static EventSockets master(Path sockDir) {
        return named(sockDir, "master_event");
    }

    /** @param hash the first ten hex digits of {@code hash_type} over the minion id */
    public static EventSockets minion(Path sockDir, String hash) {
        return named(sockDir, "minion_event_" + hash);
    }

    /** For {@code ipc_mode: tcp}. */
    public static EventSockets tcp(int pubPort, int pullPort) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return new EventSockets(new InetSocketAddress(loopback, pubPort), new InetSocketAddress(loopback, pullPort));
    }

    private static EventSockets named(Path sockDir, String name) {
        return new EventSockets(
                UnixDomainSocketAddress.of(sockDir.resolve(name + "_pub.ipc")),
                UnixDomainSocketAddress.of(sockDir.resolve(name + "_pull.ipc")));
    }

    static SocketChannel connect(SocketAddress address) {
        try {
            SocketChannel channel = address instanceof UnixDomainSocketAddress
                    ? SocketChannel.open(StandardProtocolFamily.UNIX)
                    : SocketChannel.open();
            try {
                channel.connect(address);
                return channel;
            } catch (IOException refused) {
                channel.close();
                throw refused;
            }
        } catch (IOException refused) {
            throw new EventsException("no event bus at " + address + ": " + refused.getMessage(), refused);
        }
    }
}
