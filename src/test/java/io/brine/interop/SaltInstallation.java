package io.brine.interop;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The commands of a Salt that is installed on this host. {@code -Dbrine.interop.salt-master=/path/salt-master} names one, and
 * the others are taken from the same directory; otherwise the PATH is searched.
 */
record SaltInstallation(Path directory) {
    static final String PROPERTY = "brine.interop.salt-master";
    static final String NOTICE =
            "skipped: no Salt on this host; install one, or say -D" + PROPERTY + "=/path/salt-master";

    static Optional<SaltInstallation> find() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return Optional.of(
                    new SaltInstallation(Path.of(named).toAbsolutePath().getParent()));
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .filter(directory -> Files.isExecutable(directory.resolve("salt-master")))
                .filter(directory -> !isOurs(directory.resolve("salt-master")))
                .findFirst()
                .map(SaltInstallation::new);
    }

    /** Brine has commands of the same names. */
    private static boolean isOurs(Path command) {
        try {
            return Files.size(command) < 10_000 && Files.readString(command).contains("brine");
        } catch (IOException binary) {
            return false;
        }
    }

    Process start(String command, Path log, String... arguments) throws IOException {
        return builder(command, arguments)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** What the command writes to stdout, without surrounding white space. */
    String run(String command, String... arguments) throws IOException, InterruptedException {
        Process process = builder(command, arguments)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes()).strip();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return output;
    }

    private ProcessBuilder builder(String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of(directory.resolve(command).toString()));
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words);
    }
}
