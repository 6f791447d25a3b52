package io.brine.api;

import io.brine.client.ClientException;
import io.brine.client.ClientSettings;
import io.brine.client.LocalClient;
import io.brine.client.MasterLine;
import io.brine.client.Publication;
import io.brine.client.RunnerClient;
import io.brine.client.WheelClient;
import io.brine.functions.PublishedArguments;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Runs low data. What a client may be is this table; the name it sends is looked up and nothing else is done with it.
 * Source: 3006.0 netapi/__init__.py NetapiClient.
 */
final class NetapiClient {
    /** Known by name, as tools list it, and never run. */
    private static final String SSH = "ssh";

    /** One kind of client. */
    @FunctionalInterface
    private interface Runs {
        /** @return what it adds to {@code return}: one result, or one for each step of a batch */
        List<Object> run(LocalClient client, LowData chunk);
    }

    private final Map<String, Runs> clients = new TreeMap<>();
    private final Settings settings;
    private final Lines lines;
    private final LoginLimiter limiter;

    /**
     * @param client which master is asked; without a key of its own
     * @param enabled {@code netapi_enable_clients}
     * @param runnerWait {@code rest_timeout}
     * @param allowRawShell {@code netapi_allow_raw_shell}
     */
    record Settings(ClientSettings client, Set<String> enabled, Duration runnerWait, boolean allowRawShell) {}

    /**
     * Ways to the master.
     *
     * @param logins for whatever brings a password: the master takes its time for wrong ones, and nobody else waits for that
     */
    record Lines(MasterLine known, MasterLine logins) implements AutoCloseable {
        @Override
        public void close() {
            known.close();
            logins.close();
        }
    }

    NetapiClient(Settings settings, Lines lines, LoginLimiter limiter) {
        this.limiter = limiter;
        this.settings = settings;
        this.lines = lines;
        clients.put("local", LocalCalls::run);
        clients.put("local_async", LocalCalls::runAsync);
        clients.put("local_subset", LocalCalls::runSubset);
        clients.put("local_batch", LocalCalls::runBatch);
        clients.put("runner", this::runner);
        clients.put("runner_async", this::runnerAsync);
        clients.put("wheel", this::wheel);
        clients.put("wheel_async", this::wheelAsync);
    }

    /** Sorted, with the one that is only a name. */
    List<String> names() {
        TreeSet<String> names = new TreeSet<>(clients.keySet());
        names.add(SSH);
        return List.copyOf(names);
    }

    /** Runs chunks for whoever is logged in: the session's token alone counts, whatever else a chunk brings. */
    List<Object> runInSession(List<Map<String, Object>> chunks, ApiRequest request) {
        String token = request.requiredSession().saltToken();
        List<LowData> own = new ArrayList<>();
        for (Map<String, Object> chunk : chunks) {
            Map<String, Object> signed = new LinkedHashMap<>(chunk);
            signed.put("token", token);
            own.add(LowData.of(signed));
        }
        return run(own, request);
    }

    /** Runs chunks that bring their own token or name and password; a session does not matter. */
    List<Object> runAsGiven(List<Map<String, Object>> chunks, ApiRequest request) {
        return run(chunks.stream().map(LowData::of).toList(), request);
    }

    /**
     * Runs the chunks one after the other, after all of them were looked at.
     *
     * @return the results in order
     * @throws HttpRefusal as salt-api answers
     */
    private List<Object> run(List<LowData> chunks, ApiRequest request) {
        AnswerWriter.treeType(request);
        if (!isMasterRunning()) {
            throw new HttpRefusal(503, "Salt Master is not available.");
        }
        chunks.forEach(this::check);
        List<Object> results = new ArrayList<>();
        for (LowData chunk : chunks) {
            results.addAll(run(chunk, request));
        }
        return results;
    }

    private List<Object> run(LowData chunk, ApiRequest request) {
        String peer = request.peer();
        boolean withPassword = !chunk.fields().containsKey("token");
        if (withPassword) {
            limiter.check(peer);
        }
        MasterLine line = withPassword ? lines.logins() : lines.known();
        try (LocalClient client = line.client(request.isPresent())) {
            return clients.get(chunk.client()).run(client, chunk);
        } catch (ClientException failed) {
            if (withPassword && failed.kind() == ClientException.Kind.AUTHENTICATION) {
                limiter.failed(peer);
            }
            throw ClientRefusals.of(failed);
        }
    }

    boolean isMasterRunning() {
        return settings.client().master().publisherPath().map(Files::exists).orElse(true);
    }

    private void check(LowData chunk) {
        if (chunk.fields().containsKey("token") && !isHex(chunk.fields().get("token"))) {
            throw new HttpRefusal(401, "Invalid token");
        }
        if (!clients.containsKey(chunk.client()) && !chunk.client().equals(SSH)) {
            throw new HttpRefusal(400, "Invalid client specified: '" + chunk.client() + "'");
        }
        if (!settings.enabled().contains(chunk.client())) {
            throw disabled(chunk.client());
        }
        if (chunk.client().equals(SSH)) {
            throw new HttpRefusal(400, "The client 'ssh' is not offered here");
        }
        if (!chunk.hasCredentials()) {
            throw new HttpRefusal(401, "No authentication credentials given");
        }
        if (chunk.flag("raw_shell") && !settings.allowRawShell()) {
            throw new HttpRefusal(401, "Raw shell option not allowed.");
        }
    }

    static HttpRefusal disabled(String client) {
        return new HttpRefusal(
                400,
                "Client disabled: '" + client + "'. Add to 'netapi_enable_clients' master config option to enable.");
    }

    static boolean isHex(Object token) {
        return token instanceof String text && text.matches("[0-9a-fA-F]{1,256}");
    }

    private List<Object> runner(LocalClient client, LowData chunk) {
        RunnerCall call = RunnerCall.of(chunk);
        Duration patience = chunk.seconds("timeout", settings.runnerWait());
        RunnerClient runners = new RunnerClient(client);
        RunnerClient.Finished finished =
                runners.finish(call.fun(), call.arg(), call.kwarg(), chunk.credentials(), patience);
        if (finished.isUnknown()) {
            throw new IllegalArgumentException("there is no runner " + call.fun());
        }
        if (chunk.flag("full_return")) {
            Map<String, Object> full = new LinkedHashMap<>();
            full.put("tag", finished.tag());
            full.put("data", finished.data());
            return one(full);
        }
        return one(finished.data().get("return"));
    }

    private List<Object> runnerAsync(LocalClient client, LowData chunk) {
        RunnerCall call = RunnerCall.of(chunk);
        RunnerClient.Started started =
                new RunnerClient(client).start(call.fun(), call.arg(), call.kwarg(), chunk.credentials());
        return one(begun(started.tag(), started.jid()));
    }

    private List<Object> wheel(LocalClient client, LowData chunk) {
        return one(new WheelClient(client).answer(chunk.fun(), wheelArguments(chunk), chunk.credentials()));
    }

    /** The master runs wheels while it is asked; they take milliseconds. Here only its answer is left out. */
    private List<Object> wheelAsync(LocalClient client, LowData chunk) {
        Map<String, Object> answer =
                new WheelClient(client).answer(chunk.fun(), wheelArguments(chunk), chunk.credentials());
        Object tag = answer.get("tag");
        String text = String.valueOf(tag);
        return one(begun(text, text.substring(text.lastIndexOf('/') + 1)));
    }

    private static Map<String, Object> wheelArguments(LowData chunk) {
        Map<String, Object> arguments = chunk.loose();
        if (!chunk.arg().isEmpty()) {
            arguments.put("arg", PublishedArguments.parseInput(chunk.arg()));
        }
        arguments.putAll(chunk.kwarg());
        return arguments;
    }

    private static Map<String, Object> begun(String tag, String jid) {
        Map<String, Object> begun = new LinkedHashMap<>();
        begun.put("tag", tag);
        begun.put("jid", jid);
        return begun;
    }

    private static List<Object> one(Object result) {
        List<Object> one = new ArrayList<>();
        one.add(result);
        return one;
    }

    /** What {@code local_async} says: empty when nobody is meant. */
    static Map<String, Object> published(Publication publication) {
        Map<String, Object> published = new LinkedHashMap<>();
        if (publication.isSent()) {
            published.put("jid", publication.jid());
            published.put("minions", publication.minions());
        }
        return published;
    }
}
