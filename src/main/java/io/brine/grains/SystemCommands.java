package io.brine.grains;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Commands of this machine. Output goes through files: that needs no thread to drain a pipe, and a command that hangs
 * can be given up. Messages are asked for in English ({@code LC_ALL=C}).
 */
public final class SystemCommands implements Commands {
    private static final List<String> USUAL_DIRECTORIES =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String path;
    private final Map<String, String> environment;
    private final Duration patience;

    /** @param path directories separated by colons */
    public SystemCommands(String path) {
        this(path, Map.of("LC_ALL", "C"), PATIENCE);
    }

    private SystemCommands(String path, Map<String, String> environment, Duration patience) {
        this.path = path;
        this.environment = environment;
        this.patience = patience;
    }

    /** The same commands, waited for that long. */
    public SystemCommands within(Duration newPatience) {
        return new SystemCommands(path, environment, newPatience);
    }

    /** The same commands, with these variables set on top of the environment of this process. */
    public SystemCommands with(Map<String, String> newEnvironment) {
        return new SystemCommands(path, newEnvironment, patience);
    }

    @Override
    public Optional<Path> which(String name) {
        if (name.contains("/")) {
            return Optional.of(Path.of(name)).filter(SystemCommands::isCommand);
        }
        List<String> directories = new ArrayList<>(List.of(path.split(":")));
        directories.addAll(USUAL_DIRECTORIES);
        return directories.stream()
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(SystemCommands::isCommand)
                .findFirst();
    }

    private static boolean isCommand(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    @Override
    public Optional<Result> run(List<String> argv) {
        Optional<Path> program = which(argv.get(0));
        if (program.isEmpty()) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(argv);
        command.set(0, program.get().toString());
        try {
            Path stdout = Files.createTempFile("brine-", ".out");
            Path stderr = Files.createTempFile("brine-", ".err");
            try {
                return run(command, stdout, stderr);
            } finally {
                Files.deleteIfExists(stdout);
                Files.deleteIfExists(stderr);
            }
        } catch (IOException cannotRun) {
            return Optional.empty();
        }
    }

    private Optional<Result> run(List<String> command, Path stdout, Path stderr) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
            return Optional.of(new Result(process.exitValue(), read(stdout), read(stderr)));
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }
}
