package io.brine.pillar;

import static org.assertj.core.api.Assertions.assertThat;

import io.brine.config.ConfigLoader;
import io.brine.config.Surroundings;
import io.brine.wire.MinionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PillarCompilerTest {
    @TempDir
    Path dir;

    private final Map<String, Object> options = new HashMap<>();

    @BeforeEach
    void roots() {
        options.put("pillar_roots", Map.of("base", List.of(dir + "/base"), "__env__", List.of(dir + "/any/__env__")));
    }

    @Test
    void aMinionGetsWhatTheTopFileGivesIt() {
        write(
                "base/top.sls",
                "base:\n  'web*':\n    - app\n  'os:Debian':\n    - match: grain\n    - apt\n  'db*':\n    - secret\n");
        write("base/app.sls", "app: shop\nports: [80]\n");
        write("base/apt/init.sls", "apt: true\n");
        write("base/secret.sls", "secret: 1\n");

        assertThat(pillar()).isEqualTo(Map.of("app", "shop", "ports", List.of(80L), "apt", true));
    }

    @Test
    void orderDecidesWhoIsMergedLast() {
        write("base/top.sls", "base:\n  '*':\n    - order: 2\n    - late\n  'web*':\n    - order: 1\n    - early\n");
        write("base/late.sls", "k: late\n");
        write("base/early.sls", "k: early\n");

        assertThat(pillar()).containsEntry("k", "late");
    }

    @Test
    void aFileThatNeedsJinjaIsNamedWithItsLine() {
        write("base/top.sls", "base: {'*': [app]}\n");
        write("base/app.sls", "a: 1\nb: {{ grains.os }}\n");

        assertThat(pillar().get("_errors"))
                .asString()
                .contains("Rendering SLS 'app' failed: " + dir
                        + "/base/app.sls: line 2: {{ is Jinja, which is not rendered yet");
    }

    @Test
    void rendererAndShebangAreHeld() {
        write("base/top.sls", "#!yaml\nbase: {'*': [a, b, c]}\n");
        write("base/a.sls", "#!json\n{\"a\": 1}\n");
        write("base/b.sls", "#!yaml\nb: '{{ not jinja }}'\n");
        write("base/c.sls", "#!py\nimport os\n");

        Map<Object, Object> pillar = pillar();
        assertThat(pillar).containsEntry("a", 1L).containsEntry("b", "{{ not jinja }}");
        assertThat(pillar.get("_errors")).asString().contains("the renderer py is not supported yet");
    }

    @Test
    void whatIsMissingIsToldUnlessItMayBe() {
        write("base/top.sls", "base:\n  '*': [none]\n  'web*':\n    - ignore_missing: true\n    - optional\n");

        assertThat(pillar())
                .isEqualTo(Map.of(
                        "_errors",
                        List.of("Specified SLS 'none' in environment 'base' is not available on the salt master")));
    }

    @Test
    void aTopFileOfAnotherShapeIsAnError() {
        for (String top : List.of("- base\n", "base:\n", "base: {'*': 7}\n", "base: [a]\n")) {
            write("base/top.sls", top);
            assertThat(pillar())
                    .as(top)
                    .isEqualTo(Map.of("_errors", List.of("Error encountered while rendering pillar top file.")));
        }
    }

    @Test
    void includesThatGoInCirclesEnd() {
        write("base/top.sls", "base: {'*': [a]}\n");
        write("base/a.sls", "include: [b]\na: 1\n");
        write("base/b.sls", "include: [a]\nb: 1\n");

        assertThat(pillar()).containsEntry("a", 1L).containsEntry("b", 1L);
    }

    @Test
    void anIncludeMayGoBelowAKey() {
        write("base/top.sls", "base: {'*': [d.a]}\n");
        write("base/d/a.sls", "include:\n  - .b:\n      key: x:y\na: 1\n");
        write("base/d/b.sls", "b: 1\n");

        assertThat(pillar()).isEqualTo(Map.of("x", Map.of("y", Map.of("b", 1L)), "a", 1L));
    }

    @Test
    void anEnvironmentNobodyConfiguredComesFromItsPattern() {
        write("any/feature/top.sls", "feature: {'*': [a]}\n");
        write("any/feature/a.sls", "a: feature\n");
        write("base/top.sls", "base: {'*': [a]}\n");
        write("base/a.sls", "a: base\n");

        assertThat(pillar(Optional.of("feature"), Map.of())).isEqualTo(Map.of("a", "feature"));
        assertThat(pillar(Optional.of("../base"), Map.of())).isEmpty();
    }

    @Test
    void theOverrideWins() {
        write("base/top.sls", "base: {'*': [a]}\n");
        write("base/a.sls", "a: {x: 1, y: 2}\n");

        assertThat(pillar(Optional.empty(), Map.of("a", Map.of("x", 9L))))
                .isEqualTo(Map.of("a", Map.of("x", 9L, "y", 2L)));
    }

    @Test
    void noNameInAnSlsLeadsOut() {
        write("outside.sls", "secret: 1\n");
        write("base/top.sls", "base: {'*': ['../outside', '/outside', '..outside']}\n");

        assertThat(pillar()).doesNotContainKey("secret");
    }

    private Map<Object, Object> pillar() {
        return pillar(Optional.empty(), Map.of());
    }

    private Map<Object, Object> pillar(Optional<String> pillarenv, Map<?, ?> override) {
        Surroundings surroundings = new Surroundings(Map.of(), dir, "root", () -> "host");
        PillarSettings settings =
                PillarSettings.of(new ConfigLoader(surroundings, Clock.systemUTC()).master(Optional.of(dir), options));
        return new PillarCompiler(settings, Clock.systemUTC())
                .compile(new PillarRequest(
                        new MinionId("web1"), Map.of("os", "Debian"), Optional.of("base"), pillarenv, override));
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(dir.resolve(name).getParent());
            Files.writeString(dir.resolve(name), text);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
