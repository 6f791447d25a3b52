package io.brine.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One kind of recorded cases. Registered in {@link VectorsRun#CORPORA}. */
public interface Corpus {
    /** What the command line calls it: {@code crypto}, {@code frames}, ... */
    String name();

    /** The file or folder of this corpus under the vectors folder. */
    String source();

    /** How many of a hundred cases must pass for the run to pass. */
    default int requiredPercent() {
        return 0;
    }

    /** Whether enough of the cases passed; of none at all, never. */
    default boolean isMetBy(List<CaseResult> results) {
        long passed = results.stream().filter(CaseResult::isPassed).count();
        return !results.isEmpty() && passed * 100 >= (long) requiredPercent() * results.size();
    }

    /** @param dir the vectors folder, laid out as {@code vectors/README.md} tells */
    List<CaseResult> run(Path dir) throws IOException;

    default boolean isIn(Path dir) {
        return Files.exists(dir.resolve(source()));
    }
}
