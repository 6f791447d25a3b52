package io.brine.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TargetingVectorsTest {
    @Test
    void everyRecordedTargetMeansTheSameMinions() throws IOException {
        assertThat(new TargetingCorpus().run(Path.of("src/test/resources/vectors")))
                .isNotEmpty()
                .allMatch(CaseResult::isPassed);
    }
}
