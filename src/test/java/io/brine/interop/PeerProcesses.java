package io.brine.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Processes of an installed Salt. What each writes is kept in files of its own under one directory; all have ended when this is
 * closed, and also when the JVM is stopped before.
 */
final class PeerProcesses implements AutoCloseable {
    private static final Duration COMMAND_PATIENCE = Duration.ofMinutes(4);
    private static final int TAIL = 25;

    private final SaltInstallation salt;
    private final Path logs;
    private final List<Process> running = new ArrayList<>();
    private final Thread atExit = new Thread(this::killAll, "end Salt's processes");
    private int count;

    PeerProcesses(SaltInstallation salt, Path logs) {
        this.salt = salt;
        this.logs = logs;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** A process that goes on, and the file with its standard output. */
    record Started(Process process, Path output) {
        String text() throws IOException {
            return Files.readString(output);
        }
    }

    synchronized Started start(String command, String... arguments) throws IOException {
        String name = String.format("%03d-%s", count++, command);
        Path output = logs.resolve(name + ".out");
        Path errors = logs.resolve(name + ".err");
        Files.writeString(errors, "$ " + command + " " + String.join(" ", arguments) + "\n");
        Process process = salt.builder(command, arguments)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
        running.add(process);
        return new Started(process, output);
    }

    /** What the command writes to standard output, without surrounding white space. */
    String run(String command, String... arguments) throws IOException, InterruptedException {
        Started started = start(command, arguments);
        boolean ended = started.process().waitFor(COMMAND_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        end(started);
        if (!ended) {
            throw new AssertionError(command + " " + List.of(arguments) + " has not ended in " + COMMAND_PATIENCE);
        }
        return started.text().strip();
    }

    /** As an operator ends a daemon; its children, too. */
    void end(Started started) {
        end(started.process());
        synchronized (this) {
            running.remove(started.process());
        }
    }

    private static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private synchronized void endAll() {
        running.forEach(PeerProcesses::end);
        running.clear();
    }

    /** Without waiting: a JVM that is being stopped has no time. */
    private synchronized void killAll() {
        for (Process process : running) {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** The last lines of everything that was written to standard error. */
    void tellErrors() throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".err"))
                    .sorted()
                    .toList()) {
                List<String> lines = Files.readString(file).lines().toList();
                if (lines.size() > 1) {
                    System.err.println("== " + file);
                    lines.subList(Math.max(0, lines.size() - TAIL), lines.size())
                            .forEach(line -> System.err.println("   " + line));
                }
            }
        }
    }

    @Override
    public void close() {
        endAll();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
