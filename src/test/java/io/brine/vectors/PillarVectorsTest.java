package io.brine.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PillarVectorsTest {
    /** Jinja is not rendered yet, and there are no external pillars. */
    private static final Set<String> NOT_YET = Set.of(
            "include-defaults-missing",
            "render-error-jinja",
            "render-error-safe-off",
            "top-jinja",
            "override",
            "renderers",
            "ext-cmd",
            "dup-errors-many");

    @Test
    void everyRecordedPillarOfPlainYamlIsTheSame() throws IOException {
        assertThat(new PillarCorpus().run(Path.of("src/test/resources/vectors")))
                .hasSizeGreaterThan(20)
                .filteredOn(result -> !NOT_YET.contains(result.id()))
                .allMatch(CaseResult::isPassed);
    }
}
