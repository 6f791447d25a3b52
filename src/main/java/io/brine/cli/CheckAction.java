package io.brine.cli;

import io.brine.client.ClientException;
import io.brine.client.ClientSettings;
import io.brine.client.Credentials;
import io.brine.client.LocalClient;
import io.brine.client.RunnerClient;
import io.brine.config.MasterConfig;
import io.brine.data.Json;
import io.brine.data.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code salt-master --check}: asks the master that runs on this host how it is, over its own request port, and says it in
 * one line with the exit code of a Nagios plug-in: 0 ok, 1 warning, 2 critical, 3 unknown.
 *
 * <pre>
 * SALT MASTER OK: 12 of 12 are connected, 0 wait in MWorker, 0.0 s | connected=12 accepted=12 ... time=0.041s
 * </pre>
 */
final class CheckAction {
    private static final int CRITICAL = 2;
    private static final int UNKNOWN = 3;
    private static final Map<String, Integer> CODES = Map.of("OK", 0, "WARNING", 1, "CRITICAL", CRITICAL);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final double NANOS = 1e9;

    private final MasterConfig config;
    private final Terminal terminal;
    private final boolean asJson;

    /** @param asJson one JSON object, as Zabbix takes apart itself */
    CheckAction(MasterConfig config, Terminal terminal, boolean asJson) {
        this.config = config;
        this.terminal = terminal;
        this.asJson = asJson;
    }

    int run() {
        long began = System.nanoTime();
        ClientSettings settings =
                ClientSettings.of(config, WhoAmI.name(terminal.environment())).withTimeout(PATIENCE);
        try (LocalClient client = LocalClient.connect(settings)) {
            Object answer = new RunnerClient(client)
                    .run("monitor.health", List.of(), Map.of(), Credentials.OF_THIS_USER, PATIENCE)
                    .get("return");
            Map<String, Object> health = answer instanceof Map<?, ?> map ? Trees.fields(map) : Map.of();
            if (!(health.get("word") instanceof String word)) {
                return say("UNKNOWN", "the master does not watch itself: mon:enabled is false", Map.of());
            }
            Map<String, Object> perf = new LinkedHashMap<>(Trees.fields(health.get("perf")));
            perf.put("time", (System.nanoTime() - began) / NANOS);
            return say(word, summary(word, Trees.fields(health.get("checks"))), perf);
        } catch (ClientException failed) {
            return failed.kind() == ClientException.Kind.AUTHENTICATION
                    ? say("UNKNOWN", "this user may not ask the master: " + failed.getMessage(), Map.of())
                    : say("CRITICAL", failed.getMessage() + process(), Map.of());
        }
    }

    /** What the pid file knows of a master that does not answer. */
    private String process() {
        try {
            long pid = Long.parseLong(Files.readString(config.paths().pidfile()).strip());
            boolean runs = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
            return runs ? "; process " + pid + " runs" : "; process " + pid + " of the pid file is gone";
        } catch (IOException | NumberFormatException none) {
            return "; there is no pid file";
        }
    }

    private static String summary(String word, Map<String, Object> checks) {
        return checks.entrySet().stream()
                .map(check -> new Found(check.getKey(), Trees.fields(check.getValue())))
                .filter(found -> word.equals("OK")
                        ? List.of("minions", "queue").contains(found.name())
                        : !"OK".equals(found.check().get("word")))
                .map(found -> word.equals("OK")
                        ? String.valueOf(found.check().get("why"))
                        : found.name() + ": " + found.check().get("why"))
                .collect(Collectors.joining(", "));
    }

    private record Found(String name, Map<String, Object> check) {}

    private int say(String word, String summary, Map<String, Object> perf) {
        String clean = summary.replaceAll("[|\\p{Cntrl}]+", " ").strip();
        if (asJson) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("word", word);
            object.put("code", (long) CODES.getOrDefault(word, UNKNOWN));
            object.put("summary", clean);
            object.putAll(perf);
            terminal.print(Json.dump(object, Json.Style.DEFAULT));
        } else {
            String numbers = perf.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + shown(entry.getKey(), entry.getValue()))
                    .collect(Collectors.joining(" "));
            terminal.print("SALT MASTER " + word + ": " + clean + (numbers.isEmpty() ? "" : " | " + numbers));
        }
        return CODES.getOrDefault(word, UNKNOWN);
    }

    private static String shown(String name, Object value) {
        String text = value instanceof Double number
                ? String.format(java.util.Locale.ROOT, "%.3f", number)
                : String.valueOf(value);
        return name.equals("time") || name.equals("queue_age") ? text + "s" : text;
    }
}
