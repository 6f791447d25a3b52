package io.brine.transport.zmtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.transport.PublishServer;
import io.brine.transport.RequestClient;
import io.brine.transport.RequestServer;
import io.brine.transport.Roads.KeepAlive;
import io.brine.transport.Roads.RoadOptions;
import io.brine.transport.SocketEvent;
import io.brine.transport.SocketEvent.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a stranger may send to an open port; after each of it an honest peer must be served as before. */
class HostileBytesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_CONNECTIONS = 20;
    private static final RoadOptions OPTIONS = options(Duration.ofSeconds(60));

    private final ZmtpRoads roads = new ZmtpRoads();
    private final Queue<SocketEvent> events = new ConcurrentLinkedQueue<>();
    private final Queue<RequestServer.Request> held = new ConcurrentLinkedQueue<>();
    private RequestServer server;
    private volatile boolean holding;

    private static RoadOptions options(Duration handshakeTimeout) {
        return new RoadOptions(
                100,
                100,
                1_000_000,
                MAX_CONNECTIONS,
                handshakeTimeout,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                KeepAlive.DEFAULT,
                false);
    }

    @BeforeEach
    void open() {
        roads.listen(events::add);
        server = roads.requestServer("tcp://127.0.0.1:0", OPTIONS, request -> {
            if (holding) {
                held.add(request);
            } else {
                request.reply(request.body());
            }
        });
    }

    @AfterEach
    void close() {
        roads.close();
    }

    private static byte[] hex(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length() / 2);
        for (int i = 0; i < text.length(); i += 2) {
            bytes.put((byte) Integer.parseInt(text.substring(i, i + 2), 16));
        }
        return bytes.array();
    }

    private static byte[] ready(String socketType) {
        return frame(
                4,
                Command.ready(Map.of("Socket-Type", socketType.getBytes(US_ASCII)))
                        .encode());
    }

    private static byte[] frame(int flags, byte[] body) {
        return ByteBuffer.allocate(2 + body.length)
                .put((byte) flags)
                .put((byte) body.length)
                .put(body)
                .array();
    }

    private Socket stranger(byte[]... sent) throws IOException {
        return stranger(server.port(), sent);
    }

    private static Socket stranger(int port, byte[]... sent) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        OutputStream out = socket.getOutputStream();
        for (byte[] bytes : sent) {
            out.write(bytes);
        }
        out.flush();
        return socket;
    }

    private static void readToTheEnd(Socket socket) throws IOException {
        try (socket) {
            socket.getInputStream().readAllBytes();
        } catch (java.net.SocketException reset) {
            // Ended all the same: what we had sent was not read.
        }
    }

    private void anHonestPeerIsServed() throws Exception {
        RequestClient client = roads.requestClient("tcp://127.0.0.1:" + server.port(), RoadOptions.DEFAULT);
        assertThat(client.ask(new byte[] {42}, PATIENCE).get(60, TimeUnit.SECONDS))
                .containsExactly(42);
        client.close();
    }

    @ParameterizedTest
    @CsvSource({
        "474554202f20485454502f312e310d0a, GARBAGE_GREETING",
        "16030100, GARBAGE_GREETING",
        "ff00000000000000017e, OLD_VERSION",
        "ff00000000000000017f01, OLD_VERSION",
        "ff00000000000000017f00, OLD_VERSION",
        "ff00000000000000017f03014355525645000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                + "0000000000, UNKNOWN_MECHANISM",
    })
    void aWrongGreetingIsRefusedByName(String bytes, Refusal reason) throws Exception {
        readToTheEnd(stranger(hex(bytes)));

        assertThat(roads.refusals().of(reason)).isEqualTo(1);
        assertThat(roads.refusals().snapshot()).containsEntry(reason.name(), 1L);
        assertThat(events).extracting(SocketEvent::kind).contains(Kind.HANDSHAKE_FAILED_PROTOCOL);
        anHonestPeerIsServed();
    }

    @ParameterizedTest
    @CsvSource({
        "02ffffffffffffffff, MESSAGE_TOO_LONG",
        "02000000007fffffff, MESSAGE_TOO_LONG",
        "027fffffffffffffff, MESSAGE_TOO_LONG",
        "0200000000000f4241, MESSAGE_TOO_LONG",
        "06ffffffffffffffff, COMMAND_TOO_LONG",
        "060000000000010001, COMMAND_TOO_LONG",
        "0500, MALFORMED_FLAGS",
        "f800, MALFORMED_FLAGS",
        "0400, MALFORMED_COMMAND",
        "0402ff41, MALFORMED_COMMAND",
        "04060450494e4700, MALFORMED_COMMAND",
        "040a09535542534352494245, MALFORMED_COMMAND",
    })
    void aWrongFrameEndsItsConnectionAlone(String bytes, Refusal reason) throws Exception {
        readToTheEnd(stranger(Greeting.toSend(), ready("REQ"), hex(bytes)));

        assertThat(roads.refusals().of(reason)).isEqualTo(1);
        anHonestPeerIsServed();
    }

    @ParameterizedTest
    @CsvSource({"PUSH, INCOMPATIBLE_SOCKET_TYPE", "NONSENSE, MALFORMED_READY"})
    void aReadyOfTheWrongTypeIsRefused(String type, Refusal reason) throws Exception {
        readToTheEnd(stranger(Greeting.toSend(), ready(type)));

        assertThat(roads.refusals().of(reason)).isEqualTo(1);
        anHonestPeerIsServed();
    }

    @Test
    void aMessageBeforeReadyIsRefused() throws Exception {
        readToTheEnd(stranger(Greeting.toSend(), frame(0, new byte[3])));

        assertThat(roads.refusals().of(Refusal.MALFORMED_READY)).isEqualTo(1);
    }

    @Test
    void aPeerThatDawdlesOverItsHandshakeIsCutOff() throws Exception {
        RequestServer impatient =
                roads.requestServer("tcp://127.0.0.1:0", options(Duration.ofMillis(100)), request -> {});

        readToTheEnd(stranger(impatient.port(), hex("ff000000")));

        assertThat(roads.refusals().of(Refusal.HANDSHAKE_TIMEOUT)).isEqualTo(1);
        assertThat(events).extracting(SocketEvent::kind).contains(Kind.HANDSHAKE_FAILED_NO_DETAIL);
        anHonestPeerIsServed();
    }

    @Test
    void tooManyFramesInOneMessageAreRefused() throws Exception {
        ByteBuffer many = ByteBuffer.allocate(2 * 1025);
        for (int i = 0; i < 1025; i++) {
            many.put((byte) 1).put((byte) 0);
        }

        readToTheEnd(stranger(Greeting.toSend(), ready("DEALER"), many.array()));

        assertThat(roads.refusals().of(Refusal.TOO_MANY_FRAMES)).isEqualTo(1);
    }

    @Test
    void aRequestWithoutDelimiterIsIgnoredAndCounted() throws Exception {
        try (Socket dealer = stranger(Greeting.toSend(), ready("DEALER"), frame(0, new byte[] {1, 2}))) {
            await().until(() -> roads.refusals().of(Refusal.MALFORMED_ENVELOPE) == 1);
            assertThat(dealer.isClosed()).isFalse();
        }
        anHonestPeerIsServed();
    }

    @Test
    void aPeerThatAsksFasterThanItIsAnsweredIsNotReadFromForAWhile() throws Exception {
        holding = true;
        ByteBuffer flood = ByteBuffer.allocate(1000 * 5);
        for (int i = 0; i < 1000; i++) {
            flood.put((byte) 1).put((byte) 0).put((byte) 0).put((byte) 1).put((byte) i);
        }

        try (Socket dealer = stranger(Greeting.toSend(), ready("DEALER"), flood.array())) {
            await().until(() -> roads.refusals().of(Refusal.INBOUND_PAUSED) == 1);
            assertThat(held).hasSize(64);
            holding = false;
            held.forEach(request -> request.reply(request.body()));
            await().untilAsserted(() -> assertThat(
                            server.connections().iterator().next().counts().framesOut())
                    .isEqualTo(2000));
            assertThat(dealer.getInputStream().readNBytes(64).length).isEqualTo(64);
        }
    }

    @Test
    void moreConnectionsThanAllowedAreTurnedAway() throws Exception {
        Socket[] crowd = new Socket[MAX_CONNECTIONS];
        for (int i = 0; i < crowd.length; i++) {
            crowd[i] = stranger(Greeting.toSend(), ready("REQ"));
        }
        await().until(() -> server.connections().size() == MAX_CONNECTIONS);

        readToTheEnd(stranger());

        assertThat(roads.refusals().of(Refusal.TOO_MANY_CONNECTIONS)).isEqualTo(1);
        for (Socket one : crowd) {
            one.close();
        }
        await().until(() -> server.connections().isEmpty());
        anHonestPeerIsServed();
    }

    @Test
    void aFloodOfSubscriptionsIsBounded() throws Exception {
        var publisher = roads.publishServer("tcp://127.0.0.1:0", OPTIONS, PublishServer.Subscribers.UNWATCHED);
        ByteBuffer flood = ByteBuffer.allocate(10_001 * 7);
        for (int i = 0; i < 10_001; i++) {
            flood.put((byte) 0).put((byte) 5).put((byte) 1).putInt(i);
        }

        readToTheEnd(stranger(publisher.port(), Greeting.toSend(), ready("SUB"), flood.array()));

        assertThat(roads.refusals().of(Refusal.SUBSCRIPTION_FLOOD)).isEqualTo(1);
    }

    @Test
    void anUnknownCommandIsIgnoredAndCounted() throws Exception {
        byte[] unknown = frame(4, new Command("DANCE", new byte[] {1}).encode());
        byte[] request = hex("0100" + "000141");

        try (Socket dealer = stranger(Greeting.toSend(), ready("DEALER"), unknown, request)) {
            await().until(() -> server.connections().stream()
                    .anyMatch(connection -> connection.counts().framesOut() == 2));
            assertThat(dealer.isConnected()).isTrue();
        }

        assertThat(roads.refusals().of(Refusal.UNKNOWN_COMMAND)).isEqualTo(1);
    }

    @Test
    void aHandlerThatThrowsCostsOnlyTheConnectionThatCausedIt() throws Exception {
        RequestServer failing = roads.requestServer("tcp://127.0.0.1:0", OPTIONS, request -> {
            throw new IllegalArgumentException("boom");
        });

        readToTheEnd(stranger(failing.port(), Greeting.toSend(), ready("REQ"), hex("0100000141")));

        assertThat(roads.refusals().of(Refusal.HANDLER_FAILED)).isEqualTo(1);
        anHonestPeerIsServed();
    }
}
