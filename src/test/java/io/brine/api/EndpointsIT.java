package io.brine.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.data.Json;
import io.brine.data.Trees;
import io.brine.events.EventFilter;
import io.brine.events.EventSource;
import io.brine.master.MasterSite;
import io.brine.wire.Event;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every address of salt-api and what it answers, as a real salt-api 3006 does (PROTOCOL 14.3). */
class EndpointsIT {
    private static final String UNEXPECTED = "{\"status\": 500, \"return\": \"An unexpected error occurred\"}";

    private static ApiSite site;
    private static String ann;
    private static String bob;

    @BeforeAll
    static void open(@TempDir Path root) {
        site = new ApiSite(
                root,
                "external_auth: {auto: {ann: ['.*', '@runner', '@wheel'], bob: ['test.*']},"
                        + " mysql: {^password: of-the-database}}",
                "sharedsecret: of-everybody");
        site.minion("web01");
        ann = site.token("ann");
        bob = site.token("bob");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static Map<String, Object> tree(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
        return Trees.fields(Json.parse(answer.body()));
    }

    private static void refused(HttpResponse<String> answer, int status, String message) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(answer.body()).contains("<p>" + message + "</p>");
    }

    private static HttpResponse<String> body(String path, String token, String type, String body) {
        return site.send(site.request(path)
                .header("X-Auth-Token", token)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void minionsAreTheirGrains() {
        Map<String, Object> one =
                Trees.fields(((List<?>) tree(site.get("/minions/web01", ann)).get("return")).get(0));

        assertThat(Trees.fields(one.get("web01"))).containsEntry("id", "web01").containsKey("osfullname");
        assertThat(tree(site.get("/minions", ann)).toString()).contains("web01");
        assertThat(tree(site.get("/minions/nobody", ann))).isEqualTo(Map.of("return", List.of(Map.of())));
    }

    @Test
    void aJobPostedToMinionsIsStartedAndLinked() {
        HttpResponse<String> answer = site.post("/minions", ann, Map.of("tgt", "*", "fun", "test.ping"));

        assertThat(answer.statusCode()).isEqualTo(202);
        Map<String, Object> started = Trees.fields(((List<?>) tree(answer).get("return")).get(0));
        String link = "/jobs/" + started.get("jid");
        assertThat(tree(answer)).containsEntry("_links", Map.of("jobs", List.of(Map.of("href", link))));
        org.awaitility.Awaitility.await()
                .until(() -> tree(site.get(link, ann)).get("return").equals(List.of(Map.of("web01", true))));
        assertThat(tree(site.get(link, ann)).get("info").toString()).contains("Function=test.ping", "User=ann");
        assertThat(tree(site.get("/jobs", ann)).get("return").toString()).contains(link.substring(6));
    }

    @Test
    void anUnknownJobIsSaidToBeUnknown() {
        Map<String, Object> answer = tree(site.get("/jobs/20200101000000000000", ann));

        assertThat(answer)
                .isEqualTo(Map.of(
                        "info",
                        List.of(Map.of(
                                "jid", "20200101000000000000",
                                "Error", "Cannot contact returner or no job with this jid",
                                "StartTime", "2020, Jan 01 00:00:00.000000",
                                "Result", Map.of())),
                        "return",
                        List.of(Map.of())));
    }

    @Test
    void keysAreListedAndShown() {
        assertThat(Trees.fields(tree(site.get("/keys", ann)).get("return")))
                .containsEntry("minions", List.of("web01"))
                .containsEntry("local", List.of("master.pem", "master.pub"));
        assertThat(tree(site.get("/keys/web01", ann)).get("return").toString())
                .matches("\\{minions=\\{web01=([0-9a-f]{2}:){31}[0-9a-f]{2}}}");
    }

    @Test
    void aFreshKeyComesAsATarAndIsAccepted() {
        HttpResponse<String> answer = site.post(
                "/keys",
                "",
                Map.of("mid", "new1", "username", "ann", "password", "x", "eauth", "auto", "keysize", "2048"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-tar");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"saltkeys-new1.tar\"");
        assertThat(answer.body())
                .startsWith("minion.pub\0")
                .contains("-----BEGIN PUBLIC KEY-----", "minion.pem\0", "PRIVATE KEY-----");
        assertThat(answer.body().length() % 10240).isZero();
        assertThat(site.master.root.resolve("pki/minions/new1")).exists();
        refused(
                site.post("/keys", "", Map.of("mid", "new1", "username", "ann", "password", "x", "eauth", "auto")),
                409,
                "There is a key of new1 already; force replaces it");
        site.run(ann, Map.of("client", "wheel", "fun", "key.delete", "match", "new1"));
    }

    @Test
    void aHookBecomesAnEventWithoutTheSendersSession() {
        EventSource events = site.master.daemon.bus().subscribe(EventFilter.startingWith("salt/netapi/"));

        HttpResponse<String> answer = site.send(site.request("/hook/mycompany/build/success")
                .header("X-Auth-Token", ann)
                .header("x-github-event", "push")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"revision\": \"aa22\"}")));

        assertThat(answer.body()).isEqualTo("{\"success\": true}");
        Event event = events.next(MasterSite.SOON).orElseThrow();
        assertThat(event.tag()).isEqualTo("salt/netapi/hook/mycompany/build/success");
        assertThat(event.data())
                .containsEntry("body", "{\"revision\": \"aa22\"}")
                .containsEntry("post", Map.of("revision", "aa22"));
        assertThat(Trees.fields(event.data().get("headers")))
                .containsEntry("X-Github-Event", "push")
                .containsEntry("Remote-Addr", "127.0.0.1");
        assertThat(event.data().toString()).doesNotContain(ann);
    }

    @Test
    void aSaltTokenIsMadeForWhoMayRunTheRunnerAndRunsCommands() {
        HttpResponse<String> made =
                site.post("/token", "", Map.of("username", "ann", "password", "x", "eauth", "auto"));

        Map<String, Object> token = Trees.fields(((List<?>) Json.parse(made.body())).get(0));
        assertThat(token).containsOnlyKeys("start", "expire", "name", "eauth", "token");
        HttpResponse<String> run = site.post(
                "/run", "", Map.of("client", "local", "tgt", "*", "fun", "test.ping", "token", token.get("token")));
        assertThat(run.body()).isEqualTo("{\"return\": [{\"web01\": true}]}");
        refused(
                site.post("/token", "", Map.of("username", "ann")),
                400,
                "Require \"username\", \"password\", and \"eauth\" params");
        refused(
                site.post("/token", "", Map.of("username", "bob", "password", "x", "eauth", "auto")),
                401,
                "Authentication failure of type \"eauth\" occurred for user bob.");
    }

    @Test
    void secretsAreNotToldThroughTheDoor() throws Exception {
        assertThat(site.run(ann, Map.of("client", "wheel", "fun", "config.values"))
                        .toString())
                .contains("external_auth", "^password=**********")
                .doesNotContain("of-the-database", "of-everybody");
        try (EventLines stream = site.events(site.request("/events").header("X-Auth-Token", bob))) {
            Map<String, Object> pair =
                    Trees.fields(Trees.fields(site.run(ann, Map.of("client", "wheel", "fun", "key.gen")))
                            .get("data"));
            assertThat(pair.get("return").toString()).contains("PRIVATE KEY");
            String event = stream.next(line -> line.contains("wheel.key.gen") && line.contains("\"return\""));
            assertThat(event).contains("**********").doesNotContain("PRIVATE KEY");
        }
    }

    @Test
    void runTakesCredentialsInEachChunkAndNoSession() {
        Map<String, Object> ping = Map.of("client", "local", "tgt", "*", "fun", "test.ping");

        refused(site.post("/run", ann, ping), 401, "No authentication credentials given");
        assertThat(site.post(
                                "/run",
                                "",
                                Map.of(
                                        "client",
                                        "local",
                                        "tgt",
                                        "*",
                                        "fun",
                                        "test.ping",
                                        "username",
                                        "bob",
                                        "password",
                                        "x",
                                        "eauth",
                                        "auto"))
                        .body())
                .isEqualTo("{\"return\": [{\"web01\": true}]}");
    }

    @Test
    void localClientsAnswerAsSaltsDo() {
        assertThat(site.run(ann, Map.of("client", "local", "tgt", "nobody", "fun", "test.ping")))
                .isEqualTo(Map.of());
        assertThat(site.run(ann, Map.of("client", "local_async", "tgt", "nobody", "fun", "test.ping")))
                .isEqualTo(Map.of());
        assertThat(Trees.fields(site.run(ann, Map.of("client", "local_async", "tgt", "*", "fun", "test.ping"))))
                .containsOnlyKeys("jid", "minions")
                .containsEntry("minions", List.of("web01"));
        assertThat(Trees.fields(Trees.fields(site.run(
                                ann, Map.of("client", "local", "tgt", "*", "fun", "test.ping", "full_return", true)))
                        .get("web01")))
                .containsOnlyKeys("ret", "retcode", "jid")
                .containsEntry("ret", true);
        assertThat(site.run(ann, Map.of("client", "local_subset", "tgt", "*", "fun", "test.ping", "subset", 1)))
                .isEqualTo(Map.of("web01", true));
        assertThat(site.run(ann, Map.of("client", "local_batch", "tgt", "*", "fun", "test.ping", "batch", "1")))
                .isEqualTo(Map.of("web01", true));
        assertThat(site.run(ann, Map.of("client", "local", "tgt", "*", "fun", "no.such")))
                .isEqualTo(Map.of("web01", "'no.such' is not available."));
    }

    @Test
    void argumentsReachTheFunctionAsSaltsTake() {
        Object answer = site.run(
                ann,
                Map.of(
                        "client",
                        "local",
                        "tgt",
                        List.of("web01"),
                        "expr_form",
                        "list",
                        "fun",
                        "test.arg",
                        "arg",
                        List.of(1, "a=b", "c"),
                        "kwarg",
                        Map.of("x", 1)));

        assertThat(given(answer)).isEqualTo(Map.of("args", List.of(1L, "c"), "kwargs", Map.of("a", "b", "x", 1L)));
    }

    @Test
    void aFormIsReadAsTheCommandLineIs() {
        HttpResponse<String> answer = body(
                "/",
                ann,
                "application/x-www-form-urlencoded; charset=utf-8",
                "client=local&tgt=*&fun=test.arg&arg=1&arg=a%3D2&arg=%5B3%5D");

        assertThat(given(((List<?>) tree(answer).get("return")).get(0)))
                .isEqualTo(Map.of("args", List.of(1L, List.of(3L)), "kwargs", Map.of("a", 2L)));
    }

    /** What test.arg of web01 was given, without what every function is told of its job. */
    private static Map<String, Object> given(Object returns) {
        Map<String, Object> given = Trees.fields(Trees.fields(returns).get("web01"));
        Map<String, Object> kwargs = Trees.fields(given.get("kwargs"));
        kwargs.keySet().removeIf(name -> name.startsWith("__pub_"));
        given.put("kwargs", kwargs);
        return given;
    }

    @Test
    void bodiesMayBeYamlOrTextThatIsJson() {
        String ping = "{\"client\": \"local\", \"tgt\": \"*\", \"fun\": \"test.ping\"}";

        for (String type : List.of("text/plain;charset=UTF-8", "application/x-yaml", "text/yaml", "application/json")) {
            assertThat(body("/", ann, type, ping).body()).as(type).isEqualTo("{\"return\": [{\"web01\": true}]}");
        }
        refused(body("/", ann, "application/xml", "<a/>"), 406, "Content type not supported");
    }

    @Test
    void answersMayBeYamlWithSortedKeys() {
        HttpResponse<String> answer = site.send(site.request("/").header("Accept", "application/x-yaml"));

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-yaml");
        assertThat(answer.body()).startsWith("clients:\n- local\n").endsWith("\nreturn: Welcome\n");
        refused(
                site.send(site.request("/").header("Accept", "text/html")),
                406,
                "Your client sent this Accept header: text/html. But this resource only emits these media types:"
                        + " application/json, application/x-yaml.");
        assertThat(site.send(site.request("/").header("Accept", "text/html,*/*;q=0.8"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void runnersThatDoNotExistAreAnErrorAndWheelsSaySo() {
        HttpResponse<String> runner = site.post("/", ann, Map.of("client", "runner", "fun", "no.such"));
        Map<String, Object> wheel = Trees.fields(site.run(ann, Map.of("client", "wheel", "fun", "no.such")));

        assertThat(runner.statusCode()).isEqualTo(500);
        assertThat(runner.body()).isEqualTo(UNEXPECTED);
        assertThat(Trees.fields(wheel.get("data")))
                .containsEntry("success", false)
                .containsEntry("fun", "wheel.no.such")
                .containsKey("_stamp");
    }

    @Test
    void asynchronousClientsGiveTagAndJid() {
        for (String client : List.of("runner_async", "wheel_async")) {
            String fun = client.startsWith("runner") ? "test.arg" : "key.list_all";
            Map<String, Object> answer = Trees.fields(site.run(ann, Map.of("client", client, "fun", fun)));
            assertThat(answer).containsOnlyKeys("tag", "jid");
            assertThat(answer.get("tag").toString()).endsWith("/" + answer.get("jid"));
        }
    }

    @Test
    void aRunnerWithFullReturnIsItsEvent() {
        Map<String, Object> answer =
                Trees.fields(site.run(ann, Map.of("client", "runner", "fun", "test.arg", "full_return", true, "z", 5)));

        assertThat(answer.get("tag").toString()).matches("salt/run/\\d{20}/ret");
        assertThat(Trees.fields(answer.get("data")))
                .containsEntry("fun", "runner.test.arg")
                .containsEntry("user", "ann")
                .containsEntry("success", true)
                .containsEntry("return", Map.of("args", List.of(), "kwargs", Map.of("z", 5L)));
    }

    @Test
    void whatTheRulesDoNotAllowIsRefused() {
        refused(
                site.post("/", bob, Map.of("client", "local", "tgt", "*", "fun", "cmd.run", "arg", List.of("id"))),
                401,
                "Authorization error occurred.");
        refused(
                site.post("/", bob, Map.of("client", "wheel", "fun", "key.list_all")),
                401,
                "Authentication failure of type \"token\" occurred for user bob.");
        refused(
                site.post("/", bob, Map.of("client", "runner", "fun", "test.arg")),
                401,
                "Authentication failure of type \"token\" occurred for user bob.");
        refused(site.get("/keys", bob), 401, "Authentication failure of type \"token\" occurred for user bob.");
    }

    @Test
    void clientsThatDoNotExistAreNamed() {
        refused(site.post("/", ann, Map.of("client", "bogus")), 400, "Invalid client specified: 'bogus'");
        refused(site.post("/", ann, Map.of("fun", "x")), 400, "Invalid client specified: 'None'");
        refused(site.post("/", ann, Map.of("client", "run")), 400, "Invalid client specified: 'run'");
        refused(
                site.post("/", ann, Map.of("client", "ssh")),
                400,
                "Client disabled: 'ssh'. Add to 'netapi_enable_clients' master config option to enable.");
        refused(site.post("/", ann, Map.of("client", "runner")), 400, "runner takes at least 1 argument (0 given)");
    }

    @Test
    void addressesAndMethodsThereAreNot() {
        refused(site.get("/nothing", ann), 404, "The path '/nothing' was not found.");
        refused(site.get("/jobs/a/b", ann), 404, "The path '/jobs/a/b' was not found.");
        HttpResponse<String> wrong = site.send(site.request("/hook").header("X-Auth-Token", ann));
        refused(wrong, 405, "Specified method is invalid for this resource");
        assertThat(wrong.headers().firstValue("Allow")).contains("POST");
        assertThat(site.get("/", "").headers().firstValue("Allow")).contains("GET, HEAD, POST");
    }

    @Test
    void loginSaysItselfWhenItIsAsked() {
        HttpResponse<String> answer = site.get("/login", "");

        assertThat(answer.body()).isEqualTo("{\"status\": null, \"return\": \"Please log in\"}");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Session");
    }

    @Test
    void statisticsHaveTheNamesToolsLookFor() {
        Map<String, Object> stats = tree(site.get("/stats", ann));

        assertThat(stats).containsOnlyKeys("CherryPy Applications", "CherryPy HTTPServer 1", "Cheroot HTTPServer 1");
        assertThat(Trees.fields(stats.get("CherryPy Applications"))).containsKeys("Total Requests", "Requests");
    }

    @Test
    void aLogoutEndsTheSessionAndItsCookie() {
        String token = site.token("ann");

        HttpResponse<String> answer = site.send(
                site.request("/logout").header("Cookie", "session_id=" + token).POST(BodyPublishers.noBody()));

        assertThat(answer.body()).isEqualTo("{\"return\": \"Your token has been cleared\"}");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).startsWith("session_id=;");
        refused(site.get("/minions", token), 401, "No permission -- see authorization schemes");
        refused(
                site.send(site.request("/logout").POST(BodyPublishers.noBody())),
                401,
                "No permission -- see authorization schemes");
    }

    @Test
    void largeAnswersAreCompressedForWhoTakesThat() {
        HttpResponse<String> plain = site.get("/minions", ann);
        HttpResponse<String> packed =
                site.send(site.request("/minions").header("X-Auth-Token", ann).header("Accept-Encoding", "gzip"));

        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.headers().firstValueAsLong("Content-Length").orElseThrow())
                .isLessThan(plain.headers().firstValueAsLong("Content-Length").orElseThrow());
    }
}
