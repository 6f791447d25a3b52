package io.brine.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.brine.config.MinionMetricsConfig;
import io.brine.master.MasterSite;
import io.brine.minion.MinionSite;
import io.brine.monitor.Canary.Verdict;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole minion of ours at a whole master, both watched. */
class MinionMonitorIT {
    @TempDir
    Path root;

    private MasterSite site;
    private Monitor monitor;
    private MinionSite minion;

    @BeforeEach
    void start() {
        site = new MasterSite(root.resolve("master"), "auto_accept: true").start();
        monitor = Monitor.over(site.config, site.daemon, Clock.systemUTC()).start();
        minion = new MinionSite(
                        root.resolve("minion"),
                        "web1",
                        site.roads,
                        "master: 127.0.0.1",
                        "publish_port: " + site.config.network().publishPort(),
                        "master_port: " + site.config.network().retPort())
                .start();
    }

    @AfterEach
    void close() {
        minion.close();
        monitor.close();
        site.close();
    }

    private static HttpResponse<String> get(MetricsDoor door, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + door.port() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    @Test
    void aMinionTellsItsOwnMetricsAndWhetherItHasAMaster() throws Exception {
        MinionMonitor watch = new MinionMonitor(minion.daemon.views(), minion.counters);
        try (MetricsDoor door = watch.open(new MinionMetricsConfig(0, "127.0.0.1"))) {
            await().untilAsserted(
                            () -> assertThat(get(door, "/readyz").statusCode()).isEqualTo(200));

            PrometheusText text =
                    PrometheusText.read(get(door, "/metrics").body().getBytes());
            assertThat(text.value("salt_minion_masters_connected")).isEqualTo(1);
            assertThat(text.value("salt_minion_happened_total", "what", "signed_in"))
                    .isEqualTo(1);
            assertThat(text.value("salt_minion_returns_waiting")).isZero();
            assertThat(documented()).containsAll(text.names());

            site.daemon.close();
            await().untilAsserted(() -> assertThat(get(door, "/readyz").body()).isEqualTo("connected to no master\n"));
        }
    }

    private static TreeSet<String> documented() throws Exception {
        TreeSet<String> documented = new TreeSet<>();
        for (String file : new String[] {"metrics.md", "minion-metrics.md"}) {
            Matcher names =
                    Pattern.compile("(?m)^\\| `([a-z_]+)`").matcher(Files.readString(Path.of("docs/monitoring", file)));
            while (names.find()) {
                documented.add(names.group(1));
            }
        }
        return documented;
    }

    @Test
    void aRealMinionPullsTheCanaryRight() {
        await().until(() -> site.daemon.connected().contains("web1"));

        assertThat(monitor.canary().ask("web1")).isTrue();

        await().until(() -> monitor.canary().result("web1").isPresent());
        assertThat(monitor.canary().result("web1").orElseThrow().verdict()).isIn(Verdict.OK, Verdict.SLOW);
        assertThat(PrometheusText.read(monitor.metrics().text()).value("salt_file_canary_seconds_count"))
                .isEqualTo(1);
        assertThat(monitor.files().pulls()).isEmpty();
    }
}
