package io.brine.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a process finds around it before it has read any file. @param hostName gives the id nobody configured */
public record Surroundings(Map<String, String> environment, Path home, String user, HostName hostName) {
    public static final Path DEFAULT_CONFIG_DIR = Path.of("/etc/salt");

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Those of this process. */
    public static Surroundings ofThisProcess() {
        return new Surroundings(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                System.getProperty("user.name"),
                HostName.ofThisHost());
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** {@code -c DIR} before SALT_CONFIG_DIR before /etc/salt. Source: 3006.0 salt/utils/parsers.py ConfigDirMixIn. */
    public Path configDir(Optional<Path> asked) {
        return asked.or(() -> variable("SALT_CONFIG_DIR").map(Path::of))
                .map(this::expanded)
                .orElse(DEFAULT_CONFIG_DIR);
    }

    /** The path with a leading {@code ~} replaced by the home directory. */
    Path expanded(Path path) {
        return path.startsWith("~") ? home.resolve(Path.of("~").relativize(path)) : path;
    }
}
