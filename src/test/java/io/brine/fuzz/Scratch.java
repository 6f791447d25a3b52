package io.brine.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A directory in memory where there is one, gone with the process. */
final class Scratch {
    private static final Path MEMORY = Path.of("/dev/shm");

    private Scratch() {}

    static Path directory() {
        try {
            Path made = Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "brine-fuzz-")
                    : Files.createTempDirectory("brine-fuzz-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(made)));
            return made;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void remove(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException gone) {
            // what is left of a directory in memory goes with the host
        }
    }
}
