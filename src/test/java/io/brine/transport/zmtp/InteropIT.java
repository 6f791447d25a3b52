package io.brine.transport.zmtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every type against its partner in libzmq and in JeroMQ, over tcp and ipc, either end bound, either end started first,
 * with frames around every border of the framing.
 */
@Timeout(300)
class InteropIT {
    private static final int ATTEMPTS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration FORGIVEN_SILENCE = Duration.ofSeconds(3);

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

        /** @param endpoints a fresh one for each attempt */
        void run(Side.Library ours, Side.Library theirs, Supplier<String> endpoints) {
            for (int attempt = 1; !isHeld(ours, theirs, endpoints.get()); attempt++) {
                assertThat(attempt).as("%s: silent each time", this).isLessThan(ATTEMPTS);
            }
        }

        /** False if nothing came from, or went to, an end that may fall silent by itself; all else is a failure. */
        private boolean isHeld(Side.Library ours, Side.Library theirs, String endpoint) {
            Side first = (oursIsFirst ? ours : theirs).open(partners.first());
            Side second = (oursIsFirst ? theirs : ours).open(partners.second());
            Side binder = firstBinds ? first : second;
            Side connector = firstBinds ? second : first;
            boolean forgiven = connector.mayFallSilentAfterConnecting();
            try {
                if (partners.second() == SocketType.SUB) {
                    second.subscribe("topic".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                }
                if (binderStarts) {
                    binder.bind(endpoint);
                    connector.connect(endpoint);
                } else {
                    connector.connect(endpoint);
                    binder.bind(endpoint);
                }
                new Conversation(forgiven ? FORGIVEN_SILENCE : PATIENCE)
                        .hold(partners.first(), first, partners.second(), second);
                return true;
            } catch (Conversation.NothingCame silence) {
                if (!forgiven) {
                    throw new AssertionError(this + " on " + endpoint, silence);
                }
                return false;
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
            Case.all().forEach(one -> one.run(ours, theirs, () -> "tcp://127.0.0.1:" + FreePort.next()));
        }
    }

    @Test
    void everyTypeSpeaksWithLibzmqOverUnixSockets() {
        try (Side.Library ours = Side.ours();
                Side.Library theirs = LibzmqPeer.start()) {
            int[] count = new int[1];
            Case.all().forEach(one -> one.run(ours, theirs, () -> "ipc://" + directory.resolve("s" + count[0]++)));
        }
    }

    @Test
    void everyTypeSpeaksWithJeromqOverTcp() {
        try (Side.Library ours = Side.ours();
                Side.Library theirs = new JeromqPeer()) {
            Case.all().forEach(one -> one.run(ours, theirs, () -> "tcp://127.0.0.1:" + FreePort.next()));
        }
    }
}
