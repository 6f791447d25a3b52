package io.brine.transport.zmtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What two sockets of given types say to each other to show that they get along. */
final class Conversation {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final byte[] EMPTY = {};
    private static final int[] SIZES = {0, 1, 255, 256, 70_000};

    private Conversation() {}

    static void hold(SocketType firstType, Side first, SocketType secondType, Side second) {
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

    private static void plain(Side from, Side to) {
        for (int size : SIZES) {
            from.send(List.of(body(size), EMPTY, body(3)));
            assertFrames(received(to), body(size), EMPTY, body(3));
        }
    }

    private static void publish(Side publisher, Side subscriber) {
        Optional<List<byte[]>> heard = Optional.empty();
        for (int i = 0; i < 200 && heard.isEmpty(); i++) {
            publisher.send(List.of("other".getBytes(UTF_8)));
            publisher.send(List.of("topic.hello".getBytes(UTF_8)));
            heard = subscriber.receive(SHORT);
        }
        assertThat(heard).isPresent();
        while (heard.isPresent()) {
            assertThat(new String(heard.get().get(0), UTF_8)).isEqualTo("topic.hello");
            heard = subscriber.receive(SHORT);
        }
        for (int size : SIZES) {
            publisher.send(List.of("topic".getBytes(UTF_8), body(size)));
            assertFrames(received(subscriber), "topic".getBytes(UTF_8), body(size));
        }
    }

    /** REQ or DEALER asks REP or ROUTER. */
    private static void requests(SocketType askerType, Side asker, SocketType answererType, Side answerer) {
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

    private static List<byte[]> received(Side side) {
        return side.receive(PATIENCE).orElseThrow(() -> new AssertionError("nothing came"));
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
