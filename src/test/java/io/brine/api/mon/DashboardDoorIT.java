package io.brine.api.mon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.data.Json;
import io.brine.data.Trees;
import io.brine.master.MasterSite;
import io.brine.minion.MinionSite;
import io.brine.monitor.health.HealthWord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the dashboard's addresses answer, and whom. */
class DashboardDoorIT {
    @TempDir
    Path root;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private DashboardSite site;

    @AfterEach
    void close() {
        if (site != null) {
            site.close();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(site.uri(path)).timeout(Duration.ofSeconds(60));
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request.build(), body);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private HttpResponse<String> get(String path, String token) {
        return send(request(path).header("X-Auth-Token", token), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Object tree, String... header) {
        return send(
                request(path)
                        .headers(header)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(Json.dump(tree))),
                BodyHandlers.ofString());
    }

    private String token(String user) {
        HttpResponse<String> login =
                post("/login", Map.of("username", user, "password", "any", "eauth", "auto"), "Accept", "*/*");
        return login.headers().firstValue("X-Auth-Token").orElseThrow();
    }

    /** An open stream, read event by event. */
    private final class Stream implements AutoCloseable {
        private final InputStream in;
        private final BufferedReader lines;
        /** Names of events that were not waited for. */
        private final List<String> passed = new ArrayList<>();

        Stream(String query, String token) {
            HttpResponse<InputStream> response = send(
                    request("/mon/stream" + query).header("Cookie", "session_id=" + token),
                    BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            in = response.body();
            lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        }

        /** {id, event, data} of the next event of this name. */
        Map<String, String> next(String name) throws IOException {
            Map<String, String> event = new java.util.HashMap<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int colon = line.indexOf(": ");
                if (colon > 0) {
                    event.put(line.substring(0, colon), line.substring(colon + 2));
                } else if (line.isEmpty()) {
                    if (name.equals(event.get("event"))) {
                        return event;
                    }
                    passed.add(event.getOrDefault("event", ""));
                    event.clear();
                }
            }
            throw new AssertionError("the stream has ended without " + name);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    @Test
    void thePastIsAnsweredToWhoMayLookInThreeSpans() {
        site = new DashboardSite(root);
        String eve = token("eve");
        await().until(() ->
                get("/mon/api/history?series=memory,waiting", eve).body().matches(".*[0-9]\\]\\}.*"));

        Map<String, Object> week = Trees.fields(Json.parse(
                get("/mon/api/history?series=waiting,nobody&span=week", eve).body()));

        assertThat(week.get("step")).isEqualTo(1800L);
        Map<String, Object> series = Trees.fields(week.get("series"));
        assertThat(series).containsOnlyKeys("waiting");
        List<?> means = (List<?>) Trees.fields(series.get("waiting")).get("mean");
        assertThat(means).hasSize(336);
        assertThat(means.get(335)).isNotNull();
        assertThat(get("/mon/api/history?span=hour", eve).statusCode()).isEqualTo(400);
        assertThat(get("/mon/api/history", token("bob")).statusCode()).isEqualTo(403);
        assertThat(send(request("/mon/api/history"), BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void pagesComeWithAPolicyThatLetsNothingElseIn() {
        site = new DashboardSite(root);

        HttpResponse<String> page = send(request("/mon/"), BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.body()).doesNotContain("http://").doesNotContain("https://");
        assertThat(send(request("/mon"), BodyHandlers.ofString()).headers().firstValue("Location"))
                .contains("mon/");
        assertThat(send(request("/mon/..%2fapp.css"), BodyHandlers.ofString()).statusCode())
                .isGreaterThanOrEqualTo(400);
    }

    @Test
    void nothingIsToldToSomebodyWithoutASessionOrTheRight() {
        site = new DashboardSite(root);
        String bob = token("bob");

        for (String path : List.of("/mon/stream", "/mon/plain", "/mon/api/snapshot", "/mon/api/minions/web1")) {
            assertThat(send(request(path), BodyHandlers.ofString()).statusCode())
                    .as(path)
                    .isEqualTo(401);
            assertThat(get(path, bob).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(send(request("/mon/api/me"), BodyHandlers.ofString()).body()).isEqualTo("{}");
        assertThat(get("/mon/api/me", bob).body()).contains("\"rights\":[]");
    }

    @Test
    void anActionNeedsItsHeaderAndItsRight() {
        site = new DashboardSite(root);
        String ann = token("ann");
        String eve = token("eve");

        assertThat(post("/mon/api/connections/1/kick", Map.of(), "Cookie", "session_id=" + ann)
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/mon/api/connections/1/kick", Map.of(), "X-Auth-Token", eve)
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/mon/api/connections/999/kick", Map.of(), "X-Auth-Token", ann)
                        .statusCode())
                .isEqualTo(404);
        assertThat(post("/mon/api/connections/x/kick", Map.of(), "X-Auth-Token", ann)
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("/mon/api/snapshot", eve).statusCode()).isEqualTo(200);
    }

    @Test
    void anIncidentIsSilencedAndClosedByThoseWhoOperate() {
        site = new DashboardSite(root, "mon: {gateway: none, hold: {start: 0, keys: 0, self: 1}}");
        site.watch.orElseThrow().hold("bob", "a storm");
        String ann = token("ann");

        assertThat(post("/mon/api/incidents/1/silence", Map.of("minutes", 60), "X-Auth-Token", token("eve"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/mon/api/incidents/1/close", Map.of(), "X-Auth-Token", token("eve"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/mon/api/incidents/1/silence", Map.of(), "X-Auth-Token", ann)
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/mon/api/incidents/1/silence", Map.of("minutes", 60, "text", "ok"), "X-Auth-Token", ann)
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/mon/api/incidents/1", ann).body())
                .containsPattern("\"quiet\":\\[[0-9]+,\"ann\"\\]")
                .contains("silenced for 60 min: ok");
        assertThat(post("/mon/api/incidents/1/close", Map.of(), "X-Auth-Token", ann)
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/mon/api/incidents/1/close", Map.of(), "X-Auth-Token", ann)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatLogRulesFoundIsInTheStoryOfAnIncident() throws Exception {
        site = new DashboardSite(
                root,
                "auto_accept: true",
                "mon: {gateway: none, probe: {quiet: 1, deep_every: 3, timeout: 2}, suspect: {grace: 1},"
                        + " hold: {start: 0, keys: 0, self: 1}, repair: {ssh: {port: 1}},"
                        + " logs: {rules: [{name: odd, pattern: 'odd things', react: count}]}}");
        MinionSite web1 = site.minion("web1");
        await().atMost(MasterSite.SOON)
                .until(() -> site.watch.orElseThrow().book().minion("web1").stream()
                        .anyMatch(story -> story.minion().word() == HealthWord.UP));

        site.monitor.logs().orElseThrow().onOwnLine("ERROR", "master", "odd things are heard of minion web1");
        await().until(() -> !site.monitor.logs().orElseThrow().book().hits().isEmpty());
        web1.close();
        await().atMost(MasterSite.SOON)
                .until(() -> !site.watch.orElseThrow().book().incidents().isEmpty());

        assertThat(get("/mon/api/incidents/1", token("eve")).body())
                .contains("\"logs\":1")
                .contains("\"log\",\"web1: master log, odd: odd things are heard of minion web1\"");
    }

    @Test
    void aKickedMinionComesBackByItself() {
        site = new DashboardSite(root, "auto_accept: true");
        site.minion("web1");
        await().until(() -> site.master.daemon.connected().contains("web1"));
        long number = site.monitor.connections().subscribers().get(0).number();

        int status = post("/mon/api/connections/" + number + "/kick", Map.of(), "X-Auth-Token", token("ann"))
                .statusCode();

        assertThat(status).isEqualTo(200);
        await().until(() -> site.monitor.connections().subscribers().stream()
                .anyMatch(row -> row.number() != number && row.minion().equals("web1")));
    }

    @Test
    void resultsOfAJobAreNotForEverybodyWhoMayLook() {
        site = new DashboardSite(root, "auto_accept: true");
        site.minion("web1");
        await().until(() -> site.master.daemon.connected().contains("web1"));
        Map<String, Object> chunk =
                Map.of("client", "local_async", "tgt", "web1", "fun", "test.arg", "arg", List.of("hush-hush"));
        String said = post("/", List.of(chunk), "X-Auth-Token", token("ann")).body();
        String jid = said.replaceAll("(?s).*\"jid\": \"([0-9]+)\".*", "$1");
        await().until(() -> site.master.daemon.views().jobs().hasReturned(jid, "web1"));
        String eve = token("eve");

        assertThat(get("/mon/api/jobs/" + jid + "/web1", token("ann")).body()).contains("hush-hush");
        assertThat(get("/mon/api/jobs/" + jid + "/web1", eve).statusCode()).isEqualTo(403);
        assertThat(get("/mon/api/jobs/" + jid, eve).body())
                .contains("web1", "returned")
                .doesNotContain("hush-hush");
        assertThat(get("/mon/api/jobs", eve).body()).contains(jid).doesNotContain("hush-hush");
    }

    @Test
    void theStreamBeginsWithASnapshotAndGoesOnWithWhatChanges() throws IOException {
        site = new DashboardSite(root, "auto_accept: true");
        String ann = token("ann");

        try (Stream stream = new Stream("", ann)) {
            Map<String, String> snapshot = stream.next("snapshot");
            site.minion("web1");

            assertThat(Trees.fields(Json.parse(snapshot.get("data")))).containsKeys("v", "fleet", "minions", "trouble");
            assertThat(snapshot.get("data")).doesNotContain(ann);
            assertThat(stream.next("minions").get("data")).contains("[\"web1\",");
        }
    }

    @Test
    void whoComesBackInTimeIsToldOnlyWhatHeMissed() throws IOException {
        site = new DashboardSite(root, "auto_accept: true");
        String ann = token("ann");
        String seen;
        try (Stream stream = new Stream("", ann)) {
            seen = stream.next("snapshot").get("id");
        }
        site.minion("web1");
        await().until(() -> site.master.daemon.connected().contains("web1"));

        try (Stream stream = new Stream("?last=" + seen, ann)) {
            Map<String, String> missed = stream.next("minions");
            while (!missed.get("data").contains("web1")) {
                missed = stream.next("minions");
            }

            assertThat(missed.get("id")).isNotEqualTo(seen);
            assertThat(stream.passed).doesNotContain("snapshot");
        }
        try (Stream stream = new Stream("?last=another-7", ann)) {
            assertThat(stream.next("snapshot")).isNotEmpty();
        }
    }

    @Test
    void aLogoutEndsTheStreamWithItsReason() throws IOException {
        site = new DashboardSite(root);
        String ann = token("ann");

        try (Stream stream = new Stream("", ann)) {
            stream.next("snapshot");
            post("/logout", Map.of(), "X-Auth-Token", ann);

            assertThat(stream.next("bye").get("data")).isEqualTo("{\"reason\":\"logged out\"}");
        }
    }

    @Test
    void tenBrowsersCostTheMasterOneLookASecond() throws IOException {
        AtomicReference<SimulatedBoard> board = new AtomicReference<>();
        site = new DashboardSite(
                root,
                real -> {
                    board.set(new SimulatedBoard(real, 1000, Instant.now().getEpochSecond()));
                    return board.get();
                },
                Optional.empty());
        String ann = token("ann");
        List<Stream> streams = new ArrayList<>();
        Instant began = Instant.now();
        for (int number = 0; number < 10; number++) {
            streams.add(new Stream("", ann));
        }
        for (Stream stream : streams) {
            stream.next("snapshot");
            stream.next("fleet");
            stream.close();
        }

        long seconds = Duration.between(began, Instant.now()).toSeconds();
        assertThat(board.get().looks()).isLessThanOrEqualTo((int) seconds + 3);
    }

    @Test
    void aBrowserThatDoesNotReadIsForgottenUntilItHasCaughtUpAndThenBeginsAnew() throws IOException {
        site = new DashboardSite(
                root,
                real -> new SimulatedBoard(real, 10_000, Instant.now().getEpochSecond()).restless(),
                Optional.empty());
        String ann = token("ann");

        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4096);
            slow.connect(new InetSocketAddress("127.0.0.1", site.uri("/").getPort()));
            String asked = "GET /mon/stream HTTP/1.1\r\nHost: x\r\nCookie: session_id=" + ann + "\r\n\r\n";
            slow.getOutputStream().write(asked.getBytes(StandardCharsets.US_ASCII));
            await().until(() -> site.dashboard.behind() == 1);

            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            int snapshots = 0;
            for (String line = lines.readLine(); line != null && snapshots < 2; line = lines.readLine()) {
                snapshots += line.equals("event: snapshot") ? 1 : 0;
            }
            assertThat(snapshots).isEqualTo(2);
        }
    }

    @Test
    void theSameNumbersAreThereAsText() {
        site = new DashboardSite(root);
        site.minion("new1");
        await().until(() -> !site.master
                .daemon
                .views()
                .keys()
                .ids(io.brine.keys.KeyState.PENDING)
                .isEmpty());

        String text = get("/mon/plain", token("eve")).body();

        assertThat(text).startsWith("brine_master   1 minion").containsPattern("PENDING +new1");
    }

    @Test
    void whomATargetMeansIsSaidBeforeItIsUsed() {
        site = new DashboardSite(root, "auto_accept: true");
        site.minion("web1");
        await().until(() -> site.master.daemon.connected().contains("web1"));
        String ann = token("ann");

        assertThat(get("/mon/api/targets?tgt=web*", ann).body()).isEqualTo("[\"web1\"]");
        assertThat(get("/mon/api/targets?tgt=db*", ann).body()).isEqualTo("[]");
    }
}
