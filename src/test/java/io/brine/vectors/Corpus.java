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

    /** A case of it that fails makes the whole run fail. */
    default boolean mustBeComplete() {
        return false;
    }

    /** @param dir the vectors folder, laid out as {@code vectors/README.md} tells */
    List<CaseResult> run(Path dir) throws IOException;

    default boolean isIn(Path dir) {
        return Files.exists(dir.resolve(source()));
    }
}
