package io.brine.transport.zmtp;

import io.brine.transport.TransportException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;

/** Where a socket binds or connects, as ZeroMQ writes it. Source: zmq_tcp(7), zmq_ipc(7), zmq_inproc(7). */
sealed interface Endpoint {
    /** {@code tcp://host:port}, {@code tcp://[::1]:port}, {@code tcp://*:0}, {@code tcp://source:port;host:port}. */
    record Tcp(HostPort target, Optional<HostPort> source) implements Endpoint {
        @Override
        public String toString() {
            return "tcp://" + source.map(s -> s + ";").orElse("") + target;
        }
    }

    /** {@code ipc:///path/of/a/unix.socket}; the path {@code *} lets bind choose one. */
    record Ipc(String path) implements Endpoint {
        @Override
        public String toString() {
            return "ipc://" + path;
        }
    }

    /** {@code inproc://name}: only within one context. */
    record Inproc(String name) implements Endpoint {
        @Override
        public String toString() {
            return "inproc://" + name;
        }
    }

    /** A host (name, number, or {@code *}) without brackets, and a port. */
    record HostPort(String host, int port) {
        boolean isWildcard() {
            return host.equals("*");
        }

        @Override
        public String toString() {
            return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
        }
    }

    /** @throws TransportException when it cannot be read; the message names it */
    static Endpoint parse(String text) {
        int scheme = text.indexOf("://");
        if (scheme < 0) {
            throw malformed(text, "it has no transport, as in tcp://");
        }
        String rest = text.substring(scheme + 3);
        if (rest.isEmpty()) {
            throw malformed(text, "it has no address");
        }
        return switch (text.substring(0, scheme)) {
            case "tcp" -> tcp(text, rest);
            case "ipc" -> ipc(text, rest);
            case "inproc" -> new Inproc(rest);
            default -> throw malformed(text, "its transport is none of tcp, ipc, inproc");
        };
    }

    private static Endpoint tcp(String text, String rest) {
        int semicolon = rest.indexOf(';');
        if (semicolon < 0) {
            return new Tcp(hostPort(text, rest), Optional.empty());
        }
        return new Tcp(
                hostPort(text, rest.substring(semicolon + 1)),
                Optional.of(hostPort(text, rest.substring(0, semicolon))));
    }

    private static Endpoint ipc(String text, String path) {
        if (path.startsWith("@")) {
            throw malformed(text, "abstract names of unix sockets are not reachable from Java; use a path");
        }
        return new Ipc(path);
    }

    private static HostPort hostPort(String text, String part) {
        int colon = part.lastIndexOf(':');
        if (colon <= 0) {
            throw malformed(text, "it has no port");
        }
        String host = part.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()) {
            throw malformed(text, "it has no host");
        }
        return new HostPort(host, port(text, part.substring(colon + 1)));
    }

    private static int port(String text, String digits) {
        if (digits.equals("*")) {
            return 0;
        }
        if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > 0xFFFF) {
            throw malformed(text, "its port is not between 0 and 65535");
        }
        return Integer.parseInt(digits);
    }

    private static TransportException malformed(String text, String reason) {
        return new TransportException("Endpoint " + text + ": " + reason);
    }

    /** {@code host:port} of an internet address; for others, whose clients have no name, the endpoint's own. */
    static String text(SocketAddress address, Endpoint endpoint) {
        if (address instanceof InetSocketAddress inet) {
            InetAddress ip = inet.getAddress();
            return new HostPort(ip == null ? inet.getHostString() : ip.getHostAddress(), inet.getPort()).toString();
        }
        return endpoint instanceof Ipc ipc ? ipc.path() : endpoint.toString();
    }
}
