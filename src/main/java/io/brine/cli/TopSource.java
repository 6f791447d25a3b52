package io.brine.cli;

import io.brine.client.ClientException;
import io.brine.client.ClientSettings;
import io.brine.client.Credentials;
import io.brine.client.LocalClient;
import io.brine.client.RunnerClient;
import io.brine.config.MasterConfig;
import io.brine.data.DataException;
import io.brine.data.Json;
import io.brine.data.Trees;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where {@code brine top} asks: {@code {master, fleet, minions, trouble}}, now. */
@FunctionalInterface
interface TopSource {
    Duration PATIENCE = Duration.ofSeconds(20);

    /** @throws ExitException with a sentence if there is no answer */
    Map<String, Object> look();

    /** The master of this host, as the user who may ask it. */
    static TopSource ofThisHost(MasterConfig config, String user) {
        ClientSettings settings = ClientSettings.of(config, user).withTimeout(PATIENCE);
        return () -> {
            try (LocalClient client = LocalClient.connect(settings)) {
                Object answer = new RunnerClient(client)
                        .run("monitor.get", List.of("top"), Map.of(), Credentials.OF_THIS_USER, PATIENCE)
                        .get("return");
                Map<String, Object> tree = Trees.fields(answer);
                if (!tree.containsKey("fleet")) {
                    throw new ExitException(
                            ExitCodes.GENERIC, "the master does not watch itself: mon:enabled is false\n");
                }
                return tree;
            } catch (ClientException | DataException failed) {
                throw new ExitException(ExitCodes.GENERIC, failed.getMessage() + "\n");
            }
        };
    }

    /** A dashboard somewhere. @param url of its API, without {@code /mon} @param token of a session */
    static TopSource ofUrl(String url, String token) {
        HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        return () -> snapshot(answer(
                http,
                HttpRequest.newBuilder(URI.create(url + "/mon/api/snapshot")).header("X-Auth-Token", token)));
    }

    /** The token of a new session. */
    static String logIn(String url, String user, String password, String eauth) {
        HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        Map<String, Object> credentials = Map.of("username", user, "password", password, "eauth", eauth);
        Map<String, Object> answer = answer(
                http,
                HttpRequest.newBuilder(URI.create(url + "/login"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(Json.dump(credentials))));
        return Trees.text(Trees.fields(((List<?>) answer.get("return")).get(0)).get("token"));
    }

    private static Map<String, Object> snapshot(Map<String, Object> tree) {
        Map<String, Object> top = new LinkedHashMap<>();
        List.of("master", "fleet", "minions", "trouble").forEach(name -> top.put(name, tree.get(name)));
        return top;
    }

    private static Map<String, Object> answer(HttpClient http, HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(
                    request.timeout(PATIENCE)
                            .header("Accept", "application/json")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new ExitException(
                        ExitCodes.GENERIC, answer.uri() + " says " + answer.statusCode() + ": may you look there?\n");
            }
            return Trees.fields(Json.parse(answer.body()));
        } catch (IOException | DataException failed) {
            throw new ExitException(ExitCodes.GENERIC, "no answer: " + failed.getMessage() + "\n");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ExitException(ExitCodes.GENERIC, "interrupted\n");
        }
    }
}
