package io.brine.config;

import java.nio.file.Path;

/** Where a master keeps its things; {@code root_dir} is already before every path. Components are named as the options. */
public record MasterPaths(
        Path rootDir,
        Path pkiDir,
        Path cachedir,
        Path sockDir,
        Path tokenDir,
        Path syndicDir,
        Path extensionModules,
        Path pidfile,
        Path keyLogfile) {

    static MasterPaths from(Options options) {
        return new MasterPaths(
                options.path("root_dir"),
                options.path("pki_dir"),
                options.path("cachedir"),
                options.path("sock_dir"),
                options.path("token_dir"),
                options.path("syndic_dir"),
                options.path("extension_modules"),
                options.path("pidfile"),
                options.path("key_logfile"));
    }
}
