package io.brine.api;

import io.brine.data.Json;
import io.brine.data.Trees;
import io.brine.events.EventFilter;
import io.brine.master.MasterSite;
import io.brine.minion.MinionSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A master with its door on a free port of the loopback, and ways to knock. */
final class ApiSite implements AutoCloseable {
    static final List<String> USUAL = List.of(
            "auto_accept: true",
            "netapi_enable_clients: [local, local_async, local_subset, local_batch, runner, runner_async, wheel,"
                    + " wheel_async]",
            "external_auth: {auto: {ann: ['.*', '@runner', '@wheel'], bob: ['test.*']}}",
            "rest_cherrypy: {port: 0, host: 127.0.0.1, disable_ssl: true}");

    final MasterSite master;
    final ApiServer door;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
    private final List<MinionSite> minions = new ArrayList<>();
    /** How often the door has subscribed to the bus. */
    final AtomicInteger subscriptions = new AtomicInteger();

    /** @param lines of the master's configuration that replace or follow the {@link #USUAL} ones */
    ApiSite(Path root, String... lines) {
        this(root, master -> List.of(), lines);
    }

    /** @param more further addresses, made for the running master */
    ApiSite(Path root, Function<MasterSite, List<Mount>> more, String... lines) {
        List<String> all = new ArrayList<>(USUAL);
        for (String line : lines) {
            String key = line.substring(0, line.indexOf(':') + 1);
            all.removeIf(set -> set.startsWith(key));
            all.add(line);
        }
        master = new MasterSite(root, all.toArray(String[]::new)).start();
        List<Mount> mounts = more.apply(master);
        door = new ApiServer(
                new ApiServer.Parts(
                        master.config,
                        master.roads,
                        () -> {
                            subscriptions.incrementAndGet();
                            return master.daemon.bus().subscribe(EventFilter.ALL);
                        },
                        master.daemon.bus(),
                        Clock.systemUTC()),
                mounts);
        door.start();
    }

    /** A real minion that is signed in and listens. */
    MinionSite minion(String id) {
        MinionSite minion = new MinionSite(
                master.root.resolve("minion-" + id),
                id,
                master.roads,
                "master: 127.0.0.1",
                "master_port: " + master.config.network().retPort());
        minions.add(minion);
        minion.start();
        org.awaitility.Awaitility.await().until(() -> master.daemon.connected().contains(id));
        return minion;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + door.port() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    HttpResponse<String> get(String path, String token) {
        return send(request(path).header("X-Auth-Token", token));
    }

    HttpResponse<String> post(String path, String token, Object tree) {
        return send(request(path)
                .header("X-Auth-Token", token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.dump(tree))));
    }

    HttpResponse<String> login(String user, String password) {
        return post("/login", "", Map.of("username", user, "password", password, "eauth", "auto"));
    }

    /** The token of a fresh session. */
    String token(String user) {
        return Trees.text(Trees.fields(((List<?>)
                                Trees.fields(Json.parse(login(user, "any").body()))
                                        .get("return"))
                        .get(0))
                .get("token"));
    }

    /** The first result of low data run in a session. */
    Object run(String token, Map<String, Object> chunk) {
        HttpResponse<String> answer = post("/", token, chunk);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return ((List<?>) Trees.fields(Json.parse(answer.body())).get("return")).get(0);
    }

    /** An open event stream, line by line. */
    EventLines events(HttpRequest.Builder request) {
        return new EventLines(http, request.build());
    }

    @Override
    public void close() {
        minions.forEach(MinionSite::close);
        door.close();
        master.close();
    }
}
