package io.brine.transport.zmtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.brine.transport.Connection;
import io.brine.transport.PublishClient;
import io.brine.transport.PublishServer;
import io.brine.transport.PublishServer.Delivery;
import io.brine.transport.RequestClient;
import io.brine.transport.RequestServer;
import io.brine.transport.Roads.RoadOptions;
import io.brine.transport.TransportException;
import java.io.DataInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZmtpRoadsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ZmtpRoads roads = new ZmtpRoads();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        roads.close();
    }

    private String endpoint(String transport) {
        return switch (transport) {
            case "tcp" -> "tcp://127.0.0.1:0";
            case "tcp6" -> "tcp://[::1]:0";
            case "ipc" -> "ipc://" + directory.resolve("s.ipc");
            default -> "inproc://here";
        };
    }

    private static String reached(String bound, int port) {
        return bound.replace(":0", ":" + port);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private String ask(RequestClient client, String text) throws Exception {
        return new String(client.ask(bytes(text), PATIENCE).get(60, TimeUnit.SECONDS), UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tcp6", "ipc", "inproc"})
    void aRequestIsAnswered(String transport) throws Exception {
        String bound = endpoint(transport);
        RequestServer server = roads.requestServer(
                bound, RoadOptions.DEFAULT, request -> request.reply(bytes("re:" + new String(request.body(), UTF_8))));
        RequestClient client = roads.requestClient(reached(bound, server.port()), RoadOptions.DEFAULT);

        for (int i = 0; i < 20; i++) {
            assertThat(ask(client, "question " + i)).isEqualTo("re:question " + i);
        }

        assertThat(server.connections()).hasSize(1);
        Connection connection = server.connections().iterator().next();
        assertThat(connection.peerSocketType()).isEqualTo("REQ");
        assertThat(connection.counts().framesIn()).isEqualTo(40);
        await().untilAsserted(() -> assertThat(connection.counts().framesOut()).isEqualTo(40));
    }

    @Test
    void manyRequestsAskedAtOnceEachGetTheirOwnAnswer() throws Exception {
        RequestServer server =
                roads.requestServer("tcp://*:0", RoadOptions.DEFAULT, request -> request.reply(request.body()));
        RequestClient client = roads.requestClient("tcp://localhost:" + server.port(), RoadOptions.DEFAULT);

        List<CompletableFuture<byte[]>> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            answers.add(client.ask(bytes("n" + i), PATIENCE));
        }

        for (int i = 0; i < 500; i++) {
            assertThat(answers.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(bytes("n" + i));
        }
        assertThat(server.connections().size()).isBetween(1, 8);
    }

    @Test
    void aLateAnswerIsNotTakenForTheNextOne() throws Exception {
        Queue<RequestServer.Request> unanswered = new ConcurrentLinkedQueue<>();
        RequestServer server = roads.requestServer("tcp://127.0.0.1:0", RoadOptions.DEFAULT, request -> {
            if (new String(request.body(), UTF_8).equals("slow")) {
                unanswered.add(request);
            } else {
                request.reply(bytes("quick answer"));
            }
        });
        RequestClient client = roads.requestClient("tcp://127.0.0.1:" + server.port(), RoadOptions.DEFAULT);

        CompletableFuture<byte[]> slow = client.ask(bytes("slow"), Duration.ofSeconds(1));
        await().until(() -> !unanswered.isEmpty());
        assertThatThrownBy(slow::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(TimeoutException.class);
        CompletableFuture<byte[]> next = client.ask(bytes("next"), PATIENCE);
        unanswered.remove().reply(bytes("late answer"));

        assertThat(next.get()).isEqualTo(bytes("quick answer"));
    }

    @Test
    void aRequestAskedBeforeTheServerIsThereIsAnsweredWhenItComes() throws Exception {
        String endpoint = "ipc://" + directory.resolve("later.ipc");
        RequestClient client = roads.requestClient(endpoint, RoadOptions.DEFAULT);
        CompletableFuture<byte[]> early = client.ask(bytes("early"), PATIENCE);

        roads.requestServer(endpoint, RoadOptions.DEFAULT, request -> request.reply(bytes("here I am")));

        assertThat(early.get()).isEqualTo(bytes("here I am"));
    }

    @Test
    void aUnixSocketIsForItsOwnerAlone() throws Exception {
        Path path = directory.resolve("own.ipc");

        RequestServer server = roads.requestServer("ipc://" + path, RoadOptions.DEFAULT, request -> {});

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> roads.requestServer("ipc://" + path, RoadOptions.DEFAULT, request -> {}))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining("in use");
        server.close();
        assertThat(path).doesNotExist();
    }

    @Test
    void aTakenPortIsNamedInTheError() {
        RequestServer server = roads.requestServer("tcp://127.0.0.1:0", RoadOptions.DEFAULT, request -> {});
        String same = "tcp://127.0.0.1:" + server.port();

        assertThatThrownBy(() -> roads.requestServer(same, RoadOptions.DEFAULT, request -> {}))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining(same);
    }

    private static final class Received implements PublishClient.Handler {
        final Queue<String> messages = new ConcurrentLinkedQueue<>();

        @Override
        public void onMessage(List<byte[]> frames) {
            StringBuilder text = new StringBuilder();
            frames.forEach(frame -> text.append(new String(frame, UTF_8)).append('|'));
            messages.add(text.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tcp6", "ipc", "inproc"})
    void aPublishReachesThoseWhoSubscribed(String transport) {
        String bound = endpoint(transport);
        PublishServer server = roads.publishServer(bound, RoadOptions.DEFAULT, PublishServer.Subscribers.UNWATCHED);
        Received web = new Received();
        Received all = new Received();
        String target = reached(bound, server.port());
        PublishClient webClient = roads.publishClient(target, "web1", RoadOptions.DEFAULT, web);
        webClient.subscribe(bytes("web"));
        webClient.subscribe(bytes("broad"));
        PublishClient allClient = roads.publishClient(target, "all1", RoadOptions.DEFAULT, all);
        allClient.subscribe(bytes(""));
        allClient.subscribe(bytes("we"));

        await().until(() -> {
            server.publish(List.of(bytes("webroad"), bytes("hello")), Delivery.UNWATCHED);
            return web.messages.size() > 0 && all.messages.size() > 0;
        });
        web.messages.clear();
        all.messages.clear();
        server.publish(List.of(bytes("db1"), bytes("x")), Delivery.UNWATCHED);
        server.publish(List.of(bytes("broadcast"), bytes("y")), Delivery.UNWATCHED);

        await().until(() -> web.messages.contains("broadcast|y|") && all.messages.contains("broadcast|y|"));
        assertThat(web.messages).doesNotContain("db1|x|");
        assertThat(all.messages).containsSequence("db1|x|", "broadcast|y|");
        assertThat(server.connections()).extracting(Connection::identity).containsExactlyInAnyOrder("web1", "all1");
    }

    @Test
    void ourReadyComesWithOurGreetingAndDoesNotWaitForThePeers() throws Exception {
        RequestServer server =
                roads.requestServer("tcp://127.0.0.1:0", RoadOptions.DEFAULT, request -> request.reply(request.body()));
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            silent.setSoTimeout((int) PATIENCE.toMillis());
            DataInputStream in = new DataInputStream(silent.getInputStream());

            byte[] greeting = in.readNBytes(Greeting.SIZE);
            int flags = in.read();
            byte[] command = in.readNBytes(in.read());

            assertThat(greeting).isEqualTo(Greeting.toSend());
            assertThat(flags).isEqualTo(FrameDecoder.COMMAND);
            assertThat(Command.parse(command).name()).isEqualTo(Command.READY);
            assertThat(Command.parse(command).properties()).containsKeys("socket-type", "identity");
        }
    }

    @Test
    void aRequestWhoseConnectionEndsFailsAtOnceAndTheNextIsAnswered() throws Exception {
        RequestServer server = roads.requestServer("tcp://127.0.0.1:0", RoadOptions.DEFAULT, request -> {
            if (new String(request.body(), UTF_8).equals("cut")) {
                request.from().close("test");
            } else {
                request.reply(request.body());
            }
        });
        RequestClient client = roads.requestClient("tcp://127.0.0.1:" + server.port(), RoadOptions.DEFAULT);

        CompletableFuture<byte[]> cut = client.ask(bytes("cut"), Duration.ofMinutes(5));

        assertThatThrownBy(() -> cut.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class);
        assertThat(ask(client, "next")).isEqualTo("next");
    }

    @Test
    void aFutureTheAskerEndsItselfFreesItsConnection() throws Exception {
        RequestServer server = roads.requestServer("tcp://127.0.0.1:0", RoadOptions.DEFAULT, request -> {
            if (request.body().length > 0) {
                request.reply(request.body());
            }
        });
        RequestClient client = roads.requestClient("tcp://127.0.0.1:" + server.port(), RoadOptions.DEFAULT);

        for (int i = 0; i < 20; i++) {
            CompletableFuture<byte[]> unanswered = client.ask(new byte[0], Duration.ZERO);
            unanswered.cancel(false);
        }

        assertThat(ask(client, "still here")).isEqualTo("still here");
    }

    @Test
    void aLargeUnansweredRequestHoldsBackWhatComesBehindIt() throws Exception {
        Queue<RequestServer.Request> held = new ConcurrentLinkedQueue<>();
        RequestServer server = roads.requestServer("tcp://127.0.0.1:0", RoadOptions.DEFAULT, held::add);
        try (ZmtpContext context = new ZmtpContext(1)) {
            ZmqSocket dealer = context.socket(SocketType.DEALER, ZmqOptions.DEFAULT);
            dealer.connect("tcp://127.0.0.1:" + server.port());
            dealer.send(List.of(new byte[0], new byte[17 * 1024 * 1024]));
            dealer.send(List.of(new byte[0], bytes("behind")));
            await().until(() -> roads.refusals().of(Refusal.INBOUND_PAUSED) == 1);
            assertThat(held).hasSize(1);

            held.remove().reply(bytes("done"));

            await().until(() -> held.size() == 1);
            assertThat(held.remove().body()).isEqualTo(bytes("behind"));
            assertThat(dealer.receive(PATIENCE).orElseThrow().get(1)).isEqualTo(bytes("done"));
        }
    }

    @Test
    void theAddressToConnectFromCanBeChosen() throws Exception {
        RequestServer server =
                roads.requestServer("tcp://*:0", RoadOptions.DEFAULT, request -> request.reply(request.body()));
        RequestClient client = roads.requestClient("tcp://127.0.0.9:0;127.0.0.1:" + server.port(), RoadOptions.DEFAULT);

        assertThat(ask(client, "hello")).isEqualTo("hello");

        assertThat(server.connections().iterator().next().peerAddress()).startsWith("127.0.0.9:");
    }
}
