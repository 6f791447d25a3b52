package io.brine.config;

import java.nio.file.Path;
import java.util.Optional;

/** A configuration that cannot be used. The message names the file and the line (from 1) when they are known. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Path> file;
    private final int line;

    public ConfigException(String message) {
        this(Optional.empty(), 0, message);
    }

    public ConfigException(Path file, int line, String message) {
        this(Optional.of(file), line, message);
    }

    private ConfigException(Optional<Path> file, int line, String message) {
        super(new ConfigWarning(file, line, message).toString());
        this.file = file;
        this.line = line;
    }

    public Optional<Path> file() {
        return file == null ? Optional.empty() : file;
    }

    /** From 1; 0 if unknown. */
    public int line() {
        return line;
    }
}
