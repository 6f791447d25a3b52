package io.brine.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.master.MasterSite;
import io.brine.monitor.Metrics;
import io.brine.monitor.Monitor;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorMountsIT {
    @TempDir
    private Path root;

    private final HttpClient http = HttpClient.newHttpClient();
    private Monitor monitor;
    private ApiSite site;

    @BeforeEach
    void open() {
        site = new ApiSite(root, this::mounts);
    }

    private List<Mount> mounts(MasterSite master) {
        monitor = Monitor.over(master.config, master.daemon, Clock.systemUTC()).start();
        return MonitorMounts.of(monitor);
    }

    @AfterEach
    void close() {
        monitor.close();
        site.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(site.uri(path));
        for (int at = 0; at < headers.length; at += 2) {
            request.header(headers[at], headers[at + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void aScraperOfThisHostNeedsNoSession() throws Exception {
        HttpResponse<String> metrics = get("/metrics");

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.headers().firstValue("Content-Type")).contains(Metrics.CONTENT_TYPE);
        assertThat(metrics.body()).contains("salt_keys{").contains("# TYPE salt_req_queue_wait_seconds histogram");
    }

    @Test
    void whatAProxyBringsNeedsOne() throws Exception {
        for (String header : List.of("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP")) {
            assertThat(get("/metrics", header, "192.0.2.7").statusCode())
                    .as(header)
                    .isEqualTo(401);
        }
    }

    @Test
    void healthIsOneWordForEverybody() throws Exception {
        assertThat(get("/healthz", "X-Forwarded-For", "192.0.2.7").body()).isEqualTo("ok\n");
        assertThat(get("/readyz").statusCode()).isIn(200, 503);
        assertThat(get("/readyz", "X-Forwarded-For", "192.0.2.7").body()).isIn("ok\n", "not ready\n");
    }
}
