package io.brine.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.suse.salt.netapi.AuthModule;
import com.suse.salt.netapi.calls.LocalAsyncResult;
import com.suse.salt.netapi.calls.LocalCall;
import com.suse.salt.netapi.calls.modules.Grains;
import com.suse.salt.netapi.calls.runner.Jobs;
import com.suse.salt.netapi.calls.runner.Manage;
import com.suse.salt.netapi.calls.wheel.Key;
import com.suse.salt.netapi.client.SaltClient;
import com.suse.salt.netapi.client.impl.HttpAsyncClientImpl;
import com.suse.salt.netapi.datatypes.AuthMethod;
import com.suse.salt.netapi.datatypes.Batch;
import com.suse.salt.netapi.datatypes.Event;
import com.suse.salt.netapi.datatypes.PasswordAuth;
import com.suse.salt.netapi.datatypes.Token;
import com.suse.salt.netapi.datatypes.target.Glob;
import com.suse.salt.netapi.datatypes.target.MinionList;
import com.suse.salt.netapi.event.EventListener;
import com.suse.salt.netapi.event.JobReturnEvent;
import com.suse.salt.netapi.event.WebSocketEventStream;
import com.suse.salt.netapi.results.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unmodified Java library {@code com.suse.salt:salt-netapi-client} against the door. */
class NetapiClientIT {
    private static final LocalCall<Boolean> PING = com.suse.salt.netapi.calls.modules.Test.ping();

    private static ApiSite site;
    private static CloseableHttpAsyncClient http;
    private static SaltClient client;
    private static Token token;
    private static AuthMethod auth;

    @BeforeAll
    static void open(@TempDir Path root) throws Exception {
        site = new ApiSite(root);
        site.minion("web01");
        site.minion("db01");
        http = HttpAsyncClients.createDefault();
        http.start();
        client = new SaltClient(site.uri(""), new HttpAsyncClientImpl(http));
        token = get(client.login("ann", "any", AuthModule.AUTO));
        auth = new AuthMethod(token);
    }

    @AfterAll
    static void close() throws Exception {
        if (http != null) {
            http.close();
        }
        site.close();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static <T> T value(Result<T> result) {
        return result.result().orElseThrow(() -> new AssertionError(result.toString()));
    }

    @Test
    void aLoginGivesATokenWithItsPermissions() {
        assertThat(token.getToken()).matches("[0-9a-f]{40}");
        assertThat(token.getUser()).isEqualTo("ann");
        assertThat(token.getPerms()).containsExactly(".*", "@runner", "@wheel");
        assertThat(token.getExpire()).isAfter(token.getStart());
    }

    @Test
    void aLogoutIsBelieved() throws Exception {
        try (CloseableHttpAsyncClient own = HttpAsyncClients.createDefault()) {
            own.start();
            SaltClient other = new SaltClient(site.uri(""), new HttpAsyncClientImpl(own));
            get(other.login("ann", "any", AuthModule.AUTO));

            assertThat(get(other.logout())).isTrue();
        }
    }

    @Test
    void localCallsAreAnswered() throws Exception {
        Map<String, Result<Boolean>> all = get(PING.callSync(client, Glob.ALL, auth));
        assertThat(all.keySet()).containsExactlyInAnyOrder("web01", "db01");
        assertThat(value(all.get("web01"))).isTrue();
        assertThat(get(PING.callSync(client, new MinionList("web01"), auth)).keySet())
                .containsExactly("web01");
        AuthMethod password = new AuthMethod(new PasswordAuth("bob", "any", AuthModule.AUTO));
        assertThat(get(PING.callSync(client, Glob.ALL, password)).keySet()).containsExactlyInAnyOrder("web01", "db01");
        Map<String, Result<Map<String, Object>>> grains =
                get(Grains.items(false).callSync(client, new MinionList("web01"), auth));
        assertThat(value(grains.get("web01"))).containsEntry("id", "web01");
    }

    @Test
    void aFunctionThereIsNotIsRecognised() throws Exception {
        LocalCall<Boolean> none = new LocalCall<>(
                "no.such", Optional.empty(), Optional.empty(), new com.google.gson.reflect.TypeToken<Boolean>() {});

        Result<Boolean> result = get(none.callSync(client, Glob.ALL, auth)).get("web01");

        assertThat(result.error().orElseThrow().toString()).contains("FunctionNotAvailable", "no.such");
    }

    @Test
    void aBatchIsAListOfMaps() throws Exception {
        List<Map<String, Result<Boolean>>> batch = get(PING.callSync(client, Glob.ALL, auth, Batch.asAmount(1)));

        assertThat(batch).hasSize(2);
    }

    @Test
    void anAsynchronousCallIsLookedUpInTheJobCache() throws Exception {
        LocalAsyncResult<Boolean> started = get(PING.withMetadata(Map.of("ticket", "A-1"))
                        .callAsync(client, Glob.ALL, auth))
                .orElseThrow();

        assertThat(started.getMinions()).containsExactlyInAnyOrder("web01", "db01");
        org.awaitility.Awaitility.await()
                .until(() -> value(get(Jobs.lookupJid(started).callSync(client, auth)))
                                .size()
                        == 2);
        Map<String, Jobs.ListJobsEntry> marked =
                value(get(Jobs.listJobs(Map.of("ticket", "A-1")).callSync(client, auth)));
        assertThat(marked).containsKey(started.getJid());
        assertThat(marked.get(started.getJid()).getStartTime()).isNotNull();
        assertThat(value(get(Jobs.listJob(started.getJid()).callSync(client, auth)))
                        .getFunction())
                .isEqualTo("test.ping");
        assertThat(get(PING.callAsync(client, new Glob("nobody"), auth))).isEmpty();
    }

    @Test
    void runnersAndWheelsRun() throws Exception {
        assertThat(value(get(Manage.up().callSync(client, auth)))).containsExactlyInAnyOrder("web01", "db01");
        assertThat(value(get(Manage.present().callSync(client, auth)))).containsExactlyInAnyOrder("web01", "db01");
        assertThat(value(get(Manage.down(false).callSync(client, auth)))).isEmpty();
        Key.Names names =
                value(get(Key.listAll().callSync(client, auth)).getData().getResult());
        assertThat(names.getMinions()).contains("web01", "db01");
        Key.Fingerprints fingers =
                value(get(Key.finger("web01").callSync(client, auth)).getData().getResult());
        assertThat(fingers.getMinions()).containsKey("web01");
        Key.Pair pair = value(get(Key.gen("x").callSync(client, auth)).getData().getResult());
        assertThat(pair.getPub().orElse("")).contains("PUBLIC KEY");
        assertThat(get(Manage.up().callAsync(client, auth)).getJid()).matches("\\d{20}");
    }

    @Test
    void statisticsAreRead() throws Exception {
        assertThat(get(client.stats()).getApplications().getTotalRequests()).isPositive();
        assertThat(get(client.stats()).getHttpServer().getThreads()).isNotNegative();
    }

    @Test
    void eventsComeOverTheWebSocket() throws Exception {
        BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
        EventListener listener = new EventListener() {
            @Override
            public void notify(Event event) {
                heard.add(event);
            }

            @Override
            public void eventStreamClosed(int code, String phrase) {}
        };
        try (WebSocketEventStream stream = client.events(token, 0, 0, 0, listener)) {
            assertThat(stream.isEventStreamClosed()).isFalse();
            Optional<JobReturnEvent> returned = Optional.empty();
            // the client says "ready" on a thread of its own, so the first job may come too early for it
            while (returned.isEmpty()) {
                get(PING.callSync(client, new MinionList("web01"), auth));
                for (Event event = heard.poll(1, TimeUnit.SECONDS); event != null; event = heard.poll()) {
                    Optional<JobReturnEvent> parsed = JobReturnEvent.parse(event);
                    returned = returned.isPresent() ? returned : parsed;
                }
            }
            assertThat(returned.get().getMinionId()).isEqualTo("web01");
        }
    }
}
