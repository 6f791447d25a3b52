package io.brine.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The recorded cases that travel with the source. */
class VectorsTest {
    private static final Map<String, Integer> REQUIRED = Map.of(
            "crypto", 100,
            "msgpack", 100,
            "frames", 100,
            "frames-v3", 100,
            "targeting", 100,
            "output", 100,
            "cli", 80);

    @Test
    void theCorporaThatMustPassSayHowFar() {
        Map<String, Integer> said = VectorsRun.CORPORA.stream()
                .filter(corpus -> REQUIRED.containsKey(corpus.name()))
                .collect(Collectors.toMap(Corpus::name, Corpus::requiredPercent));

        assertThat(said).isEqualTo(REQUIRED);
    }

    @TestFactory
    Stream<DynamicTest> ofEveryCorpusAsManyCasesPassAsMust() throws URISyntaxException {
        Path vectors = Path.of(Objects.requireNonNull(getClass().getResource("/vectors/README.md"))
                        .toURI())
                .getParent();
        return VectorsRun.CORPORA.stream()
                .filter(corpus -> corpus.requiredPercent() > 0)
                .map(corpus -> DynamicTest.dynamicTest(corpus.name(), () -> assertMet(corpus, vectors)));
    }

    private static void assertMet(Corpus corpus, Path vectors) throws IOException {
        List<CaseResult> results = corpus.run(vectors);

        assertThat(corpus.isMetBy(results))
                .as(
                        "%d %% of %d must pass; these do not: %s",
                        corpus.requiredPercent(), results.size(), failed(results))
                .isTrue();
    }

    private static List<CaseResult> failed(List<CaseResult> results) {
        return results.stream().filter(result -> !result.isPassed()).toList();
    }
}
