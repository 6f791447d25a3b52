package io.brine.grains;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A machine made of files written below a directory and of commands that answer what they are told to. */
final class FixtureHost {
    private final Path root;
    private final Map<String, Commands.Result> answers = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    FixtureHost(Path root) {
        this.root = root;
    }

    FixtureHost file(String path, String text) {
        try {
            Path file = root.resolve(path.substring(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    FixtureHost answer(String commandLine, int retcode, String stdout) {
        answers.put(commandLine, new Commands.Result(retcode, stdout, ""));
        return this;
    }

    FixtureHost env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Host host() {
        return new Host(new HostFiles(root), new Answers(), environment);
    }

    private final class Answers implements Commands {
        @Override
        public Optional<Path> which(String name) {
            boolean isKnown = answers.keySet().stream().anyMatch(line -> line.split(" ")[0].equals(name));
            return isKnown || name.startsWith("/")
                    ? Optional.of(Path.of("/usr/bin").resolve(name))
                    : Optional.empty();
        }

        @Override
        public Optional<Result> run(List<String> argv) {
            return Optional.ofNullable(answers.get(String.join(" ", argv)));
        }
    }
}
