package io.brine.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.data.Json;
import io.brine.master.ConnectionRow;
import io.brine.transport.SocketEvent;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that ask minions: what they cost, what they share, and what becomes of those nobody waits for. */
class LocalCallsIT {
    private static final Map<String, Object> PING = Map.of("client", "local", "tgt", "web01", "fun", "test.ping");

    private static ApiSite site;
    private static String ann;

    @BeforeAll
    static void open(@TempDir Path root) {
        site = new ApiSite(root);
        site.minion("web01");
        ann = site.token("ann");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    @DisplayName("A hundred calls from twenty clients use one subscription and a few connections to the master")
    void callsShareTheirRoadsToTheMaster() throws Exception {
        AtomicInteger accepted = new AtomicInteger();
        site.master.roads.listen(event -> {
            if (event.kind() == SocketEvent.Kind.ACCEPTED) {
                accepted.incrementAndGet();
            }
        });
        int subscriptions = site.subscriptions.get();
        ExecutorService clients = Executors.newFixedThreadPool(20);
        List<Future<Object>> calls = new ArrayList<>();
        for (int call = 0; call < 100; call++) {
            calls.add(clients.submit(() -> site.run(ann, PING)));
        }

        for (Future<Object> call : calls) {
            assertThat(call.get(60, TimeUnit.SECONDS)).isEqualTo(Map.of("web01", true));
        }
        clients.shutdown();
        assertThat(site.subscriptions.get() - subscriptions).isLessThanOrEqualTo(1);
        assertThat(accepted.get()).isLessThan(20);
    }

    @Test
    @DisplayName("After a restart of the master calls are answered again")
    void callsSurviveARestartOfTheMaster(@TempDir Path other) {
        try (ApiSite own = new ApiSite(other)) {
            own.minion("web01");
            String token = own.token("ann");
            assertThat(own.run(token, PING)).isEqualTo(Map.of("web01", true));

            own.master.restart();
            // Its answer to the master's question has come down this connection: it has subscribed, too.
            await().until(() -> own.master.daemon.views().connections().subscribers().stream()
                    .anyMatch(row -> row.minion().equals("web01") && row.identity() == ConnectionRow.Identity.PROVEN));
            assertThat(own.run(token, PING)).isEqualTo(Map.of("web01", true));
            assertThat(own.run(token, Map.of("client", "runner", "fun", "test.arg", "a", 1)))
                    .isEqualTo(Map.of("args", List.of(), "kwargs", Map.of("a", 1L)));
        }
    }

    private static RawHttp begun(Map<String, Object> chunk) {
        String body = Json.dump(chunk);
        return new RawHttp(site.door.port())
                .send("POST / HTTP/1.1\nHost: 127.0.0.1\nX-Auth-Token: " + ann
                        + "\nContent-Type: application/json\nContent-Length: " + body.length() + "\n\n" + body);
    }

    @Test
    @DisplayName("A call whose client has hung up gives its thread back long before the job's time is over")
    void aClientThatLeft() {
        site.master.minion("mute01");
        await().until(() -> site.master.daemon.connected().contains("mute01"));
        RawHttp client = begun(Map.of("client", "local", "tgt", "mute01", "fun", "test.ping", "timeout", 60));
        await().until(() -> site.door.counts().underWay() >= 1);

        client.close();

        await().until(() -> site.door.counts().answers().getOrDefault(499, 0L) == 1);
        assertThat(site.door.counts().underWay()).isZero();
    }

    @Test
    @DisplayName("A client that stays is answered, though it has begun its next request too early")
    void aClientThatIsAhead() {
        Map<String, Object> sleep = Map.of("client", "local", "tgt", "web01", "fun", "test.sleep", "arg", List.of(2));
        try (RawHttp client = begun(sleep)) {
            await().until(() -> site.door.counts().underWay() >= 1);
            client.send("GET / HTTP/1.1\nHost: 127.0.0.1\n\n");

            assertThat(client.all()).startsWith("HTTP/1.1 200 OK").contains("Connection: close", "{\"web01\": true}");
        }
    }

    @Test
    @DisplayName("A WebSocket with format_events is told jobs and minions as sums")
    void formattedEvents() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        java.net.URI.create("ws://127.0.0.1:" + site.door.port() + "/ws/" + ann + "?format_events"),
                        new WebSocket.Listener() {
                            private final StringBuilder text = new StringBuilder();

                            @Override
                            public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
                                text.append(part);
                                if (last) {
                                    heard.add(text.toString());
                                    text.setLength(0);
                                }
                                from.request(1);
                                return null;
                            }
                        })
                .get(60, TimeUnit.SECONDS);
        socket.sendText("websocket client ready", true);
        assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("server received message");

        site.get("/minions/web01", ann);

        String told = heard.poll(60, TimeUnit.SECONDS);
        assertThat(told).startsWith("{\"jobs\": {\"").contains("\"state\": \"running\"", "grains.items");
        while (!told.startsWith("{\"minions\": [")) {
            told = heard.poll(60, TimeUnit.SECONDS);
            assertThat(told).isNotNull();
        }
        assertThat(told).contains("\"id\": \"web01\"", "osfullname");
        socket.abort();
    }
}
