package io.brine.api.mon;

import io.brine.data.Json;
import io.brine.data.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A headless Chromium with one page at a time, driven by its DevTools protocol. */
final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final Process process;
    private final WebSocket socket;
    private String context = "";
    private String session = "";
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<Map<String, Object>>> asked = new ConcurrentHashMap<>();
    /** What the page has complained about: exceptions, blocked resources, errors on the console. */
    final List<String> complaints = new CopyOnWriteArrayList<>();

    private Chromium(Process process, String address) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address), new Ear())
                .join();
    }

    /** Another person at a browser of his own: no cookies, nothing kept, in the dark; nothing is left of the page before. */
    void another() {
        if (!context.isEmpty()) {
            raw("Target.disposeBrowserContext", Map.of("browserContextId", context), "");
        }
        complaints.clear();
        context = Trees.text(raw("Target.createBrowserContext", Map.of(), "").get("browserContextId"));
        String target =
                Trees.text(raw("Target.createTarget", Map.of("url", "about:blank", "browserContextId", context), "")
                        .get("targetId"));
        session = Trees.text(raw("Target.attachToTarget", Map.of("targetId", target, "flatten", true), "")
                .get("sessionId"));
        send("Page.enable", Map.of());
        send("Runtime.enable", Map.of());
        send("Log.enable", Map.of());
        size(1440, 900);
        prefer("dark");
    }

    /** Skips the test where there is no Chromium. @param profile an empty directory */
    static Chromium start(Path profile) {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "the dashboard is not tried: there is no " + PROGRAM);
        try {
            Process process = new ProcessBuilder(
                            PROGRAM.toString(),
                            "--headless=new",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--disable-dev-shm-usage",
                            "--hide-scrollbars",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + profile,
                            "about:blank")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Path port = profile.resolve("DevToolsActivePort");
            Awaitility.await()
                    .until(() -> Files.exists(port) && Files.readAllLines(port).size() == 2);
            List<String> lines = Files.readAllLines(port);
            return new Chromium(process, "ws://127.0.0.1:" + lines.get(0) + lines.get(1));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard(Trees.fields(Json.parse(text.toString())));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void heard(Map<String, Object> message) {
        if (message.get("id") instanceof Number id) {
            asked.remove(id.longValue()).complete(message);
            return;
        }
        Map<String, Object> params = Trees.fields(message.getOrDefault("params", Map.of()));
        String method = String.valueOf(message.get("method"));
        if (method.equals("Runtime.exceptionThrown")) {
            complaints.add(String.valueOf(params.get("exceptionDetails")));
        } else if (method.equals("Log.entryAdded")
                && "error".equals(Trees.fields(params.get("entry")).get("level"))) {
            complaints.add(String.valueOf(params.get("entry")));
        }
    }

    private Map<String, Object> raw(String method, Map<String, Object> params, String of) {
        long number = numbers.incrementAndGet();
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", number);
        message.put("method", method);
        message.put("params", params);
        if (!of.isEmpty()) {
            message.put("sessionId", of);
        }
        CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        asked.put(number, answer);
        synchronized (this) {
            socket.sendText(Json.dump(message), true).join();
        }
        Map<String, Object> said =
                answer.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
        if (said.containsKey("error")) {
            throw new AssertionError(method + ": " + said.get("error"));
        }
        return Trees.fields(said.get("result"));
    }

    private Map<String, Object> send(String method, Map<String, Object> params) {
        return raw(method, params, session);
    }

    void size(int width, int height) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** @param scheme dark or light */
    void prefer(String scheme) {
        Map<String, Object> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        send("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** Run in every page before its own scripts. */
    void before(String script) {
        send("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    void open(URI address) {
        send("Page.navigate", Map.of("url", address.toString()));
    }

    /** The value of an expression; a promise is waited for. */
    Object value(String script) {
        Map<String, Object> answer = send(
                "Runtime.evaluate",
                Map.of("expression", script, "awaitPromise", true, "returnByValue", true, "userGesture", true));
        if (answer.containsKey("exceptionDetails")) {
            throw new AssertionError(script + ": " + answer.get("exceptionDetails"));
        }
        return Trees.fields(answer.get("result")).get("value");
    }

    /** All text that is shown. */
    String text() {
        return String.valueOf(value("document.body.innerText"));
    }

    /** Waits until the page shows this text. */
    void awaitText(String wanted) {
        awaitTrue("!!document.body && document.body.innerText.includes(" + Json.dump(wanted) + ")");
    }

    void awaitTrue(String script) {
        try {
            Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> Boolean.TRUE.equals(value(script)));
        } catch (org.awaitility.core.ConditionTimeoutException never) {
            throw new AssertionError(script + " never became true; complaints: " + complaints + "; shown:\n" + text());
        }
    }

    /** Clicks what is there by this selector as a mouse would. */
    void click(String selector) {
        String there = "document.querySelector(" + Json.dump(selector) + ")";
        awaitTrue("!!" + there + " && !" + there + ".disabled");
        value(there + ".click()");
    }

    /** Puts text into a field as if typed. */
    void fill(String selector, String text) {
        awaitTrue("!!document.querySelector(" + Json.dump(selector) + ")");
        value("(() => { const e = document.querySelector(" + Json.dump(selector) + "); e.focus(); e.select(); })()");
        send("Input.insertText", Map.of("text", text));
    }

    /** A key that stands for itself, or {@code Enter}. */
    void press(String key) {
        List<Map<String, Object>> strokes = new ArrayList<>();
        Map<String, Object> down = new LinkedHashMap<>(Map.of("type", "keyDown", "key", key));
        if (key.equals("Enter")) {
            down.put("text", "\r");
            down.put("windowsVirtualKeyCode", 13);
        } else {
            down.put("text", key);
        }
        strokes.add(down);
        strokes.add(Map.of("type", "keyUp", "key", key));
        strokes.forEach(stroke -> send("Input.dispatchKeyEvent", stroke));
    }

    /** Keeps a picture of the page below target/screenshots. */
    void picture(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Object data =
                    send("Page.captureScreenshot", Map.of("format", "png")).get("data");
            Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(data)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        socket.abort();
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
