package io.brine.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.data.Json;
import io.brine.data.Trees;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole master with its door: log in, run, listen. */
class ApiServerIT {
    @TempDir
    Path root;

    private ApiSite site;

    @AfterEach
    void close() {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void theAddressItselfSaysWelcome() {
        site = new ApiSite(root);

        HttpResponse<String> answer = site.get("/", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"return\": \"Welcome\", \"clients\": [\"local\", \"local_async\", \"local_batch\","
                        + " \"local_subset\", \"runner\", \"runner_async\", \"ssh\", \"wheel\", \"wheel_async\"]}");
    }

    @Test
    void aLoginGivesASessionAndTheSessionRunsAJob() {
        site = new ApiSite(root);
        site.minion("web01");

        HttpResponse<String> login = site.login("ann", "any");

        assertThat(login.statusCode()).isEqualTo(200);
        Map<String, Object> session =
                Trees.fields(((List<?>) Trees.fields(Json.parse(login.body())).get("return")).get(0));
        String token = Trees.text(session.get("token"));
        assertThat(token).matches("[0-9a-f]{40}");
        assertThat(session)
                .containsEntry("user", "ann")
                .containsEntry("eauth", "auto")
                .containsEntry("perms", List.of(".*", "@runner", "@wheel"));
        assertThat((double) session.get("expire") - (double) session.get("start"))
                .isEqualTo(43200);
        assertThat(login.headers().firstValue("X-Auth-Token")).contains(token);
        assertThat(login.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("session_id=" + token)
                .contains("HttpOnly", "SameSite=Strict");
        assertThat(site.run(token, Map.of("client", "local", "tgt", "*", "fun", "test.ping")))
                .isEqualTo(Map.of("web01", true));
    }

    @Test
    void runnersAndWheelsAnswerAsSaltsDo() {
        site = new ApiSite(root);
        String token = site.token("ann");

        Object run = site.run(token, Map.of("client", "runner", "fun", "test.arg", "arg", List.of(1), "b", 2));
        Map<String, Object> wheel = Trees.fields(site.run(token, Map.of("client", "wheel", "fun", "key.list_all")));

        assertThat(run).isEqualTo(Map.of("args", List.of(1L), "kwargs", Map.of("b", 2L)));
        assertThat(wheel).containsOnlyKeys("tag", "data");
        assertThat(Trees.fields(wheel.get("data"))).containsEntry("fun", "wheel.key.list_all");
    }

    @Test
    void whoHasNoSessionIsRefused() {
        site = new ApiSite(root);

        HttpResponse<String> answer = site.post("/", "", Map.of("client", "local", "tgt", "*", "fun", "test.ping"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("<h2>401 Unauthorized</h2>");
    }

    @Test
    void theEventsOfTheBusAreStreamed() throws Exception {
        site = new ApiSite(root);
        String token = site.token("ann");

        try (EventLines events = site.events(site.request("/events").header("Cookie", "session_id=" + token))) {
            assertThat(events.response().headers().firstValue("Content-Type"))
                    .contains("text/event-stream;charset=utf-8");
            assertThat(events.next()).isEqualTo("retry: 400");
            site.master.daemon.bus().fire("my/tag", Map.of("a", 1L));

            assertThat(events.next(line -> line.startsWith("tag: my/"))).isEqualTo("tag: my/tag");
            assertThat(events.next()).startsWith("data: {\"data\": {\"a\": 1, \"_stamp\": \"");
            assertThat(events.next()).isEmpty();
            site.post("/logout", token, Map.of());
            events.awaitEnd();
        }
    }
}
