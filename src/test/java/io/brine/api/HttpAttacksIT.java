package io.brine.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.data.Json;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What any HTTP server meets: paths, headers, bodies, half requests, listeners that do not read (docs/security.md). */
class HttpAttacksIT {
    private static ApiSite site;
    private static String ann;

    @BeforeAll
    static void open(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("static/sub"));
        Files.writeString(root.resolve("static/page.txt"), "a page");
        Files.writeString(root.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(root.resolve("static/link.txt"), root.resolve("secret.txt"));
        site = new ApiSite(
                root, "rest_cherrypy: {port: 0, host: 127.0.0.1, disable_ssl: true, static: " + root + "/static}");
        site.minion("web01");
        ann = site.token("ann");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void pathsOfFilesLeadNowhereElse() {
        assertThat(site.get("/static/page.txt", "").body()).isEqualTo("a page");
        for (String path : List.of(
                "/static/../secret.txt",
                "/static/%2e%2e/secret.txt",
                "/static/..%2fsecret.txt",
                "/static/%2e%2e%2fsecret.txt",
                "/static/sub/../../secret.txt",
                "/static//etc/passwd",
                "/static/%2fetc/passwd",
                "/static/..;/secret.txt",
                "/static/%00",
                "/static/page.txt%00.html",
                "/static/..\\secret.txt",
                "/static/%5c..%5csecret.txt",
                "/static/.hidden",
                "/static/link.txt",
                "/static/",
                "/static/sub",
                "/static/sub/")) {
            int status = RawHttp.status(
                    site.door.port(), "GET " + path + " HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n");
            assertThat(status).as(path).isIn(400, 404);
        }
    }

    @Test
    void hooksTakeNoTagThatIsNotTheirs() {
        EventSource events = site.master.daemon.bus().subscribe(EventFilter.ALL);
        for (String path : List.of(
                "/hook/../../salt/job/1/ret/x", "/hook/%2e%2e/x", "/hook/a%0a%0ab", "/hook/a%0d%0ab", "/hook/a%00b")) {
            int status = RawHttp.status(
                    site.door.port(),
                    "POST " + path + " HTTP/1.1\nHost: 127.0.0.1\nX-Auth-Token: " + ann
                            + "\nContent-Type: application/json\nContent-Length: 2\nConnection: close\n\n{}");
            assertThat(status).as(path).isIn(400, 404, 405);
        }
        assertThat(
                        RawHttp.status(
                                site.door.port(),
                                "POST /hook/a HTTP/1.1\nHost: 127.0.0.1\nX-Auth-Token: " + ann
                                        + "\nX-Split: a\n b\nContent-Type: application/json\nContent-Length: 2\nConnection: close\n\n{}"))
                .as("a folded header")
                .isIn(200, 400);
        Optional<io.brine.wire.Event> event = events.next(Duration.ZERO);
        while (event.isPresent()) {
            assertThat(event.get().tag()).doesNotContain("..", "\n", "job/1");
            event = events.next(Duration.ZERO);
        }
    }

    @Test
    void headersCannotBeSplitByWhatIsAsked() {
        HttpResponse<String> answer = site.post(
                "/keys",
                "",
                Map.of("mid", "a\r\nSet-Cookie: session_id=evil", "username", "ann", "password", "x", "eauth", "auto"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().map()).doesNotContainKey("Set-Cookie");
        assertThat(site.get("/nothing/<script>".replace("<", "%3C").replace(">", "%3E"), "")
                        .body())
                .doesNotContain("<script>");
    }

    @Test
    void bodiesAreBoundedAndMustBeWhatTheySay() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        StringBuilder laughs = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++) {
            laughs.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(10) + "]\n");
        }
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("application/json", deep);
        bad.put("application/json;x=1", "{\"client\": ");
        bad.put("application/x-yaml", laughs.toString());
        bad.put("text/yaml", "!!javax.script.ScriptEngineManager [x]");
        bad.put("application/x-www-form-urlencoded", "a=1&".repeat(200_000));
        bad.put("application/x-www-form-urlencoded;x=1", "client=%zz");
        bad.forEach((type, body) -> {
            HttpResponse<String> answer =
                    site.send(site.request("/run").header("Content-Type", type).POST(BodyPublishers.ofString(body)));
            assertThat(answer.statusCode()).as(type).isEqualTo(400);
            assertThat(answer.body()).doesNotContain("Exception", "io.brine");
        });
        assertThat(RawHttp.status(
                        site.door.port(),
                        "POST /run HTTP/1.1\nHost: 127.0.0.1\nContent-Length: 9000000\nExpect: 100-continue\n\n"))
                .as("asked first")
                .isEqualTo(413);
        assertThat(site.send(site.request("/run")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("x".repeat(1_048_577))))
                        .statusCode())
                .isEqualTo(413);
        assertThat(site.send(site.request("/run")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofInputStream(
                                        () -> new java.io.ByteArrayInputStream(new byte[3_000_000]))))
                        .statusCode())
                .as("chunked")
                .isEqualTo(413);
    }

    @Test
    void requestsThatAreNoHttpAreRefusedAndTheDoorStays() {
        int port = site.door.port();
        String post = "POST /run HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n";
        assertThat(RawHttp.status(port, post + "Content-Length: 5\nContent-Length: 6\n\nhello!"))
                .isEqualTo(400);
        assertThat(RawHttp.status(port, post + "Content-Length: 5\nTransfer-Encoding: chunked\n\n0\n\n"))
                .isEqualTo(400);
        assertThat(RawHttp.status(port, post + "Transfer-Encoding: chunked\n\nzz\nhello\n0\n\n"))
                .isEqualTo(400);
        assertThat(RawHttp.status(port, "GET / HTTP/1.1\nHost: x\n" + "X-A: b\n".repeat(10_000) + "\n"))
                .isEqualTo(431);
        assertThat(RawHttp.status(port, "GET /" + "a".repeat(100_000) + " HTTP/1.1\nHost: x\n\n"))
                .isIn(414, 431);
        assertThat(RawHttp.status(port, "GET / HTTP/1.1\nConnection: close\n\n"))
                .isEqualTo(400);
        assertThat(RawHttp.status(port, "\u0016\u0003\u0001nonsense\n\n")).isEqualTo(400);
        assertThat(RawHttp.status(port, "TRACE / HTTP/1.1\nHost: x\nConnection: close\n\n"))
                .isEqualTo(405);
        assertThat(site.get("/", "").statusCode()).isEqualTo(200);
    }

    @Test
    void halfSentRequestsHoldNoThread() {
        List<RawHttp> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 60; i++) {
                RawHttp http = new RawHttp(site.door.port());
                http.send(
                        "POST /run HTTP/1.1\nHost: 127.0.0.1\nContent-Type: application/json\nContent-Length: 100\n\n{");
                slow.add(http);
            }
            assertThat(site.get("/", "").statusCode()).isEqualTo(200);
            assertThat(site.post("/", ann, Map.of("client", "local", "tgt", "*", "fun", "test.ping"))
                            .body())
                    .isEqualTo("{\"return\": [{\"web01\": true}]}");
        } finally {
            slow.forEach(RawHttp::close);
        }
    }

    @Test
    void jobsThatWaitDoNotKeepOthersOut(@TempDir Path other) throws Exception {
        try (ApiSite small = new ApiSite(
                other, "rest_cherrypy: {port: 0, host: 127.0.0.1, disable_ssl: true, thread_pool: 1, queue_size: 1}")) {
            small.minion("web01");
            String token = small.token("ann");
            Map<String, Object> sleep = Map.of("client", "local", "tgt", "*", "fun", "test.sleep", "arg", List.of(3));
            List<Thread> waiting = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Thread thread = new Thread(() -> small.post("/", token, sleep));
                thread.start();
                waiting.add(thread);
            }
            await().until(() -> small.door.counts().underWay() >= 2);

            HttpResponse<String> third = small.post("/", token, sleep);

            assertThat(third.statusCode()).isEqualTo(503);
            assertThat(small.get("/stats", token).statusCode())
                    .as("what does not wait")
                    .isEqualTo(200);
            assertThat(small.login("ann", "x").statusCode()).isEqualTo(200);
            for (Thread thread : waiting) {
                thread.join();
            }
        }
    }

    @Test
    void manyIdleListenersAndOneThatDoesNotReadHoldNobodyUp() throws Exception {
        List<RawHttp> idle = new ArrayList<>();
        try (EventLines reader = site.events(site.request("/events").header("X-Auth-Token", ann))) {
            for (int i = 0; i < 300; i++) {
                RawHttp http = new RawHttp(site.door.port());
                http.send("GET /events HTTP/1.1\nHost: 127.0.0.1\nX-Auth-Token: " + ann + "\n\n");
                idle.add(http);
            }
            await().until(() -> site.door.counts().underWay() >= 300);
            Map<String, Object> large = Map.of("text", "x".repeat(200_000));
            for (int i = 0; i < 100; i++) {
                site.master.daemon.bus().fire("flood/" + i, large);
                reader.next(line -> line.startsWith("tag: flood/"));
            }
            assertThat(reader.next(line -> line.startsWith("data: "))).contains("\"tag\": \"flood/99\"");
            await().until(() -> site.door.counts().refusals().getOrDefault("slow reader", 0L) == 300);
        } finally {
            idle.forEach(RawHttp::close);
        }
        assertThat(site.get("/", "").statusCode()).isEqualTo(200);
    }

    @Test
    void anEventCannotPretendToBeTwo() throws Exception {
        try (EventLines reader = site.events(site.request("/events").header("X-Auth-Token", ann))) {
            site.master.daemon.bus().fire("a\ndata: {}", Map.of("x", "1\n\ndata: {}\n\n"));

            assertThat(reader.next(line -> line.startsWith("tag: a"))).isEqualTo("tag: a data: {}");
            assertThat(Json.parse(reader.next().substring("data: ".length()))).isNotNull();
            assertThat(reader.next()).isEmpty();
        }
    }
}
