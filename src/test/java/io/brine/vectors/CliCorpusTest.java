package io.brine.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CliCorpusTest {
    @Test
    void everyRecordedSaltKeyCommandIsReproduced() throws IOException, URISyntaxException {
        Path vectors = Path.of(CliCorpusTest.class.getResource("/vectors").toURI());

        List<CaseResult> results = new CliCorpus().run(vectors, CliCorpusTest::isSaltKey);

        assertThat(results).hasSizeGreaterThan(15).allMatch(CaseResult::isPassed);
    }

    private static boolean isSaltKey(Map<String, Object> recorded) {
        return "salt-key".equals(recorded.get("program"));
    }
}
