package io.brine.modules.execution;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Programs by name along the search path. Source: 3006.0 salt/utils/path.py which */
final class Executables {
    private static final List<String> ALWAYS = List.of("/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin");

    private Executables() {}

    static Optional<String> which(String program) {
        if (program.isBlank()) {
            return Optional.empty();
        }
        if (program.startsWith("/")) {
            return isExecutable(Path.of(program)) ? Optional.of(program) : Optional.empty();
        }
        return directories().stream()
                .map(directory -> Path.of(directory, program))
                .filter(Executables::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static Set<String> directories() {
        Set<String> directories = new LinkedHashSet<>();
        String path = System.getenv("PATH");
        if (path != null) {
            directories.addAll(List.of(path.split(":")));
        }
        directories.addAll(ALWAYS);
        directories.remove("");
        return directories;
    }

    private static boolean isExecutable(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
