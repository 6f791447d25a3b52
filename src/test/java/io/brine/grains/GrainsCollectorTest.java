package io.brine.grains;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrainsCollectorTest {
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private Map<String, Object> collect(Map<String, Object> options, GrainsSource... sources) {
        return collect(Duration.ofSeconds(60), options, sources);
    }

    private Map<String, Object> collect(Duration deadline, Map<String, Object> options, GrainsSource... sources) {
        return new GrainsCollector(List.of(sources), GrainsSettings.from(options), executor, deadline).collect();
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

        Map<String, Object> grains = collect(Duration.ofSeconds(2), Map.of(), hanging, says(Map.of("os", "Debian")));

        assertThat(grains).containsEntry("os", "Debian").containsEntry("fqdn", "early");
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
    void theGrainsFileBesideTheConfigurationIsRead(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("grains"), "roles: [web, db]\nos: Mine\n");
        GrainsSettings settings = GrainsSettings.from(
                Map.of("conf_file", directory.resolve("minion").toString()));

        assertThat(new StaticGrains(settings.fixed().file()).grains())
                .isEqualTo(Map.of("roles", List.of("web", "db"), "os", "Mine"));
    }

    @Test
    void aBrokenGrainsFileIsLeftOut(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("grains"), "roles: [web\n");

        assertThat(new StaticGrains(Optional.of(directory.resolve("grains"))).grains())
                .isEmpty();
    }

    @Test
    void theCacheIsReadWhileItIsYoung(@TempDir Path directory) throws IOException {
        Map<String, Object> options = Map.of("grains_cache", true, "cachedir", directory.toString());
        collect(options, says(Map.of("os", "first")));

        assertThat(collect(options, says(Map.of("os", "second")))).isEqualTo(Map.of("os", "first"));

        Files.setLastModifiedTime(directory.resolve("grains.cache.p"), FileTime.from(Instant.EPOCH));
        assertThat(collect(options, says(Map.of("os", "second")))).isEqualTo(Map.of("os", "second"));
    }

    @Test
    void aCacheThatIsNoneIsWrittenAnew(@TempDir Path directory) throws IOException {
        Map<String, Object> options = Map.of("grains_cache", true, "cachedir", directory.toString());
        Files.writeString(directory.resolve("grains.cache.p"), "junk");

        assertThat(collect(options, says(Map.of("os", "Debian")))).isEqualTo(Map.of("os", "Debian"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("grains.cache.p"))))
                .isEqualTo("rw-------");
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
