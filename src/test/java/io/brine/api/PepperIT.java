package io.brine.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.brine.data.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unmodified command {@code salt-pepper} (Debian's package) against the door. */
class PepperIT {
    private static Optional<Path> pepper;
    private static ApiSite site;
    private static Path home;

    @BeforeAll
    static void open(@TempDir Path root) {
        pepper = Stream.of(System.getenv("PATH").split(":"))
                .flatMap(directory -> Stream.of("salt-pepper", "pepper").map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(pepper.isPresent(), "salt-pepper is not installed: apt-get install salt-pepper");
        site = new ApiSite(root);
        site.minion("web01");
        site.minion("db01");
        home = root;
    }

    @AfterAll
    static void close() {
        if (site != null) {
            site.close();
        }
    }

    private record Said(int code, String out) {}

    private static Said pepper(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                pepper.orElseThrow().toString(),
                "-u",
                "http://127.0.0.1:" + site.door.port(),
                "--username",
                "ann",
                "--password",
                "any",
                "--auth",
                "auto"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("PYTHONWARNINGS", "ignore");
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), out);
    }

    private static Object result(String... words) throws IOException, InterruptedException {
        Said said = pepper(words);
        try {
            return Json.parse(said.out());
        } catch (RuntimeException notJson) {
            throw new AssertionError(said.toString(), notJson);
        }
    }

    private static Object returned(Object... results) {
        return Map.of("return", List.of(results));
    }

    @Test
    void aPingIsAnswered() throws Exception {
        assertThat(result("*", "test.ping")).isEqualTo(returned(Map.of("web01", true, "db01", true)));
    }

    @Test
    void wordsWithAnEqualsSignAreKeywords() throws Exception {
        assertThat(result("web01", "test.kwarg", "a=b", "n=3").toString()).contains("a=b", "n=3");
    }

    /** Its older word for the kind of target, which a 3006 salt-api ignores. */
    @Test
    void listsAndCompoundTargetsAreUnderstood() throws Exception {
        assertThat(result("-L", "web01,nobody", "test.ping").toString()).contains("web01=true");
        assertThat(result("-C", "web* or E@^db", "test.ping")).isEqualTo(returned(Map.of("web01", true, "db01", true)));
        assertThat(result("-G", "id:db01", "test.ping")).isEqualTo(returned(Map.of("db01", true)));
    }

    @Test
    void aBatchIsAListOfReturns() throws Exception {
        assertThat(((Map<?, ?>) result("--client=local_batch", "--batch=1", "*", "test.ping")).get("return"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder(Map.of("web01", true), Map.of("db01", true));
    }

    @Test
    void runnersAndWheelsRun() throws Exception {
        assertThat(result("--client=runner", "test.arg", "k=v").toString()).contains("k=v");
        assertThat(result("--client=wheel", "key.list_all").toString()).contains("minions=[db01, web01]");
    }

    @Test
    void aJobIsAwaitedThroughTheJobCache() throws Exception {
        Said said = pepper("--fail-if-incomplete", "--timeout=30", "*", "test.ping");

        assertThat(said.out()).contains("web01", "db01");
        assertThat(said.code()).isZero();
    }

    @Test
    void theRunAddressTakesAToken() throws Exception {
        assertThat(result("--run-uri", "*", "test.ping")).isEqualTo(returned(Map.of("web01", true, "db01", true)));
    }

    @Test
    void aWrongPasswordIsSaid() throws Exception {
        Said said = pepper("--auth", "sharedsecret", "*", "test.ping");

        assertThat(said.code()).isNotZero();
        assertThat(said.out()).contains("Authentication denied");
    }
}
