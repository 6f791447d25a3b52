package io.brine.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputCorpusTest {
    @Test
    void everyRecordedOutputIsReproduced() throws IOException, URISyntaxException {
        Path vectors = Path.of(OutputCorpusTest.class.getResource("/vectors").toURI());

        List<CaseResult> results = new OutputCorpus().run(vectors);

        assertThat(results).hasSizeGreaterThan(200).allMatch(CaseResult::isPassed);
    }
}
