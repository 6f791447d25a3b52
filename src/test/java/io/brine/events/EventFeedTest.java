package io.brine.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.brine.wire.Event;
import io.brine.wire.EventBody;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFeedTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path sockDir;

    private final EventBus bus = new EventBus(Clock.systemUTC());
    private EventSockets sockets;
    private EventFeed feed;

    @BeforeEach
    void open() {
        sockets = EventSockets.master(sockDir);
        feed = new EventFeed(bus, EventFeed.Settings.of(sockets));
    }

    @AfterEach
    void close() {
        feed.close();
    }

    private EventClient client(EventFilter... filters) {
        int before = feed.readers();
        EventClient client = EventClient.connect(sockets, filters);
        await().atMost(SOON).until(() -> feed.readers() > before);
        return client;
    }

    @Test
    void anotherProcessReadsWhatIsFiredHere() {
        try (EventClient client = client(EventFilter.startingWith("salt/"))) {
            bus.fire("other", Map.of());
            bus.fire("salt/x", Map.of("a", "b"));

            Event event = client.next(SOON).orElseThrow();
            assertThat(event.tag()).isEqualTo("salt/x");
            assertThat(event.data()).containsEntry("a", "b").containsKey("_stamp");
        }
    }

    @Test
    void whoHasJustConnectedMissesNothing() {
        for (int i = 0; i < 200; i++) {
            try (EventClient client = EventClient.connect(sockets, EventFilter.ALL)) {
                bus.fire("here/" + i, Map.of());

                assertThat(client.next(SOON).map(Event::tag)).contains("here/" + i);
            }
        }
    }

    @Test
    void whoHasJustConnectedMissesNothingThatOtherProcessesFire() {
        try (EventClient other = EventClient.connect(sockets)) {
            for (int i = 0; i < 200; i++) {
                try (EventClient client = EventClient.connect(sockets, EventFilter.ALL)) {
                    other.fire("there/" + i, Map.of());

                    assertThat(client.next(SOON).map(Event::tag)).contains("there/" + i);
                }
            }
        }
    }

    @Test
    void aSecondFeedDoesNotTakeTheSocketsOfOneThatLives() {
        assertThatThrownBy(() -> new EventFeed(bus, EventFeed.Settings.of(sockets)))
                .isInstanceOf(EventsException.class)
                .hasMessageContaining("another process is listening");

        try (EventClient client = client(EventFilter.ALL)) {
            bus.fire("still/here", Map.of());

            assertThat(client.next(SOON).orElseThrow().tag()).isEqualTo("still/here");
        }
    }

    @Test
    void whatAnotherProcessFiresIsReadHereAndByEveryReader() {
        EventSource here = bus.subscribe(EventFilter.ALL);
        try (EventClient one = client(EventFilter.ALL);
                EventClient two = client(EventFilter.ALL)) {
            one.fire("salt/key", Map.of("act", "accept", "raw", new byte[] {(byte) 0xff}));

            assertThat(here.next(SOON).orElseThrow().data()).containsEntry("act", "accept");
            assertThat(one.next(SOON).orElseThrow().tag()).isEqualTo("salt/key");
            assertThat(two.next(SOON).orElseThrow().data().get("raw")).isEqualTo(new byte[] {(byte) 0xff});
        }
    }

    @Test
    void theFrameIsSaltsByteForByte() {
        byte[] body = HexFormat.of().parseHex("73616c742f780a0a81a161a162");

        assertThat(EventFrame.frame(body))
                .isEqualTo(HexFormat.of().parseHex("82a46865616480a4626f6479c40d73616c742f780a0a81a161a162"));
        assertThat(EventBody.pack(new Event("salt/x", Map.of("a", "b")), 1000)).isEqualTo(body);
    }

    @Test
    void anEventThatArrivesInManyPiecesIsOneEvent() throws Exception {
        EventSource here = bus.subscribe(EventFilter.ALL);
        byte[] frame = EventFrame.frame(EventBody.pack(new Event("big", Map.of("v", "x".repeat(5000))), 100_000));

        try (SocketChannel pull = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            pull.connect(sockets.pull());
            for (int at = 0; at < frame.length; at += 7) {
                pull.write(ByteBuffer.wrap(frame, at, Math.min(7, frame.length - at)));
            }

            assertThat(here.next(SOON).orElseThrow().data().get("v")).isEqualTo("x".repeat(5000));
        }
    }

    @Test
    void rubbishOnThePullSocketHarmsNobodyElse() throws Exception {
        EventSource here = bus.subscribe(EventFilter.ALL);
        try (SocketChannel bad = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            bad.connect(sockets.pull());
            bad.write(ByteBuffer.wrap(EventFrame.frame("no tag at all".getBytes())));
            bad.write(ByteBuffer.wrap(new byte[] {(byte) 0xc1, 1, 2, 3}));
        }
        try (EventClient good = client()) {
            good.fire("fine", Map.of());
        }

        assertThat(here.next(SOON).orElseThrow().tag()).isEqualTo("fine");
        await().atMost(SOON).until(() -> feed.unreadable() == 1);
    }

    @Test
    void aReaderWhoNeverReadsIsClosedAndCounted() throws Exception {
        feed.close();
        feed = new EventFeed(bus, new EventFeed.Settings(sockets, false, 1_048_576, 200_000));
        try (SocketChannel lazy = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            lazy.connect(sockets.pub());
            await().atMost(SOON).until(() -> feed.readers() == 1);
            String large = "x".repeat(100_000);

            await().atMost(SOON).pollInterval(Duration.ofMillis(1)).until(() -> {
                bus.fire("large", Map.of("v", large));
                return feed.slowReadersClosed() == 1;
            });

            assertThat(feed.readers()).isZero();
        }
    }

    @Test
    void theLargestValuesOfATooLargeEventAreTrimmed() {
        byte[] body = EventBody.pack(new Event("t", Map.of("large", "x".repeat(3000), "small", "y")), 1000);

        assertThat(EventBody.unpack(body).data())
                .containsEntry("large", "VALUE_TRIMMED")
                .containsEntry("small", "y");
    }

    @Test
    void theSocketsAreForTheirOwnerAlone() throws Exception {
        Path pub = ((UnixDomainSocketAddress) sockets.pub()).getPath();
        Path pull = ((UnixDomainSocketAddress) sockets.pull()).getPath();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pub)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pull)))
                .isEqualTo("rw-------");
        assertThat(Files.list(sockDir)).containsExactlyInAnyOrder(pub, pull);
    }

    @Test
    void withPublisherAclTheGroupMayReadButNotFire() throws Exception {
        feed.close();
        feed = new EventFeed(bus, new EventFeed.Settings(sockets, true, 1_048_576, 1_000_000));

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(((UnixDomainSocketAddress) sockets.pub()).getPath())))
                .isEqualTo("rw-rw----");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(((UnixDomainSocketAddress) sockets.pull()).getPath())))
                .isEqualTo("rw-------");
    }

    @Test
    void whenTheFeedEndsTheClientIsTold() {
        try (EventClient client = client(EventFilter.ALL)) {
            feed.close();

            assertThat(client.next(SOON)).isEmpty();
            assertThat(client.isOpen()).isFalse();
        }
    }

    @Test
    void withoutAFeedConnectingFailsWithItsName() {
        feed.close();

        assertThatThrownBy(() -> EventClient.connect(sockets))
                .isInstanceOf(EventsException.class)
                .hasMessageContaining("master_event_pub.ipc");
    }

    @Test
    void aSocketLeftByADeadProcessIsReplaced() throws Exception {
        feed.close();
        Files.write(((UnixDomainSocketAddress) sockets.pub()).getPath(), new byte[0]);
        feed = new EventFeed(bus, EventFeed.Settings.of(sockets));

        try (EventClient client = client(EventFilter.ALL)) {
            bus.fire("e", Map.of());
            assertThat(client.next(SOON)).isPresent();
        }
    }

    @Test
    void overTcpItIsTheSame() {
        feed.close();
        feed = new EventFeed(bus, EventFeed.Settings.of(EventSockets.tcp(0, 0)));
        sockets = feed.sockets();

        try (EventClient client = client(EventFilter.ALL)) {
            EventClient.sink(sockets).fire("e", Map.of());
            assertThat(client.next(SOON)).isPresent();
        }
    }
}
