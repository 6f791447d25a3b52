package io.brine.transport.zmtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.transport.Connection;
import io.brine.transport.Connection.HandshakeState;
import io.brine.transport.PublishClient;
import io.brine.transport.PublishServer;
import io.brine.transport.PublishServer.Delivery;
import io.brine.transport.PublishServer.Subscribers;
import io.brine.transport.Roads.RoadOptions;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublishToOneTest {
    private final ZmtpRoads roads = new ZmtpRoads();
    private final Watch watch = new Watch();
    private final PublishServer server = roads.publishServer("tcp://127.0.0.1:0", RoadOptions.DEFAULT, watch);

    @AfterEach
    void close() {
        roads.close();
    }

    /** What the server was told, as text. */
    private static final class Watch implements Subscribers, Delivery {
        final Queue<Connection> ready = new ConcurrentLinkedQueue<>();
        final Queue<String> log = new ConcurrentLinkedQueue<>();

        @Override
        public void onReady(Connection subscriber) {
            log.add("ready " + subscriber.identity() + " " + subscriber.peerSocketType());
            if (subscriber.handshake() == HandshakeState.DONE) {
                ready.add(subscriber);
            }
        }

        @Override
        public void onSubscribed(Connection subscriber) {
            log.add("subscribed " + subscriber.identity());
        }

        @Override
        public void onGone(Connection subscriber, String reason) {
            log.add("gone " + subscriber.identity() + ": " + reason);
        }

        @Override
        public void onWritten(Connection to) {
            log.add("written " + to.identity());
        }

        @Override
        public void onDropped(Connection to, String reason) {
            log.add("dropped " + to.identity() + ": " + reason);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private Queue<String> subscribe(String identity, String... prefixes) {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        PublishClient client = roads.publishClient(
                "tcp://127.0.0.1:" + server.port(),
                identity,
                RoadOptions.DEFAULT,
                frames -> received.add(new String(frames.get(frames.size() - 1), UTF_8)));
        for (String prefix : prefixes) {
            client.subscribe(bytes(prefix));
        }
        return received;
    }

    private Connection connected(String identity) {
        await().until(() -> watch.ready.stream().anyMatch(one -> one.identity().equals(identity)));
        return watch.ready.stream()
                .filter(one -> one.identity().equals(identity))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itAloneReceivesWhateverItSubscribedTo() {
        Queue<String> one = subscribe("one");
        Queue<String> two = subscribe("two", "");
        Connection to = connected("one");
        Connection other = connected("two");

        server.publishTo(to, List.of(bytes("topic"), bytes("for one")), watch);

        await().until(() -> one.contains("for one"));
        await().until(() -> watch.log.contains("written one"));
        server.publishTo(other, List.of(bytes("last")), Delivery.UNWATCHED);
        await().until(() -> two.contains("last"));
        assertThat(two).doesNotContain("for one");
    }

    @Test
    void itsFirstSubscriptionIsToldOnceAndFromThenOnItHearsWhatIsPublished() {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        PublishClient client = roads.publishClient(
                "tcp://127.0.0.1:" + server.port(),
                "one",
                RoadOptions.DEFAULT,
                frames -> received.add(new String(frames.get(0), UTF_8)));
        connected("one");
        assertThat(watch.log).doesNotContain("subscribed one");

        client.subscribe(bytes("first"));
        await().until(() -> watch.log.contains("subscribed one"));
        server.publish(List.of(bytes("first of all")), Delivery.UNWATCHED);
        client.subscribe(bytes("second"));

        await().until(() -> received.contains("first of all"));
        await().until(() -> {
            server.publish(List.of(bytes("second of all")), Delivery.UNWATCHED);
            return received.contains("second of all");
        });
        assertThat(watch.log).containsOnlyOnce("subscribed one");
    }

    @Test
    void itsMessagesKeepTheirOrderAmongThoseForAll() {
        Queue<String> one = subscribe("one", "");
        Connection to = connected("one");
        await().until(() -> {
            server.publish(List.of(bytes("begin")), Delivery.UNWATCHED);
            return !one.isEmpty();
        });
        List<String> sent = new ArrayList<>();

        for (int i = 0; i < 500; i++) {
            sent.add("message " + i);
            if (i % 3 == 0) {
                server.publish(List.of(bytes("message " + i)), Delivery.UNWATCHED);
            } else {
                server.publishTo(to, List.of(bytes("message " + i)), Delivery.UNWATCHED);
            }
        }

        await().until(() -> one.contains("message 499"));
        assertThat(one.stream().filter(text -> !text.equals("begin"))).isEqualTo(sent);
    }

    @Test
    void theListenerIsToldOfEachSubscriberOnceWhenItIsReadyAndOnceWhenItIsGone() throws Exception {
        subscribe("one");
        Connection connection = connected("one");
        try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            await().until(() -> server.connections().size() == 2);
            stranger.getOutputStream().write('x');
        }
        await().until(() -> server.connections().size() == 1);

        connection.close("no longer wanted");

        await().until(() -> watch.log.contains("gone one: no longer wanted"));
        assertThat(watch.log.stream().filter(line -> line.startsWith("gone")))
                .as("who never became ready is not told of")
                .containsExactly("gone one: no longer wanted");
        assertThat(watch.log).first().isEqualTo("ready one SUB");
    }

    @Test
    void theHighWaterMarkHoldsForItToo() throws Exception {
        RoadOptions d = RoadOptions.DEFAULT;
        RoadOptions narrow = new RoadOptions(
                d.backlog(),
                5,
                d.maxMessageBytes(),
                0,
                d.handshakeTimeout(),
                d.heartbeat(),
                d.heartbeatTimeout(),
                d.reconnectFirst(),
                d.reconnectMax(),
                d.linger(),
                d.keepAlive(),
                false);
        PublishServer small = roads.publishServer("tcp://127.0.0.1:0", narrow, watch);
        try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), small.port())) {
            byte[] ready = Command.ready(Map.of("Socket-Type", bytes("SUB"))).encode();
            deaf.getOutputStream().write(Greeting.toSend());
            deaf.getOutputStream().write(new byte[] {4, (byte) ready.length});
            deaf.getOutputStream().write(ready);
            await().until(() -> !watch.ready.isEmpty());

            for (int i = 0; i < 60; i++) {
                small.publishTo(watch.ready.peek(), List.of(new byte[500_000]), watch);
            }

            await().until(() -> watch.log.contains("dropped : high-water mark"));
            assertThat(watch.ready.peek().counts().queuePeak()).isEqualTo(5);
        }
    }
}
