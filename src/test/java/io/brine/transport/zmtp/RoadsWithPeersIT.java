package io.brine.transport.zmtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.FreePort;
import io.brine.transport.Connection;
import io.brine.transport.PublishClient;
import io.brine.transport.PublishServer;
import io.brine.transport.PublishServer.Delivery;
import io.brine.transport.RequestClient;
import io.brine.transport.RequestServer;
import io.brine.transport.Roads.KeepAlive;
import io.brine.transport.Roads.RoadOptions;
import io.brine.transport.SocketEvent;
import io.brine.transport.SocketEvent.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The four roads against libzmq, as Salt uses it, against a ZMTP 3.0 peer, and through losses of the connection. */
@Timeout(180)
class RoadsWithPeersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ZmtpRoads roads = new ZmtpRoads();
    private final Queue<SocketEvent> events = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void listen() {
        roads.listen(events::add);
    }

    @AfterEach
    void close() {
        roads.close();
    }

    private static RoadOptions options(int highWaterMark, Duration heartbeat) {
        return new RoadOptions(
                100,
                highWaterMark,
                10_000_000,
                0,
                Duration.ofSeconds(30),
                heartbeat,
                heartbeat,
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                KeepAlive.DEFAULT,
                false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void aLibzmqReqIsAnsweredManyTimesOnOneConnection() {
        RequestServer server =
                roads.requestServer("tcp://127.0.0.1:0", RoadOptions.DEFAULT, request -> request.reply(request.body()));
        try (LibzmqPeer libzmq = LibzmqPeer.start()) {
            Side req = libzmq.open(SocketType.REQ);
            req.connect("tcp://127.0.0.1:" + server.port());

            for (int i = 0; i < 50; i++) {
                req.send(List.of(bytes("q" + i)));
                assertThat(req.receive(PATIENCE).orElseThrow()).containsExactly(bytes("q" + i));
            }

            assertThat(server.connections()).hasSize(1);
            assertThat(events)
                    .extracting(SocketEvent::kind)
                    .containsSubsequence(Kind.LISTENING, Kind.ACCEPTED, Kind.HANDSHAKE_SUCCEEDED);
        }
        await().until(() -> server.connections().isEmpty());
        assertThat(events).extracting(SocketEvent::kind).contains(Kind.DISCONNECTED);
    }

    @Test
    void aLibzmqRepAnswersOurs() throws Exception {
        try (LibzmqPeer libzmq = LibzmqPeer.start()) {
            Side rep = libzmq.open(SocketType.REP);
            RequestClient client = roads.requestClient(rep.bind("tcp://127.0.0.1:*"), RoadOptions.DEFAULT);

            var answer = client.ask(bytes("question"), PATIENCE);
            assertThat(rep.receive(PATIENCE).orElseThrow()).containsExactly(bytes("question"));
            rep.send(List.of(bytes("answer")));

            assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(bytes("answer"));
        }
    }

    @Test
    void libzmqSubscribersHearTheirTopicsButKeepTheirNamesToThemselves() {
        PublishServer server =
                roads.publishServer("tcp://127.0.0.1:0", RoadOptions.DEFAULT, PublishServer.Subscribers.UNWATCHED);
        try (LibzmqPeer libzmq = LibzmqPeer.start()) {
            Side mine = libzmq.open(SocketType.SUB, "IDENTITY=77656231");
            mine.subscribe(bytes("e78f76acf2b2be9732f700177b6883534a73d317"));
            mine.subscribe(bytes("broadcast"));
            mine.connect("tcp://127.0.0.1:" + server.port());
            await().until(() -> {
                server.publish(List.of(bytes("broadcast"), bytes("hello")), Delivery.UNWATCHED);
                return mine.receive(Duration.ofMillis(50)).isPresent();
            });

            server.publish(
                    List.of(bytes("0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33"), bytes("not mine")), Delivery.UNWATCHED);
            server.publish(
                    List.of(bytes("e78f76acf2b2be9732f700177b6883534a73d317"), bytes("mine")), Delivery.UNWATCHED);

            List<byte[]> heard = mine.receive(PATIENCE).orElseThrow();
            while (new String(heard.get(1), UTF_8).equals("hello")) {
                heard = mine.receive(PATIENCE).orElseThrow();
            }
            assertThat(heard.get(1)).isEqualTo(bytes("mine"));
            assertThat(server.connections()).extracting(Connection::identity).containsExactly("");
            assertThat(server.connections())
                    .extracting(Connection::peerSocketType)
                    .containsExactly("SUB");
        }
    }

    @Test
    void aLibzmqPubIsHeardByOurNamedSubscriber() {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        try (LibzmqPeer libzmq = LibzmqPeer.start()) {
            Side pub = libzmq.open(SocketType.PUB);
            PublishClient client = roads.publishClient(
                    pub.bind("tcp://127.0.0.1:*"),
                    "web1",
                    RoadOptions.DEFAULT,
                    frames -> heard.add(new String(frames.get(0), UTF_8)));
            client.subscribe(bytes("job"));

            await().until(() -> {
                pub.send(List.of(bytes("other")));
                pub.send(List.of(bytes("job1")));
                return !heard.isEmpty();
            });

            assertThat(heard).containsOnly("job1");
        }
    }

    @Test
    void aSubscriberOfZmtp30IsServedInTheOldForm() throws Exception {
        PublishServer server =
                roads.publishServer("tcp://127.0.0.1:0", RoadOptions.DEFAULT, PublishServer.Subscribers.UNWATCHED);
        byte[] greeting = Greeting.toSend();
        greeting[11] = 0;
        byte[] ready = new Command(
                        Command.READY, HexFormat.of().parseHex("0b536f636b65742d54797065" + "00000003535542"))
                .encode();
        try (Socket old = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            old.setSoTimeout(60_000);
            OutputStream out = old.getOutputStream();
            out.write(greeting);
            out.write(4);
            out.write(ready.length);
            out.write(ready);
            out.write(new byte[] {0, 2, 1, 'a'});
            out.write(new byte[] {0, 2, 1, 'b'});
            out.write(new byte[] {0, 2, 0, 'b'});
            InputStream in = old.getInputStream();
            in.readNBytes(64 + 2 + 0x19);
            await().until(() -> server.connections().iterator().next().counts().framesIn() == 3);

            server.publish(List.of(bytes("b")), Delivery.UNWATCHED);
            server.publish(List.of(bytes("a")), Delivery.UNWATCHED);

            assertThat(in.readNBytes(3)).containsExactly(0, 1, 'a');
        }
    }

    @Test
    void aServerRestartIsSurvivedBySubscriberAndAsker() throws Exception {
        int publishPort = FreePort.next();
        int requestPort = FreePort.next();
        String publishEndpoint = "tcp://127.0.0.1:" + publishPort;
        String requestEndpoint = "tcp://127.0.0.1:" + requestPort;
        RoadOptions options = options(100, Duration.ZERO);
        AtomicInteger heard = new AtomicInteger();
        AtomicInteger connected = new AtomicInteger();
        AtomicInteger lost = new AtomicInteger();
        PublishClient subscriber = roads.publishClient(publishEndpoint, "web1", options, new PublishClient.Handler() {
            @Override
            public void onMessage(List<byte[]> frames) {
                heard.incrementAndGet();
            }

            @Override
            public void onConnected(String address) {
                connected.incrementAndGet();
            }

            @Override
            public void onDisconnected(String address) {
                lost.incrementAndGet();
            }
        });
        subscriber.subscribe(new byte[0]);
        RequestClient asker = roads.requestClient(requestEndpoint, options);

        for (int life = 1; life <= 3; life++) {
            int before = heard.get();
            try (ZmtpRoads server = new ZmtpRoads(1)) {
                PublishServer publisher =
                        server.publishServer(publishEndpoint, options, PublishServer.Subscribers.UNWATCHED);
                server.requestServer(requestEndpoint, options, request -> request.reply(request.body()));
                await().until(() -> {
                    publisher.publish(List.of(bytes("x")), Delivery.UNWATCHED);
                    return heard.get() > before;
                });
                assertThat(asker.ask(bytes("life " + life), PATIENCE).get(60, TimeUnit.SECONDS))
                        .isEqualTo(bytes("life " + life));
            }
            int lives = life;
            await().until(() -> lost.get() == lives && !subscriber.isConnected());
        }

        assertThat(connected).hasValue(3);
        assertThat(events)
                .extracting(SocketEvent::kind)
                .contains(Kind.CONNECT_DELAYED, Kind.CONNECT_RETRIED, Kind.CONNECTED, Kind.DISCONNECTED);
    }

    @Test
    void aSubscriberThatDoesNotReadIsDroppedForAtTheHighWaterMarkAndEachPublishIsAccountedFor() throws Exception {
        PublishServer server = roads.publishServer(
                "tcp://127.0.0.1:0", options(10, Duration.ZERO), PublishServer.Subscribers.UNWATCHED);
        AtomicInteger written = new AtomicInteger();
        AtomicInteger dropped = new AtomicInteger();
        Delivery watch = new Delivery() {
            @Override
            public void onWritten(Connection to) {
                written.incrementAndGet();
            }

            @Override
            public void onDropped(Connection to, String reason) {
                dropped.incrementAndGet();
            }
        };
        byte[] ready = Command.ready(Map.of("Socket-Type", bytes("SUB"))).encode();
        try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            OutputStream out = deaf.getOutputStream();
            out.write(Greeting.toSend());
            out.write(4);
            out.write(ready.length);
            out.write(ready);
            out.write(new byte[] {0, 1, 1});
            await().until(() ->
                    server.connections().stream().anyMatch(peer -> peer.counts().framesIn() == 1));

            for (int i = 0; i < 100; i++) {
                server.publish(List.of(new byte[500_000]), watch);
            }

            await().until(() -> written.get() + dropped.get() >= 90);
            Connection peer = server.connections().iterator().next();
            assertThat(peer.counts().droppedAtHighWaterMark())
                    .isEqualTo(dropped.get())
                    .isPositive();
            assertThat(peer.counts().queueNow()).isEqualTo(10);
            assertThat(peer.counts().queuePeak()).isEqualTo(10);
            assertThat(roads.refusals().of(Refusal.HIGH_WATER_MARK)).isEqualTo(dropped.get());
        }
        await().until(() -> written.get() + dropped.get() == 100);
    }

    @Test
    void aPeerThatFallsSilentIsFoundOutByHeartbeat() throws Exception {
        RequestServer server = roads.requestServer(
                "tcp://127.0.0.1:0", options(100, Duration.ofSeconds(2)), request -> request.reply(request.body()));
        try (LibzmqPeer libzmq = LibzmqPeer.start()) {
            Side req = libzmq.open(SocketType.REQ, "HEARTBEAT_IVL=100 HEARTBEAT_TIMEOUT=60000 HEARTBEAT_TTL=60000");
            req.connect("tcp://127.0.0.1:" + server.port());
            req.send(List.of(bytes("q")));
            assertThat(req.receive(PATIENCE)).isPresent();
            Connection connection = server.connections().iterator().next();
            long bytes = connection.counts().bytesIn();
            await().until(() -> connection.counts().bytesIn() > bytes + 40);
            assertThat(connection.isOpen()).isTrue();

            signal(libzmq.pid(), "STOP");
            try {
                await().until(() -> !connection.isOpen());
                assertThat(roads.refusals().of(Refusal.HEARTBEAT_TIMEOUT)).isEqualTo(1);
            } finally {
                signal(libzmq.pid(), "CONT");
            }
            req.send(List.of(bytes("again")));
            assertThat(req.receive(PATIENCE)).isPresent();
        }
    }

    @Test
    void aPeerThatOutlivesItsOwnTimeToLiveIsClosed() throws Exception {
        RequestServer server = roads.requestServer("tcp://127.0.0.1:0", options(100, Duration.ZERO), request -> {});
        byte[] ready = Command.ready(Map.of("Socket-Type", bytes("REQ"))).encode();
        byte[] ping = Command.ping(2, bytes("ctx")).encode();
        try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            peer.setSoTimeout(60_000);
            OutputStream out = peer.getOutputStream();
            out.write(Greeting.toSend());
            out.write(4);
            out.write(ready.length);
            out.write(ready);
            out.write(4);
            out.write(ping.length);
            out.write(ping);
            byte[] all = peer.getInputStream().readAllBytes();
            assertThat(HexFormat.of().formatHex(all)).endsWith("0408" + "04504f4e47" + "637478");
        }
        assertThat(roads.refusals().of(Refusal.HEARTBEAT_TIMEOUT)).isEqualTo(1);
    }

    private static void signal(long pid, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
    }
}
