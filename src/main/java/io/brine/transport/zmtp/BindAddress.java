package io.brine.transport.zmtp;

import io.brine.transport.TransportException;
import io.netty.channel.local.LocalAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** An endpoint as an address to bind, and back again once the system has filled in port or path. */
final class BindAddress {
    private BindAddress() {}

    static SocketAddress of(ZmtpContext context, Endpoint endpoint, boolean ipv6) {
        if (endpoint instanceof Endpoint.Tcp tcp) {
            return tcp(tcp, ipv6);
        }
        if (endpoint instanceof Endpoint.Ipc ipc) {
            return ipc(ipc);
        }
        return new LocalAddress(context.inprocName((Endpoint.Inproc) endpoint));
    }

    static Endpoint bound(Endpoint asked, SocketAddress address) {
        if (address instanceof InetSocketAddress inet) {
            Endpoint.HostPort host = new Endpoint.HostPort(inet.getAddress().getHostAddress(), inet.getPort());
            return new Endpoint.Tcp(host, Optional.empty());
        }
        if (address instanceof UnixDomainSocketAddress unix) {
            return new Endpoint.Ipc(unix.getPath().toString());
        }
        return asked;
    }

    /** A unix socket is for its owner alone, as Salt makes workers.ipc and publish_pull.ipc. */
    static void protect(Endpoint bound) {
        if (!(bound instanceof Endpoint.Ipc ipc)) {
            return;
        }
        try {
            Files.setPosixFilePermissions(Path.of(ipc.path()), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException | UnsupportedOperationException e) {
            throw new TransportException("Cannot protect " + bound + ": " + e.getMessage(), e);
        }
    }

    /** Takes the path of a unix socket away. */
    static void forget(Endpoint bound) {
        if (bound instanceof Endpoint.Ipc ipc) {
            try {
                Files.deleteIfExists(Path.of(ipc.path()));
            } catch (IOException leftBehind) {
                // The next bind finds it stale and takes it over.
            }
        }
    }

    private static SocketAddress tcp(Endpoint.Tcp endpoint, boolean ipv6) {
        Endpoint.HostPort target = endpoint.target();
        try {
            if (target.isWildcard()) {
                return new InetSocketAddress(InetAddress.getByName(ipv6 ? "::" : "0.0.0.0"), target.port());
            }
            NetworkInterface network = NetworkInterface.getByName(target.host());
            InetAddress address = network == null
                    ? InetAddress.getByName(target.host())
                    : network.inetAddresses()
                            .filter(a -> ipv6 || a.getAddress().length == 4)
                            .findFirst()
                            .orElseThrow(() -> new UnknownHostException("the interface has no address"));
            return new InetSocketAddress(address, target.port());
        } catch (IOException e) {
            throw new TransportException("Cannot bind " + endpoint + ": " + e.getMessage(), e);
        }
    }

    private static SocketAddress ipc(Endpoint.Ipc endpoint) {
        try {
            if (endpoint.path().equals("*")) {
                return UnixDomainSocketAddress.of(
                        Files.createTempDirectory("zmtp").resolve("socket"));
            }
            Path path = Path.of(endpoint.path());
            UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
            if (Files.exists(path)) {
                removeStale(path, address);
            }
            return address;
        } catch (IOException | IllegalArgumentException e) {
            throw new TransportException("Cannot bind " + endpoint + ": " + e.getMessage(), e);
        }
    }

    /** A socket file nobody listens at any more is left by a process that died. */
    private static void removeStale(Path path, UnixDomainSocketAddress address) throws IOException {
        if (Files.isRegularFile(path) || Files.isDirectory(path)) {
            throw new IOException("there is a file of that name");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(address);
        } catch (IOException nobodyListens) {
            Files.delete(path);
            return;
        }
        throw new IOException("address already in use");
    }
}
