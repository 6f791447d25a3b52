package io.brine.events;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A listening socket of the feed. A unix socket is bound in a directory only its owner may enter, gets its mode there and
 * is then moved to its name, so that at no moment a stranger can connect; what a dead process left there is replaced.
 */
final class FeedDoor {
    private final ServerSocketChannel channel;
    private final SocketAddress address;

    FeedDoor(SocketAddress wanted, boolean groupToo, Selector selector) {
        try {
            if (wanted instanceof UnixDomainSocketAddress unix) {
                channel = openUnix(unix.getPath(), groupToo);
                address = wanted;
            } else {
                channel = ServerSocketChannel.open().bind(wanted);
                address = channel.getLocalAddress();
            }
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException refused) {
            throw new EventsException("cannot open the event socket " + wanted + ": " + refused.getMessage(), refused);
        }
    }

    private static ServerSocketChannel openUnix(Path path, boolean groupToo) throws IOException {
        Files.createDirectories(path.getParent());
        refuseIfAlive(path);
        Path cell = Files.createTempDirectory(path.getParent(), ".e");
        Path inCell = cell.resolve("s");
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(inCell));
            Files.setPosixFilePermissions(
                    inCell, PosixFilePermissions.fromString(groupToo ? "rw-rw----" : "rw-------"));
            Files.move(inCell, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return channel;
        } catch (IOException failed) {
            channel.close();
            Files.deleteIfExists(inCell);
            throw failed;
        } finally {
            Files.deleteIfExists(cell);
        }
    }

    /** A second daemon on the same directories must not take the first one's listeners away. */
    private static void refuseIfAlive(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
        } catch (ConnectException deadOrNoSocket) {
            Files.delete(path);
            return;
        }
        throw new IOException("another process is listening there");
    }

    ServerSocketChannel channel() {
        return channel;
    }

    SocketAddress address() {
        return address;
    }

    void close() {
        try {
            channel.close();
            if (address instanceof UnixDomainSocketAddress unix) {
                Files.deleteIfExists(unix.getPath());
            }
        } catch (IOException alreadyGone) {
            // it was to be closed
        }
    }
}
