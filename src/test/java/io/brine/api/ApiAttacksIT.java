package io.brine.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.data.Trees;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.jobs.JobQuery;
import io.brine.jobs.JobSearch;
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
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attacks on the door: every published one on salt-api, by its tokens, clients and rules (docs/security.md). */
class ApiAttacksIT {
    private static final List<String> CLIENTS = List.of(
            "local",
            "local_async",
            "local_subset",
            "local_batch",
            "runner",
            "runner_async",
            "wheel",
            "wheel_async",
            "ssh",
            "run",
            "_prep_auth_info",
            "getClass",
            "unknown",
            "");

    private static ApiSite site;
    private static String ann;
    private static String bob;

    @BeforeAll
    static void open(@TempDir Path root) {
        site = new ApiSite(
                root,
                "rest_cherrypy: {port: 0, host: 127.0.0.1, disable_ssl: true, login_failures: 0}",
                "external_auth: {auto: {ann: ['.*', '@runner', '@wheel'], bob: [{'web*': ['test.*']}]},"
                        + " sharedsecret: {ann: ['.*']}}",
                "sharedsecret: s3cret");
        site.minion("web01");
        ann = site.token("ann");
        bob = site.token("bob");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static Map<String, Object> low(String client, Map<String, Object> credentials) {
        Map<String, Object> chunk = new LinkedHashMap<>(credentials);
        chunk.put("client", client);
        chunk.put(
                "fun",
                client.startsWith("local") ? "test.ping" : client.startsWith("wheel") ? "key.list_all" : "test.arg");
        if (client.startsWith("local") || client.equals("ssh")) {
            chunk.put("tgt", "*");
        }
        return chunk;
    }

    private static long jobs() {
        return new JobSearch(site.master.daemon.jobs())
                .list(JobQuery.ALL)
                .jobs()
                .size();
    }

    /** T-42: CVE-2017-5192, CVE-2018-15751, CVE-2019-17361, CVE-2020-25592, CVE-2021-25281, CVE-2021-25315, issue 32451. */
    @Test
    void noClientRunsWithoutGoodCredentials() {
        EventSource events = site.master.daemon.bus().subscribe(EventFilter.ALL);
        long before = jobs();
        List<Map<String, Object>> all = List.of(
                Map.of(),
                Map.of("eauth", "sharedsecret", "username", "ann", "password", "wrong"),
                Map.of("eauth", "nosuch", "username", "ann", "password", "x"),
                Map.of("eauth", "pki", "username", "ann", "password", "x"),
                Map.of("token", "zz"),
                Map.of("token", "../../pki/master.pem"),
                Map.of("token", "ab".repeat(32)),
                Map.of("token", ann),
                Map.of("token", Map.of("a", 1)),
                Map.of("token", "ab".repeat(32), "eauth", "auto", "username", "ann", "password", "x"));

        for (String client : CLIENTS) {
            for (Map<String, Object> credentials : all) {
                if (credentials.containsKey("eauth")
                        && !Set.of("local", "wheel_async").contains(client)) {
                    continue; // a refused password takes its time
                }
                for (String path : List.of("/run", "/")) {
                    HttpResponse<String> answer = site.post(path, "", low(client, credentials));
                    assertThat(answer.statusCode())
                            .as("%s %s %s: %s", path, client, credentials, answer.body())
                            .isIn(400, 401);
                    assertThat(answer.body()).doesNotContain("Exception", "at io.brine", "s3cret");
                }
            }
        }

        assertThat(jobs()).isEqualTo(before);
        Optional<io.brine.wire.Event> event = events.next(Duration.ZERO);
        while (event.isPresent()) {
            assertThat(event.get().tag()).matches("salt/job/error|salt/presence/.*|minion/.*|salt/stats/.*|salt/auth");
            event = events.next(Duration.ZERO);
        }
    }

    @Test
    void noAddressAnswersAStrangerWithMoreThanItMust() {
        Map<String, Integer> expected = new LinkedHashMap<>();
        for (String path :
                List.of("/minions", "/minions/web01", "/jobs", "/jobs/1", "/keys", "/keys/web01", "/stats")) {
            expected.put("GET " + path, 401);
        }
        for (String path : List.of("/", "/minions", "/hook", "/hook/a/b", "/logout")) {
            expected.put("POST " + path, 401);
        }
        expected.put("GET /events", 401);
        expected.put("GET /ws", 401);
        expected.put("GET /ws/" + "ab".repeat(20), 401);
        expected.put("GET /all_events/" + "ab".repeat(20), 401);
        expected.put("GET /unknown", 404);
        for (String token :
                List.of("", "zz", "ab".repeat(20), "ab".repeat(32), ann.toUpperCase(java.util.Locale.ROOT) + "00")) {
            expected.forEach((request, status) -> {
                String[] words = request.split(" ");
                HttpResponse<String> answer = site.send(site.request(words[1])
                        .header("X-Auth-Token", token)
                        .header("Content-Type", "application/json")
                        .method(words[0], BodyPublishers.ofString(words[0].equals("POST") ? "{}" : "")));
                assertThat(answer.statusCode())
                        .as("%s with '%s'", request, token)
                        .isEqualTo(status);
            });
        }
    }

    /** CVE-2020-11651 of the API: a client's name is looked up in a table and nothing else. */
    @Test
    void aClientThatIsNotEnabledIsRefusedEvenWithGoodCredentials(@TempDir Path other) {
        try (ApiSite closed = new ApiSite(other, "netapi_enable_clients: []")) {
            String token = closed.token("ann");
            for (String client : CLIENTS) {
                HttpResponse<String> answer = closed.post("/", token, low(client, Map.of()));
                assertThat(answer.statusCode()).as(client).isEqualTo(400);
                assertThat(answer.body()).containsAnyOf("Client disabled: '", "Invalid client specified: '");
            }
        }
    }

    /** T-44: salt-ssh is not offered through the door, so none of its options reaches anything. */
    @Test
    void theSshClientIsRefusedWhateverItsOptions(@TempDir Path other) {
        try (ApiSite open = new ApiSite(other, "netapi_enable_clients: [ssh, local]")) {
            String token = open.token("ann");
            Map<String, Object> chunk = low("ssh", Map.of());
            chunk.put("ssh_options", List.of("ProxyCommand=touch " + other.resolve("pwned")));
            chunk.put("ssh_priv", "|touch " + other.resolve("pwned"));
            HttpResponse<String> answer = open.post("/", token, chunk);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("The client 'ssh' is not offered here");
            chunk.put("client", "local");
            chunk.put("raw_shell", true);
            assertThat(open.post("/", token, chunk).body()).contains("Raw shell option not allowed.");
            assertThat(other.resolve("pwned")).doesNotExist();
        }
    }

    /** CVE-2021-3144, issues 69067 and 69073. */
    @Test
    void aLogoutEndsTheSaltTokenBehindTheSession() throws Exception {
        String token = site.token("ann");
        List<String> before = saltTokens();
        String other = site.token("ann");
        List<String> made = new ArrayList<>(saltTokens());
        made.removeAll(before);
        String salt = made.get(0);

        try (EventLines stream = site.events(site.request("/events").header("X-Auth-Token", other));
                EventLines bySalt = site.events(site.request("/events?salt_token=" + salt))) {
            assertThat(site.post("/run", "", withToken(salt)).statusCode()).isEqualTo(200);
            assertThat(site.post("/logout", other, Map.of()).statusCode()).isEqualTo(200);

            assertThat(site.post("/run", "", withToken(salt)).statusCode()).isEqualTo(401);
            assertThat(site.get("/minions", other).statusCode()).isEqualTo(401);
            assertThat(saltTokens()).doesNotContain(salt);
            stream.awaitEnd();
            bySalt.awaitEnd();
        }
        assertThat(site.get("/stats", token).statusCode())
                .as("another session of the same user")
                .isEqualTo(200);
    }

    private static Map<String, Object> withToken(String salt) {
        return Map.of("client", "local", "tgt", "*", "fun", "test.ping", "token", salt);
    }

    private static List<String> saltTokens() throws IOException {
        try (var files = Files.list(site.master.root.resolve("cache/tokens"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void anExpiredTokenIsRefusedAtItsFirstUse(@TempDir Path other) throws Exception {
        try (ApiSite brief = new ApiSite(other, "token_expire: 2")) {
            String token = brief.token("ann");
            try (EventLines stream = brief.events(brief.request("/events").header("X-Auth-Token", token))) {
                assertThat(stream.next()).isEqualTo("retry: 400");
                stream.awaitEnd();
            }
            assertThat(brief.get("/stats", token).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aSessionIdIsNeverTakenFromAClient() {
        String chosen = "ab".repeat(20);

        HttpResponse<String> answer = site.send(site.request("/login")
                .header("Cookie", "session_id=" + chosen)
                .header("X-Auth-Token", chosen)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"username\": \"ann\", \"password\": \"x\", \"eauth\": \"auto\"}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain(chosen);
        assertThat(site.get("/stats", chosen).statusCode()).isEqualTo(401);
    }

    /** A foreign page can make a browser send the cookie with a text/plain body that holds JSON; it must not run anything. */
    @Test
    void aPageOfAnotherOriginCannotUseTheCookie() {
        String body = "{\"client\": \"local\", \"tgt\": \"*\", \"fun\": \"test.ping\"}";

        for (String origin :
                List.of("http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1.evil.example")) {
            HttpResponse<String> post = site.send(site.request("/")
                    .header("Cookie", "session_id=" + ann)
                    .header("Origin", origin)
                    .header("Content-Type", "text/plain;charset=UTF-8")
                    .POST(BodyPublishers.ofString(body)));
            assertThat(post.statusCode()).as(origin).isEqualTo(403);
            assertThat(site.send(site.request("/events")
                                    .header("Cookie", "session_id=" + ann)
                                    .header("Origin", origin))
                            .statusCode())
                    .isEqualTo(403);
        }
        HttpResponse<String> own = site.send(site.request("/")
                .header("Cookie", "session_id=" + ann)
                .header("Origin", "http://127.0.0.1:" + site.door.port())
                .header("Content-Type", "text/plain;charset=UTF-8")
                .POST(BodyPublishers.ofString(body)));
        assertThat(own.body()).isEqualTo("{\"return\": [{\"web01\": true}]}");
        HttpResponse<String> withToken = site.send(site.request("/")
                .header("X-Auth-Token", ann)
                .header("Origin", "http://app.example")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(body)));
        assertThat(withToken.statusCode())
                .as("a page that has the token itself")
                .isEqualTo(200);
        assertThat(withToken.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("http://app.example");
        assertThat(site.door.counts().refusals()).containsKey("origin");
    }

    /** What the caller may not say: whose key, whose rules, whose name. */
    @Test
    void aChunkCannotBringRightsOfItsOwn() {
        for (Map<String, Object> more : List.<Map<String, Object>>of(
                Map.of("auth_list", List.of(".*")),
                Map.of("user", "root", "key", "x"),
                Map.of("kwargs", Map.of("auth_list", List.of(".*"), "user", "root")),
                Map.of("token", ann, "username", "ann"),
                Map.of("eauth", "auto", "username", "ann", "password", "x"),
                Map.of("cmd", "wheel"))) {
            Map<String, Object> chunk = new LinkedHashMap<>(more);
            chunk.putAll(Map.of("client", "local", "tgt", "*", "fun", "cmd.run", "arg", List.of("id")));
            assertThat(site.post("/", bob, chunk).statusCode())
                    .as(more.toString())
                    .isEqualTo(401);
        }
    }

    /** T-46: a user with test.* on web* reaches no runner and no wheel, by any road. */
    @Test
    void whoMayPingReachesNoRunnerAndNoWheel() {
        for (String form : List.of("runner", "wheel")) {
            Map<String, Object> docs = Trees.fields(site.run(ann, Map.of("client", "runner", "fun", "doc." + form)));
            assertThat(docs.size()).isGreaterThan(10);
            for (String fun : docs.keySet()) {
                for (String client : List.of(form, form + "_async")) {
                    assertThat(site.post("/", bob, Map.of("client", client, "fun", fun))
                                    .statusCode())
                            .as("%s %s", client, fun)
                            .isEqualTo(401);
                }
            }
        }
        assertThat(site.run(bob, Map.of("client", "local", "tgt", "web*", "fun", "test.ping")))
                .isEqualTo(Map.of("web01", true));
        for (Object fun : List.<Object>of("cmd.run", "state.apply", List.of("test.ping", "cmd.run"))) {
            assertThat(site.post("/", bob, Map.of("client", "local", "tgt", "web*", "fun", fun))
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(site.get("/jobs", bob).statusCode()).isEqualTo(401);
        assertThat(site.get("/keys", bob).statusCode()).isEqualTo(401);
        assertThat(site.get("/minions", bob).statusCode()).isEqualTo(401);
        try (EventLines stream = site.events(site.request("/events").header("X-Auth-Token", bob))) {
            assertThat(stream.response().statusCode())
                    .as("events have no rules, as with Salt")
                    .isEqualTo(200);
        }
    }

    /** CVE-2020-11652, CVE-2021-25282 over HTTP. */
    @Test
    void wheelsLeaveTheirRootsNeitherToReadNorToWrite() {
        for (String wheel : List.of("file_roots", "pillar_roots")) {
            for (String path : List.of("../../evil.sls", "/tmp/brine-evil.sls", "a/../../../evil.sls", "x\u0000y")) {
                Map<String, Object> answer = Trees.fields(site.run(
                        ann,
                        Map.of(
                                "client",
                                "wheel",
                                "fun",
                                wheel + ".write",
                                "data",
                                "x",
                                "path",
                                path,
                                "saltenv",
                                "base")));
                Map<String, Object> data = Trees.fields(answer.get("data"));
                assertThat(String.valueOf(data.get("return")))
                        .as("%s %s", wheel, path)
                        .doesNotStartWith("Wrote");
            }
        }
        assertThat(site.master.root.resolve("evil.sls")).doesNotExist();
        assertThat(Path.of("/tmp/brine-evil.sls")).doesNotExist();
    }

    @Test
    void theAddressListKnowsTheSocketAndNoHeader(@TempDir Path other) {
        try (ApiSite picky = new ApiSite(
                other, "rest_cherrypy: {port: 0, host: 127.0.0.1, disable_ssl: true, authorized_ips: [192.0.2.1]}")) {
            for (String header : List.of("X-Forwarded-For", "Remote-Addr", "Forwarded", "X-Real-IP")) {
                HttpResponse<String> answer = picky.send(picky.request("/").header(header, "192.0.2.1"));
                assertThat(answer.statusCode()).as(header).isEqualTo(403);
                assertThat(answer.body()).contains("Bad IP");
            }
        }
        try (ApiSite acl = new ApiSite(
                other.resolve("b"),
                "rest_cherrypy: {port: 0, host: 127.0.0.1, disable_ssl: true, api_acl: {users: {ann: [192.0.2.1],"
                        + " bob: [127.0.0.1]}}}")) {
            assertThat(acl.login("ann", "x").statusCode()).isEqualTo(401);
            assertThat(acl.login("zed", "x").statusCode()).isEqualTo(401);
            assertThat(acl.login("bob", "x").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void tooManyFailedLoginsFromAnAddressHaveToWait(@TempDir Path other) {
        try (ApiSite strict = new ApiSite(
                other,
                "rest_cherrypy: {port: 0, host: 127.0.0.1, disable_ssl: true, login_failures: 2}",
                "external_auth: {sharedsecret: {ann: ['.*']}}",
                "sharedsecret: s3cret")) {
            Map<String, Object> wrong = Map.of("username", "ann", "password", "wrong", "eauth", "sharedsecret");
            long began = System.nanoTime();
            assertThat(strict.post("/login", "", wrong).statusCode()).isEqualTo(401);
            assertThat(System.nanoTime() - began).as("a refusal takes its time").isGreaterThan(700_000_000L);
            Map<String, Object> run = new LinkedHashMap<>(wrong);
            run.putAll(Map.of("client", "local", "tgt", "*", "fun", "test.ping"));
            assertThat(strict.post("/run", "", run).statusCode()).isEqualTo(401);
            Map<String, Object> right = Map.of("username", "ann", "password", "s3cret", "eauth", "sharedsecret");
            assertThat(strict.post("/login", "", right).statusCode()).isEqualTo(429);
            assertThat(strict.post("/run", "", run).statusCode()).isEqualTo(429);
            assertThat(strict.door.counts().refusals()).containsEntry("login", 2L);
        }
    }
}
