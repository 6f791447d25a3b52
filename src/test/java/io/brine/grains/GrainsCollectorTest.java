package io.brine.grains;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GrainsCollectorTest {
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private Map<String, Object> collect(Map<String, Object> options, GrainsSource... sources) {
        return new GrainsCollector(List.of(sources), GrainsSettings.from(options), executor, Duration.ofMillis(500))
                .collect();
    }

    private static GrainsSource says(Map<String, Object> grains) {
        return () -> grains;
    }

    @Test
    void theSourcesAreMergedInTheirOrder() {
        Map<String, Object> grains =
                collect(Map.of(), says(Map.of("os", "Debian", "a", 1L)), says(Map.of("os", "Ubuntu")));

        assertThat(grains).containsExactlyInAnyOrderEntriesOf(Map.of("os", "Ubuntu", "a", 1L));
    }

    @Test
    void aSourceThatHangsIsLeftOutAfterItsDeadline() {
        CountDownLatch never = new CountDownLatch(1);
        GrainsSource hanging = new GrainsSource() {
            @Override
            public Map<String, Object> grains() {
                try {
                    never.await();
                } catch (InterruptedException givenUp) {
                    Thread.currentThread().interrupt();
                }
                return Map.of("fqdn", "late.example.com");
            }

            @Override
            public Map<String, Object> whenLate() {
                return Map.of("fqdn", "early");
            }
        };

        long start = System.nanoTime();
        Map<String, Object> grains = collect(Map.of(), hanging, says(Map.of("os", "Debian")));

        assertThat(grains).containsEntry("os", "Debian").containsEntry("fqdn", "early");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aSourceThatBreaksIsLeftOut() {
        GrainsSource broken = () -> {
            throw new IllegalStateException("no such file");
        };

        assertThat(collect(Map.of(), broken, says(Map.of("os", "Debian")))).isEqualTo(Map.of("os", "Debian"));
    }

    @Test
    void anExecutorThatTakesNoMoreDoesNotBreakTheStart() {
        executor.shutdown();

        assertThat(collect(Map.of("grains", Map.of("role", "web")), says(Map.of("os", "Debian"))))
                .isEqualTo(Map.of("role", "web"));
    }

    @Test
    void theConfiguredGrainsHaveTheLastWord() {
        Map<String, Object> grains = collect(Map.of("grains", Map.of("os", "Mine")), says(Map.of("os", "Debian")));

        assertThat(grains).containsEntry("os", "Mine");
    }

    @Test
    void deepMergeKeepsWhatTheOtherMapHas() {
        Map<String, Object> options = new HashMap<>();
        options.put("grains", Map.of("site", Map.of("rack", "r2")));
        GrainsSource source = says(Map.of("site", Map.of("room", "one", "rack", "r1")));

        assertThat(collect(options, source)).isEqualTo(Map.of("site", Map.of("rack", "r2")));

        options.put("grains_deep_merge", true);
        assertThat(collect(options, source)).isEqualTo(Map.of("site", Map.of("room", "one", "rack", "r2")));
    }

    @Test
    void theBlacklistTakesGlobsAndRegularExpressions() {
        Map<String, Object> grains = collect(
                Map.of("grains_blacklist", List.of("cpu*", "ip[46]_gw", "(uuid|serialnumber)")),
                says(Map.of("cpu_flags", 1, "cpu_model", 2, "ip4_gw", 3, "uuid", 4, "os", "Debian")));

        assertThat(grains).isEqualTo(Map.of("os", "Debian"));
    }

    @Test
    void thisMachineTellsTheGrainsEveryTopFileUses() {
        Map<String, Object> grains = GrainsCollector.ofThisMachine(
                        GrainsSettings.from(Map.of("id", "min1", "master", "m")), executor)
                .collect();

        assertThat(grains)
                .containsKeys(
                        "os",
                        "os_family",
                        "osfullname",
                        "kernel",
                        "kernelrelease",
                        "cpuarch",
                        "num_cpus",
                        "mem_total",
                        "host",
                        "fqdn",
                        "domain",
                        "ipv4",
                        "ip_interfaces",
                        "virtual",
                        "init",
                        "saltversioninfo",
                        "pid",
                        "username",
                        "path",
                        "locale_info",
                        "machine_id",
                        "disks",
                        "server_id")
                .containsEntry("id", "min1")
                .containsEntry("master", "m");
    }
}
