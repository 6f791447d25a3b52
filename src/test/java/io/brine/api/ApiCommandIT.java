package io.brine.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.FreePort;
import io.brine.data.Json;
import io.brine.master.MasterSite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code salt-api} as a process of its own beside a master in another. */
class ApiCommandIT {
    @TempDir
    Path root;

    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> post(int port, String path, Map<String, Object> tree) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(Json.dump(tree)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aDoorOfItsOwnServesTheMasterBesideIt() throws Exception {
        int port = FreePort.next();
        MasterSite master = new MasterSite(
                root,
                "netapi_enable_clients: [runner]",
                "external_auth: {auto: {ann: ['@runner']}}",
                "api_logfile: " + root + "/api.log",
                "api_pidfile: " + root + "/api.pid",
                "rest_cherrypy: {port: " + port + ", host: 127.0.0.1, disable_ssl: true}");
        Map<String, Object> run = Map.of(
                "client",
                "runner",
                "fun",
                "test.arg",
                "arg",
                List.of("x"),
                "username",
                "ann",
                "password",
                "any",
                "eauth",
                "auto");
        Process api = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.brine.cli.Main",
                        "salt-api",
                        "-c",
                        root.toString())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("api.out").toFile())
                .start();
        try {
            await().ignoreException(ConnectException.class)
                    .until(() -> post(port, "/run", run).statusCode() == 503);
            master.start();

            assertThat(post(port, "/run", run).body()).isEqualTo("{\"return\": [{\"args\": [\"x\"], \"kwargs\": {}}]}");
            assertThat(root.resolve("api.pid")).hasContent(Long.toString(api.pid()));
        } finally {
            api.destroy();
            assertThat(api.waitFor(30, TimeUnit.SECONDS)).isTrue();
            master.close();
        }
        assertThat(root.resolve("api.pid")).doesNotExist();
    }

    private Process master(String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "io.brine.cli.Main",
                "salt-master",
                "-c",
                root.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("master.out").toFile())
                .start();
    }

    private void end(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aMasterWithABlockOpensTheDoorItself() throws Exception {
        int port = FreePort.next();
        new MasterSite(
                        root,
                        "pidfile: " + root + "/pid",
                        "log_file: " + root + "/log",
                        "rest_cherrypy: {port: " + port + ", host: 127.0.0.1, disable_ssl: true}")
                .close();
        Process master = master();
        try {
            await().ignoreException(ConnectException.class)
                    .until(() -> post(port, "/run", Map.of("client", "local")).statusCode() == 400);
        } finally {
            end(master);
        }
    }

    /** Its memory is what it was before there was a door. */
    @Test
    void aMasterWithoutADoorLoadsNothingOfIt() throws Exception {
        new MasterSite(root, "pidfile: " + root + "/pid", "log_file: " + root + "/log").close();
        Path classes = root.resolve("classes");
        Process master = master("-Xlog:class+load:file=" + classes);
        try {
            await().until(() -> Files.exists(root.resolve("run/publish_pull.ipc")));
        } finally {
            end(master);
        }
        assertThat(Files.readString(classes))
                .contains("io.brine.master.MasterDaemon")
                .doesNotContain("org.eclipse.jetty", "com.unboundid", "org.jvnet.libpam", "com.sun.jna", "at.favre");
    }

    @Test
    void withoutABlockThereIsNothingToDo() {
        MasterSite master = new MasterSite(root, "api_logfile: " + root + "/api.log");
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int code = io.brine.cli.Main.run(
                List.of("salt-api", "-c", root.toString()),
                io.brine.cli.Terminal.of(
                        java.io.InputStream.nullInputStream(), new ByteArrayOutputStream(), err, false, Map.of()));

        assertThat(code).isEqualTo(1);
        master.close();
    }
}
