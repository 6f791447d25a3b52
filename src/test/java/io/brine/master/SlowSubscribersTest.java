package io.brine.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.config.MonitorConfig;
import io.brine.data.Trees;
import io.brine.events.EventBus;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.transport.Connection;
import io.brine.transport.PublishServer;
import io.brine.transport.PublishServer.Delivery;
import io.brine.transport.PublishServer.Subscribers;
import io.brine.transport.Roads.RoadOptions;
import io.brine.transport.zmtp.ZmtpBytes;
import io.brine.transport.zmtp.ZmtpRoads;
import io.brine.wire.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A subscriber of the publish port that does not take what is sent to it")
class SlowSubscribersTest {
    private static final int MESSAGE = 512 * 1024;
    /** What the system takes for a peer that does not read is less than these. */
    private static final int FULL = 60;

    private static final int HIGH_WATER_MARK = 50;

    private final ZmtpRoads roads = new ZmtpRoads(1);
    private final EventBus bus = new EventBus(Clock.systemUTC());
    private final EventSource events = bus.subscribe(EventFilter.startingWith("salt/mon/slow/"));
    private final List<String> told = new ArrayList<>();
    private final Socket peer = new Socket();
    private PublishServer server;
    private SlowSubscribers slow;
    private long now = 1;

    @BeforeEach
    void subscribe() throws Exception {
        RoadOptions usual = RoadOptions.DEFAULT;
        server = roads.publishServer(
                "tcp://127.0.0.1:0",
                new RoadOptions(
                        usual.backlog(),
                        HIGH_WATER_MARK,
                        usual.maxMessageBytes(),
                        usual.maxConnections(),
                        usual.handshakeTimeout(),
                        usual.heartbeat(),
                        usual.heartbeatTimeout(),
                        usual.reconnectFirst(),
                        usual.reconnectMax(),
                        usual.linger(),
                        usual.keepAlive(),
                        usual.ipv6()),
                Subscribers.UNWATCHED);
        peer.setReceiveBufferSize(4096);
        peer.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        peer.getOutputStream().write(ZmtpBytes.conversation("SUB", List.of(List.of(new byte[] {1}))));
        limits(Duration.ofSeconds(60), 1 << 30);
        await().until(() -> {
            server.publish(List.of(new byte[1]), Delivery.UNWATCHED);
            return connection().counts().framesOut() > 0;
        });
    }

    @AfterEach
    void close() throws Exception {
        peer.close();
        roads.close();
        bus.close();
    }

    private void limits(Duration patience, long bytes) {
        MasterListener listener = new MasterListener() {
            @Override
            public void onSlowSubscriber(Connection connection, String id, String why, boolean isCut) {
                told.add((isCut ? "cut " : "named ") + id + ": " + why);
            }
        };
        slow = new SlowSubscribers(
                new MonitorConfig.SlowSubscriber(patience, bytes),
                () -> server.connections().stream()
                        .map(one -> new Presence.Bound(one, Subscriber.Name.PROVEN, "web1"))
                        .toList(),
                bus,
                listener,
                () -> now);
    }

    private Connection connection() {
        return server.connections().iterator().next();
    }

    private void publish(int messages) {
        for (int number = 0; number < messages; number++) {
            server.publish(List.of(new byte[MESSAGE]), Delivery.UNWATCHED);
        }
    }

    /** Looks every five seconds, as a master does. */
    private void pass(int seconds) {
        for (int second = 0; second < seconds; second += 5) {
            now += TimeUnit.SECONDS.toNanos(5);
            slow.tick();
        }
    }

    private void fill() {
        publish(FULL + HIGH_WATER_MARK);
        await().until(() -> connection().counts().droppedAtHighWaterMark() > 0);
    }

    /** From now on all that comes. */
    private void read() {
        Thread reader = new Thread(() -> {
            try {
                peer.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException closed) {
                return;
            }
        });
        reader.setDaemon(true);
        reader.start();
    }

    @Test
    @DisplayName("is cut off by name and address when it has taken nothing for a minute, and not before")
    void isCutOffAfterAMinute() {
        fill();
        slow.tick();
        String address = connection().peerAddress();

        pass(55);
        assertThat(server.connections()).hasSize(1);
        pass(10);

        await().until(() -> server.connections().isEmpty());
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).startsWith("named web1: ");
        assertThat(told.get(1)).matches("cut web1: it has taken nothing for 6[05] s, 50 messages of .* MiB wait, .*");
        assertThat(events.next(Duration.ZERO).orElseThrow().data()).containsEntry("cut", false);
        Optional<Event> event = events.next(Duration.ZERO);
        assertThat(event.orElseThrow().tag()).isEqualTo("salt/mon/slow/web1");
        assertThat(event.orElseThrow().data())
                .containsEntry("id", "web1")
                .containsEntry("address", address)
                .containsEntry("cut", true);
        assertThat(Trees.text(event.orElseThrow().data().get("why"))).contains("were dropped");
    }

    @Test
    @DisplayName("is named, once, when messages to it are lost, and left alone if it then reads")
    void isNamedAndLeftAloneIfItReads() throws Exception {
        publish(HIGH_WATER_MARK);
        await().until(() -> connection().counts().queueNow() > 0);
        slow.tick();
        publish(FULL);
        await().until(() -> connection().counts().droppedAtHighWaterMark() > 0);
        pass(30);
        assertThat(told).hasSize(1);
        assertThat(told.get(0)).startsWith("named web1: ").endsWith("messages were dropped");

        read();
        await().until(() -> connection().counts().queueNow() == 0);
        pass(120);

        assertThat(server.connections()).hasSize(1);
        assertThat(told).hasSize(1);
    }

    @Test
    @DisplayName("is cut off sooner when too much waits for it, but not for a burst of some seconds")
    void isCutOffForBytes() {
        limits(Duration.ofSeconds(60), 4 * MESSAGE);
        fill();
        slow.tick();
        assertThat(connection().counts().queueBytes()).isGreaterThan(4 * MESSAGE);

        pass(5);
        assertThat(server.connections()).hasSize(1);
        pass(5);

        await().until(() -> server.connections().isEmpty());
        assertThat(told.get(told.size() - 1)).startsWith("cut web1: too much waits for it, ");
    }

    @Test
    @DisplayName("is never cut off where seconds is 0")
    void isNeverCutOffWhereThatIsOff() {
        limits(Duration.ZERO, 1);
        fill();

        pass(600);

        assertThat(server.connections()).hasSize(1);
        assertThat(told).isEmpty();
    }
}
