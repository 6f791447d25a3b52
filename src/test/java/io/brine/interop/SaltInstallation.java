package io.brine.interop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of a Salt that is installed on this host. {@code -Dsalt.bin=DIR} names their directory; otherwise the PATH is
 * searched for a {@code salt-master}.
 */
record SaltInstallation(Path directory) {
    static final String PROPERTY = "salt.bin";
    static final String NOTICE =
            "skipped: no Salt on this host; install one, or say -D" + PROPERTY + "=DIR, where its commands are";

    private static final Pattern VERSION = Pattern.compile("salt-master (\\d+)(?:\\.(\\d+))?");

    static Optional<SaltInstallation> find() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return Optional.of(new SaltInstallation(Path.of(named).toAbsolutePath()));
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

    /** As {@code salt-master --version} says it, such as {@code salt-master 3006.0 (Sulfur)}. @throws UncheckedIOException */
    String version() {
        try {
            Process process = builder("salt-master", "--version")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes()).strip();
        } catch (IOException cannotRun) {
            throw new UncheckedIOException("no Salt in " + directory, cannotRun);
        }
    }

    /** Whether its minions know protocol 2 at most: before 3006.12, and 3007 before 3007.4. */
    static boolean isOfProtocolTwo(String version) {
        Matcher number = VERSION.matcher(version);
        if (!number.lookingAt()) {
            throw new IllegalArgumentException("no version of Salt: " + version);
        }
        int major = Integer.parseInt(number.group(1));
        int minor = number.group(2) == null ? 0 : Integer.parseInt(number.group(2));
        return major < 3006 || major == 3006 && minor < 12 || major == 3007 && minor < 4;
    }

    ProcessBuilder builder(String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of(directory.resolve(command).toString()));
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words);
    }
}
