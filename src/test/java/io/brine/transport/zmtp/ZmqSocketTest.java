package io.brine.transport.zmtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.brine.FreePort;
import io.brine.transport.TransportException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each socket type against its partners, both ends ours. */
@Timeout(180)
class ZmqSocketTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final ZmtpContext context = new ZmtpContext(2);
    private final List<ZmqSocket> sockets = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        sockets.forEach(ZmqSocket::close);
        context.close();
    }

    private ZmqSocket socket(SocketType type) {
        return socket(type, ZmqOptions.DEFAULT);
    }

    private ZmqSocket socket(SocketType type, ZmqOptions options) {
        ZmqSocket socket = context.socket(type, options);
        sockets.add(socket);
        return socket;
    }

    private String endpoint(String transport) {
        return switch (transport) {
            case "tcp" -> "tcp://127.0.0.1:*";
            case "tcp6" -> "tcp://[::1]:*";
            case "ipc" -> "ipc://" + directory.resolve("s.ipc");
            default -> "inproc://here";
        };
    }

    private static List<byte[]> message(String... frames) {
        return Arrays.stream(frames).map(frame -> frame.getBytes(UTF_8)).toList();
    }

    private static List<String> texts(List<byte[]> frames) {
        return frames.stream().map(frame -> new String(frame, UTF_8)).toList();
    }

    private static List<String> received(ZmqSocket socket) {
        return texts(socket.receive(PATIENCE).orElseThrow(() -> new AssertionError("nothing came")));
    }

    @ParameterizedTest
    @CsvSource({
        "PUSH, PULL, tcp", "PUSH, PULL, tcp6", "PUSH, PULL, ipc", "PUSH, PULL, inproc",
        "PULL, PUSH, tcp", "DEALER, DEALER, ipc", "PAIR, PAIR, inproc", "PAIR, PAIR, tcp",
    })
    void messagesArriveWholeAndInOrder(SocketType binder, SocketType connector, String transport) {
        ZmqSocket bound = socket(binder);
        ZmqSocket connected = socket(connector);
        connected.connect(bound.bind(endpoint(transport)));
        ZmqSocket from = binder == SocketType.PULL ? connected : bound;
        ZmqSocket to = from == bound ? connected : bound;

        for (int i = 0; i < 500; i++) {
            from.send(message("n" + i, "", "x".repeat(i)));
            assertThat(received(to)).containsExactly("n" + i, "", "x".repeat(i));
        }
    }

    @Test
    void aPairConversationEndsWithEof() {
        ZmqSocket host = socket(SocketType.PAIR);
        ZmqSocket guest = socket(SocketType.PAIR);
        guest.connect(host.bind(endpoint("tcp")));

        for (String line : List.of("hello", "how are you", "EOF")) {
            guest.send(message(line));
        }
        List<String> heard = new ArrayList<>();
        String line = "";
        while (!line.equals("EOF")) {
            line = received(host).get(0);
            heard.add(line);
            host.send(message("heard " + line));
        }

        assertThat(heard).containsExactly("hello", "how are you", "EOF");
        assertThat(received(guest)).containsExactly("heard hello");
        assertThat(received(guest)).containsExactly("heard how are you");
        assertThat(received(guest)).containsExactly("heard EOF");
    }

    @Test
    void aSecondPeerOfAPairIsTurnedAway() {
        ZmqSocket host = socket(SocketType.PAIR);
        String endpoint = host.bind(endpoint("tcp"));
        ZmqSocket first = socket(SocketType.PAIR);
        first.connect(endpoint);
        await().until(() -> host.peers() == 1);

        ZmqSocket second = socket(SocketType.PAIR);
        second.connect(endpoint);

        await().until(() -> context.refusals().of(Refusal.PAIR_TAKEN) > 0);
        first.send(message("mine"));
        assertThat(received(host)).containsExactly("mine");
    }

    @Test
    void oneReqIsBalancedOverTwoReps() {
        ZmqSocket req = socket(SocketType.REQ);
        List<ZmqSocket> reps = List.of(socket(SocketType.REP), socket(SocketType.REP));
        reps.forEach(rep -> req.connect(rep.bind(endpoint("tcp"))));

        for (int round = 0; round < 10; round++) {
            ZmqSocket turn = reps.get(round % 2);
            req.send(message("q" + round));
            assertThat(received(turn)).containsExactly("q" + round);
            turn.send(message("a" + round));
            assertThat(received(req)).containsExactly("a" + round);
        }
    }

    @Test
    void reqAndRepKeepStrictlyToTheirTurns() {
        ZmqSocket req = socket(SocketType.REQ);
        ZmqSocket rep = socket(SocketType.REP);
        req.connect(rep.bind(endpoint("inproc")));

        assertThatThrownBy(() -> req.receive(SHORT)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> rep.send(message("x"))).isInstanceOf(IllegalStateException.class);
        req.send(message("q"));
        assertThatThrownBy(() -> req.send(message("again"))).isInstanceOf(IllegalStateException.class);
        assertThat(received(rep)).containsExactly("q");
        assertThatThrownBy(() -> rep.receive(SHORT)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLateSubscriberHearsWhatIsPublishedAfterItCame() {
        ZmqSocket pub = socket(SocketType.PUB);
        String endpoint = pub.bind(endpoint("tcp"));
        pub.send(message("news.early"));
        ZmqSocket sub = socket(SocketType.SUB);
        sub.subscribe("news".getBytes(UTF_8));
        sub.connect(endpoint);

        List<String> first = new ArrayList<>();
        await().until(() -> {
            pub.send(message("other"));
            pub.send(message("news.late", "body"));
            sub.receive(SHORT).ifPresent(frames -> first.addAll(texts(frames)));
            return !first.isEmpty();
        });

        assertThat(first).containsExactly("news.late", "body");
    }

    @Test
    void anEndedSubscriptionIsHeardNoMore() {
        ZmqSocket pub = socket(SocketType.XPUB);
        ZmqSocket sub = socket(SocketType.SUB);
        sub.subscribe("a".getBytes(UTF_8));
        sub.subscribe("a".getBytes(UTF_8));
        sub.subscribe("b".getBytes(UTF_8));
        sub.connect(pub.bind(endpoint("ipc")));
        assertThat(received(pub)).containsExactly("\u0001a");
        assertThat(received(pub)).containsExactly("\u0001b");

        sub.unsubscribe("a".getBytes(UTF_8));
        pub.send(message("a1"));
        assertThat(received(sub)).containsExactly("a1");
        sub.unsubscribe("a".getBytes(UTF_8));
        assertThat(received(pub)).containsExactly("\u0000a");
        pub.send(message("a2"));
        pub.send(message("b2"));

        assertThat(received(sub)).containsExactly("b2");
        sub.close();
        assertThat(received(pub)).containsExactly("\u0000b");
    }

    @Test
    void pushGivesWorkToSeveralPullsInTurn() {
        ZmqSocket push = socket(SocketType.PUSH);
        String endpoint = push.bind(endpoint("tcp"));
        List<ZmqSocket> workers = List.of(socket(SocketType.PULL), socket(SocketType.PULL), socket(SocketType.PULL));
        workers.forEach(worker -> worker.connect(endpoint));
        await().until(() -> push.peers() == 3);

        for (int i = 0; i < 30; i++) {
            push.send(message("job" + i));
        }

        Set<String> done = new TreeSet<>();
        for (ZmqSocket worker : workers) {
            for (int i = 0; i < 10; i++) {
                done.addAll(received(worker));
            }
            assertThat(worker.receive(Duration.ZERO)).isEmpty();
        }
        assertThat(done).hasSize(30);
    }

    @Test
    void pullTakesFromSeveralPushesInFairTurn() {
        ZmqSocket pull = socket(SocketType.PULL);
        String endpoint = pull.bind(endpoint("tcp"));
        for (String name : List.of("a", "b")) {
            ZmqSocket push = socket(SocketType.PUSH);
            push.connect(endpoint);
            for (int i = 0; i < 100; i++) {
                push.send(message(name));
            }
            push.close();
        }
        await().until(() -> pull.peers() == 0);

        List<String> order = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            order.addAll(received(pull));
        }

        for (int i = 0; i < 200; i += 2) {
            assertThat(order.subList(i, i + 2)).containsExactlyInAnyOrder("a", "b");
        }
    }

    @Test
    void routerSpeaksToEachPeerByItsIdentity() {
        ZmqSocket router = socket(SocketType.ROUTER);
        String endpoint = router.bind(endpoint("tcp"));
        ZmqSocket named = socket(SocketType.DEALER, ZmqOptions.DEFAULT.withIdentity("web1".getBytes(UTF_8)));
        ZmqSocket unnamed = socket(SocketType.DEALER);
        named.connect(endpoint);
        unnamed.connect(endpoint);

        named.send(message("from named"));
        assertThat(received(router)).containsExactly("web1", "from named");
        unnamed.send(message("from unnamed"));
        List<byte[]> fromUnnamed = router.receive();
        assertThat(fromUnnamed.get(0)).hasSize(5).startsWith(0);

        router.send(message("nobody", "lost"));
        router.send(message("web1", "to named"));
        router.send(List.of(fromUnnamed.get(0), "to unnamed".getBytes(UTF_8)));
        assertThat(received(named)).containsExactly("to named");
        assertThat(received(unnamed)).containsExactly("to unnamed");
        assertThat(context.refusals().of(Refusal.UNROUTABLE)).isEqualTo(1);
    }

    @Test
    void aMandatoryRouterSaysWhatItCannotRoute() {
        ZmqSocket router = socket(SocketType.ROUTER, ZmqOptions.DEFAULT.withRouterMandatory(true));
        router.bind(endpoint("inproc"));

        assertThatThrownBy(() -> router.send(message("nobody", "x"))).isInstanceOf(TransportException.class);
    }

    @Test
    void anIdentityIsNotTakenTwice() {
        ZmqSocket router = socket(SocketType.ROUTER);
        String endpoint = router.bind(endpoint("tcp"));
        ZmqOptions same = ZmqOptions.DEFAULT.withIdentity("one".getBytes(UTF_8));
        ZmqSocket first = socket(SocketType.DEALER, same);
        first.connect(endpoint);
        await().until(() -> router.peers() == 1);

        ZmqSocket second = socket(SocketType.DEALER, same);
        second.connect(endpoint);
        await().until(() -> context.refusals().of(Refusal.IDENTITY_TAKEN) > 0);
        first.send(message("still here"));
        assertThat(received(router)).containsExactly("one", "still here");
        router.send(message("one", "for the first"));
        assertThat(received(first)).containsExactly("for the first");

        first.close();
        assertThat(receivedOf(second, "after", router)).containsExactly("one", "after");
    }

    /**
     * Sends until it arrives: a DEALER that is refused believes in its connection between the two READYs, and what it sends
     * then is lost with it.
     */
    private static List<String> receivedOf(ZmqSocket from, String text, ZmqSocket to) {
        AtomicReference<List<String>> heard = new AtomicReference<>();
        await().atMost(PATIENCE).until(() -> {
            from.send(message(text), SHORT);
            to.receive(SHORT).ifPresent(frames -> heard.set(texts(frames)));
            return heard.get() != null;
        });
        return heard.get();
    }

    @Test
    void repAnswersThroughAChainOfRouters() {
        ZmqSocket front = socket(SocketType.ROUTER);
        ZmqSocket back = socket(SocketType.DEALER);
        ZmqSocket capture = socket(SocketType.PUSH);
        ZmqSocket ear = socket(SocketType.PULL);
        ear.connect(capture.bind("inproc://capture"));
        String frontEndpoint = front.bind("tcp://127.0.0.1:*");
        String backEndpoint = back.bind(endpoint("ipc"));
        ZmqSocket req = socket(SocketType.REQ);
        ZmqSocket rep = socket(SocketType.REP);
        rep.connect(backEndpoint);
        req.connect(frontEndpoint);
        await().until(() -> capture.peers() == 1);

        MonitoredQueue queue = new MonitoredQueue(front, back, capture, "in".getBytes(UTF_8), "out".getBytes(UTF_8));
        try {
            for (int i = 0; i < 5; i++) {
                req.send(message("q" + i));
                assertThat(received(rep)).containsExactly("q" + i);
                rep.send(message("a" + i, "more"));
                assertThat(received(req)).containsExactly("a" + i, "more");
                List<String> in = received(ear);
                assertThat(in.get(0)).isEqualTo("in");
                assertThat(in.subList(2, 4)).containsExactly("", "q" + i);
                assertThat(received(ear)).startsWith("out").endsWith("", "a" + i, "more");
            }
        } finally {
            queue.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void theSideThatConnectsMayStartFirst(String transport) {
        String endpoint = transport.equals("tcp") ? "tcp://127.0.0.1:" + FreePort.next() : endpoint(transport);
        ZmqSocket push = socket(SocketType.PUSH);
        push.connect(endpoint);
        push.send(message("early"));

        ZmqSocket pull = socket(SocketType.PULL);
        pull.bind(endpoint);

        assertThat(received(pull)).containsExactly("early");
    }

    @Test
    void whatWasQueuedWhileAServerWasAwayArrivesAtItsSuccessor() {
        String endpoint = endpoint("ipc");
        ZmqSocket first = socket(SocketType.PULL);
        first.bind(endpoint);
        ZmqSocket push = socket(SocketType.PUSH);
        push.connect(endpoint);
        push.send(message("one"));
        assertThat(received(first)).containsExactly("one");
        first.close();
        await().until(() -> push.peers() == 0);
        push.send(message("two"));

        ZmqSocket second = socket(SocketType.PULL);
        second.bind(endpoint);

        assertThat(received(second)).containsExactly("two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    void aPushWaitsAtTheHighWaterMarkUntilThereIsRoom(String transport) {
        ZmqOptions small = ZmqOptions.DEFAULT.withHighWaterMarks(5, 5);
        ZmqSocket push = socket(SocketType.PUSH, small);
        ZmqSocket pull = socket(SocketType.PULL, small);
        pull.connect(push.bind(endpoint(transport)));
        await().until(() -> push.peers() == 1);
        List<byte[]> big = List.of(new byte[1_000_000]);

        int sent = 0;
        while (sent < 1000 && push.send(big, SHORT)) {
            sent++;
        }
        assertThat(sent).isBetween(5, 100);
        for (int i = 0; i < sent; i++) {
            assertThat(pull.receive(PATIENCE)).isPresent();
        }
        assertThat(pull.receive(Duration.ZERO)).isEmpty();
        assertThat(push.send(big, PATIENCE)).isTrue();
    }

    @Test
    void aPublisherDropsForASlowSubscriberAndServesTheOthers() {
        ZmqOptions small = ZmqOptions.DEFAULT.withHighWaterMarks(5, 5);
        ZmqSocket pub = socket(SocketType.PUB, small);
        String endpoint = pub.bind(endpoint("tcp"));
        ZmqSocket slow = socket(SocketType.SUB, small);
        ZmqSocket quick = socket(SocketType.SUB, small);
        for (ZmqSocket sub : List.of(slow, quick)) {
            sub.subscribe(new byte[0]);
            sub.connect(endpoint);
            await().until(() -> {
                pub.send(message("hello"));
                return sub.receive(SHORT).isPresent();
            });
        }

        for (int i = 0; i < 300; i++) {
            String number = "n" + i;
            pub.send(List.of(number.getBytes(UTF_8), new byte[200_000]));
            String heard = "hello";
            while (heard.equals("hello")) {
                heard = new String(quick.receive(PATIENCE).orElseThrow().get(0), UTF_8);
            }
            assertThat(heard).isEqualTo(number);
        }

        assertThat(context.refusals().of(Refusal.HIGH_WATER_MARK)).isPositive();
    }

    @Test
    void aDealerWithoutAPeerWaitsAndAnImmediateOneEvenWhileItConnects() {
        ZmqSocket lonely = socket(SocketType.DEALER);
        ZmqSocket immediate = socket(SocketType.DEALER, ZmqOptions.DEFAULT.withImmediate(true));
        immediate.connect("ipc://" + directory.resolve("nobody"));

        assertThat(lonely.send(message("x"), SHORT)).isFalse();
        assertThat(immediate.send(message("x"), SHORT)).isFalse();
    }

    @Test
    void typesThatOnlySendOrOnlyReceiveSaySo() {
        assertThatThrownBy(() -> socket(SocketType.PUSH).receive(SHORT))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> socket(SocketType.PULL).send(message("x")))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> socket(SocketType.SUB).send(message("x")))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> socket(SocketType.PUB).receive(SHORT))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> socket(SocketType.PUB).subscribe(new byte[0]))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void closingWakesWhoWaits() throws Exception {
        ZmqSocket pull = socket(SocketType.PULL);
        Optional<?>[] outcome = new Optional<?>[1];
        Thread waiting = new Thread(() -> {
            try {
                pull.receive();
            } catch (TransportException closed) {
                outcome[0] = Optional.of(closed);
            }
        });
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        pull.close();
        waiting.join(PATIENCE.toMillis());

        assertThat(outcome[0]).isPresent();
    }

    @Test
    void aMessageSentJustBeforeCloseArrives() {
        ZmqSocket pull = socket(SocketType.PULL);
        ZmqSocket push = socket(SocketType.PUSH);
        push.connect(pull.bind(endpoint("tcp")));

        push.send(message("last words"));
        push.close();

        assertThat(received(pull)).containsExactly("last words");
    }
}
