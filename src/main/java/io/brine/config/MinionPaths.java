package io.brine.config;

import java.nio.file.Path;

/** Where a minion keeps its things; {@code root_dir} is already before every path. Components are named as the options. */
public record MinionPaths(Path rootDir, Path pkiDir, Path cachedir, Path sockDir, Path extensionModules, Path pidfile) {
    static MinionPaths from(Options options) {
        return new MinionPaths(
                options.path("root_dir"),
                options.path("pki_dir"),
                options.path("cachedir"),
                options.path("sock_dir"),
                options.path("extension_modules"),
                options.path("pidfile"));
    }
}
