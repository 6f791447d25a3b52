package io.brine.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The recorded cases that travel with the source. */
class VectorsTest {
    @TestFactory
    Stream<DynamicTest> everyCorpusThatMustBeCompleteIs() throws URISyntaxException {
        Path vectors = Path.of(Objects.requireNonNull(getClass().getResource("/vectors/README.md"))
                        .toURI())
                .getParent();
        return VectorsRun.CORPORA.stream()
                .filter(corpus -> corpus.mustBeComplete() && corpus.isIn(vectors))
                .map(corpus -> DynamicTest.dynamicTest(corpus.name(), () -> assertComplete(corpus, vectors)));
    }

    private static void assertComplete(Corpus corpus, Path vectors) throws IOException {
        List<CaseResult> results = corpus.run(vectors);

        assertThat(results).isNotEmpty().allMatch(CaseResult::isPassed);
    }
}
