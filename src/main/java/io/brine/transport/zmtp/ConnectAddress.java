package io.brine.transport.zmtp;

import io.netty.channel.local.LocalAddress;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** An endpoint as addresses to connect to, in the order to try them. */
final class ConnectAddress {
    private ConnectAddress() {}

    /** Whether {@link #of} answers without waiting for a name server. */
    static boolean needsNoLookup(Endpoint endpoint) {
        return !(endpoint instanceof Endpoint.Tcp tcp) || isNumeric(tcp.target().host());
    }

    /** At least one; a host name's IPv6 addresses only with {@code ipv6}, then first. May wait for a name server. */
    static List<SocketAddress> of(ZmtpContext context, Endpoint endpoint, boolean ipv6) throws IOException {
        if (endpoint instanceof Endpoint.Ipc ipc) {
            return List.of(UnixDomainSocketAddress.of(ipc.path()));
        }
        if (endpoint instanceof Endpoint.Inproc inproc) {
            return List.of(new LocalAddress(context.inprocName(inproc)));
        }
        Endpoint.HostPort target = ((Endpoint.Tcp) endpoint).target();
        String host = target.isWildcard() ? (ipv6 ? "::1" : "127.0.0.1") : target.host();
        boolean allowV6 = ipv6 || isNumeric(host);
        List<SocketAddress> addresses = Arrays.stream(InetAddress.getAllByName(host))
                .filter(address -> allowV6 || !(address instanceof Inet6Address))
                .sorted((a, b) -> Boolean.compare(b instanceof Inet6Address, a instanceof Inet6Address))
                .<SocketAddress>map(address -> new InetSocketAddress(address, target.port()))
                .toList();
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host + " has no IPv4 address and ipv6 is off");
        }
        return addresses;
    }

    /** The address to connect from, or null to let the system choose. */
    static SocketAddress source(Endpoint endpoint) throws IOException {
        if (!(endpoint instanceof Endpoint.Tcp tcp) || tcp.source().isEmpty()) {
            return null;
        }
        Endpoint.HostPort source = tcp.source().get();
        return source.isWildcard()
                ? new InetSocketAddress(source.port())
                : new InetSocketAddress(InetAddress.getByName(source.host()), source.port());
    }

    /** Then there can be one connection at a time. */
    static boolean hasFixedSourcePort(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Tcp tcp
                && tcp.source().map(Endpoint.HostPort::port).orElse(0) != 0;
    }

    private static boolean isNumeric(String host) {
        return host.equals("*") || NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
    }
}
