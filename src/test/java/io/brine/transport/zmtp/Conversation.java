package io.brine.transport.zmtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What two sockets of given types say to each other to show that they get along. */
final class Conversation {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final byte[] EMPTY = {};
    private static final byte[] HELLO = "topic.hello".getBytes(UTF_8);
    private static final int[] SIZES = {0, 1, 255, 256, 70_000};

    private final Duration patience;

    /** @param patience for each message */
    Conversation(Duration patience) {
        this.patience = patience;
    }

    /** A message or a peer did not come in time, which is not the same as a wrong one. */
    static final class NothingCame extends AssertionError {
        private static final long serialVersionUID = 1L;

        NothingCame(String what) {
            super(what);
        }
    }

    void hold(SocketType firstType, Side first, SocketType secondType, Side second) {
        if (firstType == SocketType.PUB || firstType == SocketType.XPUB) {
            publish(first, second);
        } else if (firstType == SocketType.PUSH) {
            plain(first, second);
        } else if (firstType == SocketType.PAIR || secondType == SocketType.DEALER) {
            plain(first, second);
            plain(second, first);
        } else {
            requests(firstType, first, secondType, second);
        }
    }

    private void plain(Side from, Side to) {
        for (int size : SIZES) {
            from.send(List.of(body(size), EMPTY, body(3)));
            assertFrames(received(to), body(size), EMPTY, body(3));
        }
    }

    private void publish(Side publisher, Side subscriber) {
        Optional<List<byte[]>> heard = Optional.empty();
        long giveUpAt = System.nanoTime() + patience.toNanos();
        while (heard.isEmpty()) {
            if (System.nanoTime() > giveUpAt) {
                throw new NothingCame("nothing came");
            }
            publisher.send(List.of("other".getBytes(UTF_8)));
            publisher.send(List.of(HELLO));
            heard = subscriber.receive(SHORT);
        }
        assertFrames(heard.get(), HELLO);
        for (int size : SIZES) {
            publisher.send(List.of("topic".getBytes(UTF_8), body(size)));
            assertFrames(receivedAfterHello(subscriber), "topic".getBytes(UTF_8), body(size));
        }
    }

    private List<byte[]> receivedAfterHello(Side subscriber) {
        List<byte[]> heard = received(subscriber);
        while (Arrays.equals(heard.get(0), HELLO)) {
            heard = received(subscriber);
        }
        return heard;
    }

    /** REQ or DEALER asks REP or ROUTER. */
    private void requests(SocketType askerType, Side asker, SocketType answererType, Side answerer) {
        for (int size : SIZES) {
            byte[] question = body(size);
            byte[] answer = body(size + 1);
            boolean asksBare = askerType == SocketType.REQ;
            asker.send(asksBare ? List.of(question) : List.of(EMPTY, question));
            List<byte[]> heard = received(answerer);
            if (answererType == SocketType.ROUTER) {
                assertFrames(heard.subList(1, heard.size()), EMPTY, question);
                List<byte[]> routed = new ArrayList<>(heard.subList(0, 2));
                routed.add(answer);
                answerer.send(routed);
            } else {
                assertFrames(heard, question);
                answerer.send(List.of(answer));
            }
            if (asksBare) {
                assertFrames(received(asker), answer);
            } else {
                assertFrames(received(asker), EMPTY, answer);
            }
        }
    }

    private List<byte[]> received(Side side) {
        return side.receive(patience).orElseThrow(() -> new NothingCame("nothing came"));
    }

    private static void assertFrames(List<byte[]> heard, byte[]... expected) {
        assertThat(heard).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(heard.get(i)).isEqualTo(expected[i]);
        }
    }

    private static byte[] body(int size) {
        byte[] body = new byte[size];
        for (int i = 0; i < size; i++) {
            body[i] = (byte) (i * 7 + size);
        }
        return body;
    }
}
