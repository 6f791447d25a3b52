package io.brine.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where Jazzer comes in: {@code --target_class=io.brine.fuzz.Fuzz --target_args=<target>}. As a program of its own it writes
 * the seeds of a target into a directory. Jazzer needs nothing of itself in here.
 */
public final class Fuzz {
    private static final Fuzz[] CHOSEN = new Fuzz[1];

    private final FuzzTarget target;

    private Fuzz(FuzzTarget target) {
        this.target = target;
    }

    /** Called by Jazzer once. */
    public static void fuzzerInitialize(String[] arguments) {
        CHOSEN[0] = new Fuzz(FuzzTargets.named(arguments[0]));
    }

    /** Called by Jazzer for each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        CHOSEN[0].target.run(input);
    }

    /** Arguments: target, directory. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[1]));
        List<byte[]> seeds = FuzzTargets.named(arguments[0]).seeds();
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(directory.resolve("seed-%04d".formatted(i)), seeds.get(i));
        }
        System.out.println(seeds.size() + " seeds of " + arguments[0]);
        System.exit(0);
    }
}
