package io.brine.grains;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each directory below {@code grains/os} holds the release files of a distribution and, in {@code expected}, what Salt
 * 3006.0's {@code _linux_distribution_data} and {@code _osrelease_data} made of them.
 */
class OsGrainsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "debian12",
                "ubuntu2204",
                "alma9",
                "leap155",
                "tumbleweed",
                "sles15",
                "alpine318",
                "rhel9",
                "centos7",
                "stream9",
                "fedora39",
                "rocky8",
                "mint21",
                "arch",
                "amazon2",
                "raspbian11"
            })
    void aDistributionIsNamedAsSaltNamesIt(String distribution) throws IOException {
        Path root = Path.of("src/test/resources/grains/os", distribution);

        Map<String, Object> grains = new OsGrains(new FixtureHost(root).host()).grains();

        grains.remove("osarch");
        assertThat(texts(grains)).isEqualTo(expected(root.resolve("expected")));
    }

    @Test
    void partsOfTheReleaseAreNumbersWhereTheyAre(@TempDir Path root) {
        Host host = new FixtureHost(root)
                .file("/etc/os-release", "ID=debian\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12.x\"\n")
                .host();

        Map<String, Object> grains = new OsGrains(host).grains();

        assertThat(grains).containsEntry("osrelease_info", List.of(12L, "x")).containsEntry("osmajorrelease", 12L);
    }

    @Test
    void aReleaseFileThatIsMissingLeavesNamesEmpty(@TempDir Path root) {
        Map<String, Object> grains = new OsGrains(new FixtureHost(root).host()).grains();

        assertThat(grains).containsEntry("os", "").doesNotContainKey("osrelease_info");
    }

    @Test
    void onDebianTheArchitectureIsDpkgsOwn(@TempDir Path root) {
        Host host = new FixtureHost(root)
                .file("/etc/os-release", "ID=debian\nNAME=\"Debian GNU/Linux\"\n")
                .file(
                        "/var/lib/dpkg/status",
                        "Package: libc6\nArchitecture: i386\n\nPackage: dpkg\nStatus: x\nArchitecture: amd64\n\n")
                .host();

        assertThat(new OsGrains(host).grains()).containsEntry("osarch", "amd64");
    }

    @Test
    void onRedHatTheArchitectureIsRpms(@TempDir Path root) {
        Host host = new FixtureHost(root)
                .file("/etc/os-release", "ID=almalinux\nNAME=\"AlmaLinux\"\nID_LIKE=\"rhel centos fedora\"\n")
                .answer("rpm --eval %{_host_cpu}", 0, "powerpc64le")
                .host();

        assertThat(new OsGrains(host).grains()).containsEntry("osarch", "ppc64le");
    }

    private static Map<String, String> texts(Map<String, Object> grains) {
        Map<String, String> texts = new TreeMap<>();
        grains.forEach((name, value) -> texts.put(
                name,
                value instanceof List<?> list
                        ? list.stream().map(String::valueOf).collect(Collectors.joining(" "))
                        : String.valueOf(value)));
        return texts;
    }

    private static Map<String, String> expected(Path file) throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            expected.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return new TreeMap<>(expected);
    }
}
