package io.brine.transport.zmtp;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every type against its partner in libzmq and in JeroMQ, over tcp and ipc, either end bound, either end started first,
 * with frames around every border of the framing.
 */
@Timeout(120)
class InteropIT {
    private record Partners(SocketType first, SocketType second) {}

    private static final List<Partners> PARTNERS = List.of(
            new Partners(SocketType.REQ, SocketType.REP),
            new Partners(SocketType.REQ, SocketType.ROUTER),
            new Partners(SocketType.DEALER, SocketType.REP),
            new Partners(SocketType.DEALER, SocketType.ROUTER),
            new Partners(SocketType.DEALER, SocketType.DEALER),
            new Partners(SocketType.PUB, SocketType.SUB),
            new Partners(SocketType.XPUB, SocketType.SUB),
            new Partners(SocketType.PUSH, SocketType.PULL),
            new Partners(SocketType.PAIR, SocketType.PAIR));

    private record Case(Partners partners, boolean oursIsFirst, boolean firstBinds, boolean binderStarts) {
        static Stream<Case> all() {
            List<Case> cases = new ArrayList<>();
            for (Partners partners : PARTNERS) {
                for (int bits = 0; bits < 8; bits++) {
                    cases.add(new Case(partners, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0));
                }
            }
            return cases.stream();
        }

        void run(Side.Library ours, Side.Library theirs, String endpoint) {
            Side first = (oursIsFirst ? ours : theirs).open(partners.first());
            Side second = (oursIsFirst ? theirs : ours).open(partners.second());
            try {
                if (partners.second() == SocketType.SUB) {
                    second.subscribe("topic".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                }
                Side binder = firstBinds ? first : second;
                Side connector = firstBinds ? second : first;
                if (binderStarts) {
                    binder.bind(endpoint);
                    connector.connect(endpoint);
                } else {
                    connector.connect(endpoint);
                    binder.bind(endpoint);
                }
                Conversation.hold(partners.first(), first, partners.second(), second);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(this + " on " + endpoint, e);
            } finally {
                first.close();
                second.close();
            }
        }
    }

    @TempDir
    private Path directory;

    @Test
    void everyTypeSpeaksWithLibzmqOverTcp() {
        try (Side.Library ours = Side.ours();
                Side.Library theirs = LibzmqPeer.start()) {
            Case.all().forEach(one -> one.run(ours, theirs, "tcp://127.0.0.1:" + freePort()));
        }
    }

    @Test
    void everyTypeSpeaksWithLibzmqOverUnixSockets() {
        try (Side.Library ours = Side.ours();
                Side.Library theirs = LibzmqPeer.start()) {
            int[] count = new int[1];
            Case.all().forEach(one -> one.run(ours, theirs, "ipc://" + directory.resolve("s" + count[0]++)));
        }
    }

    @Test
    void everyTypeSpeaksWithJeromqOverTcp() {
        try (Side.Library ours = Side.ours();
                Side.Library theirs = new JeromqPeer()) {
            Case.all().forEach(one -> one.run(ours, theirs, "tcp://127.0.0.1:" + freePort()));
        }
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
